import { ContentsManager, KernelSpecManager } from '@jupyterlab/services';
import { Driven } from '../../src/run/live/driven';
import { liveRuns, startInBackground } from '../../src/run/live/hub';
import type { IRunHost } from '../../src/run/host';
import { createRun, openRun } from '../../src/run/drive/run';
import type { RunModel } from '../../src/run/live/runModel';
import { RunSession } from '../../src/run/drive/session';
import { watchRun } from '../../src/run/live/watched';
import type { IRun } from '../../src/run/interfaces';
import {
  buildEngine,
  journalOf,
  kernelsOf,
  writeHouses
} from '../headless/terminal';
import { testKernels, testServer } from './server';

jest.setTimeout(70_000);

const serverSettings = testServer();
const kernels = testKernels();
const contents = new ContentsManager({ serverSettings });
const specs = new KernelSpecManager({ serverSettings, standby: 'never' });
const host: IRunHost = { contents, kernels, specs, serverSettings };

beforeAll(() => {
  writeHouses('live/data');
});

afterAll(() => {
  kernels.dispose();
  specs.dispose();
  contents.dispose();
});

function create(name: string, steps: number): Promise<RunModel> {
  const request = {
    goal: 'Predict `price`. The metric is RMSE.',
    data: 'live/data',
    metric: 'RMSE',
    direction: 'minimize' as const,
    coder: { kind: 'recipes' as const },
    kernels: 1,
    slots: 1,
    steps
  };
  return createRun(host, request, name);
}

/** Resolves once something holds of a run. */
function until(run: IRun, holds: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (holds()) {
        run.statusChanged.disconnect(look);
        resolve();
      }
    };
    run.statusChanged.connect(look);
    look();
  });
}

/** The tree as far as two views of it must agree. */
const shown = (run: IRun) =>
  [...run.tree.solutions].map(({ id, state, evaluation }) => ({
    id,
    state,
    score: evaluation?.score
  }));

/** No solution of a run has two results, and none is begun twice. */
function expectSound(path: string): void {
  const events = journalOf(path).filter(
    ({ type }) => type === 'select' || type === 'execute'
  );
  const keys = events.map(event =>
    JSON.stringify([event.type, 'id' in event && event.id])
  );
  expect(new Set(keys).size).toBe(keys.length);
}

it('tells once of each solution what a former driver made of it', async () => {
  const run = await create('former', 2);
  const later = await openRun(host, run.path);
  await run.start();
  await later.command({ do: 'extend', steps: 3 });
  const told: string[] = [];
  later.solutionChanged.connect((_, { id, state }) =>
    told.push(`${id} ${state}`)
  );
  await later.start();
  const former = shown(run).map(({ id, state }) => `${id} ${state}`);
  expect(told.filter(each => /^000[12]/.test(each))).toEqual(former);
  expect(shown(later).slice(0, 2)).toEqual(shown(run));
  expectSound(run.path);
});

it('shows whoever watches the same tree, takes their commands, and tells when nobody drives', async () => {
  const run = await create('watched', 3);
  const done = run.start();
  await until(run, () => run.tree.size > 0);
  const watched = await watchRun(host, run.path);
  expect(watched.watching).toEqual({
    driver: { kind: 'tab', since: expect.any(String) },
    isConnected: true
  });
  await expect((await openRun(host, run.path)).start()).rejects.toBeInstanceOf(
    Driven
  );

  await watched.command({ do: 'hint', text: 'Try a linear model.' });
  await until(watched, () => watched.tree.hints.length === 1);
  expect(run.tree.hints).toEqual(['Try a linear model.']);
  watched.command({ do: 'pause' });
  await done;
  expect(run.status.phase).toBe('paused');
  await until(watched, () => watched.watching!.driver === null);
  expect(watched.status.phase).toBe('paused');
  expect(shown(watched)).toEqual(shown(run));
  await expect(
    watched.command({ do: 'hint', text: 'Nobody hears this.' })
  ).rejects.toThrow('Nobody drives this run');

  const again = run.start();
  await until(watched, () => watched.watching!.driver !== null);
  await again;
  await until(watched, () => watched.status.phase === 'finished');
  expect(shown(watched)).toEqual(shown(run));
  expect(watched.tree.good.size).toBeGreaterThan(0);
  expect(watched.config).toEqual(run.config);
  const best = watched.tree.best!;
  expect(await watched.execution(best.id)).toEqual(
    await run.execution(best.id)
  );
  watched.dispose();
  run.dispose();
  expectSound(run.path);
});

it('makes what a person asks for before it begins, and while somebody else drives', async () => {
  const run = await create('asked', 3);
  await run.command({ do: 'hint', text: 'Be quick.' });
  const own = { parent: null, hint: '', code: 'validation_metric = 7.5\n' };
  await run.command({ do: 'ask', ...own });
  const done = run.start();
  await until(run, () => run.tree.size > 1);
  const watched = await watchRun(host, run.path);
  await watched.command({ do: 'ask', ...own, parent: '0001' });
  await watched.command({ do: 'close', id: '0001', closed: true });
  await done;
  await until(watched, () => watched.status.phase === 'finished');
  expect(shown(watched)).toEqual(shown(run));
  expect(run.tree.hints).toEqual(['Be quick.']);
  expect(run.tree.chosen).toBe(3);
  const [first, ...others] = [...run.tree.solutions].filter(
    ({ writing }) => writing?.by === 'person'
  );
  expect(first).toMatchObject({ id: '0001', state: 'good', stage: 'draft' });
  expect(others).toEqual([
    expect.objectContaining({ state: 'good', parent: '0001' })
  ]);
  expect(run.tree.isClosed(watched.tree.get('0001'))).toBe(true);
  expect(watched.tree.isClosed(first)).toBe(true);
  // At rest it is watched, and nobody would hear of it.
  await until(watched, () => watched.watching!.driver === null);
  await expect(
    watched.command({ do: 'close', id: '0001', closed: false })
  ).rejects.toThrow('Nobody drives');
  watched.dispose();
  run.dispose();
  expectSound(run.path);
});

it('makes what a person asks for while it comes to rest', async () => {
  const run = await create('late', 1);
  const end = jest.spyOn(RunSession.prototype, 'end');
  let late: Promise<void> | null = null;
  end.mockImplementationOnce(async function (this: RunSession) {
    late = run.command({
      do: 'ask',
      parent: null,
      hint: '',
      code: 'validation_metric = 8\n'
    });
    await late;
    await this.end();
  });
  await run.start();
  await late;
  const [, asked] = [...run.tree.solutions];
  expect(asked).toMatchObject({ state: 'good', evaluation: { score: 8 } });
  expect(run.status.phase).toBe('finished');
  end.mockRestore();
  run.dispose();
  expectSound(run.path);
});

it('goes on where it is started again before a pause has brought it to rest', async () => {
  const run = await create('again', 1);
  const first = run.start();
  run.command({ do: 'pause' });
  await run.start();
  await first;
  expect(run.status.phase).toBe('finished');
  expect(run.tree.good.size).toBe(1);
  expectSound(run.path);
  run.dispose();
});

it('is taken over in mid-run without losing or doubling anything', async () => {
  const first = await create('taken', 3);
  // Opened before most of it was written.
  const second = await openRun(host, first.path);
  const lost = first.start().catch(error => error);
  await until(first, () =>
    [...first.tree.solutions].some(({ state }) => state === 'running')
  );
  const done = second.start({ take: true });
  expect(await lost).toBeInstanceOf(Driven);
  expect(first.status.phase).toBe('paused');
  await done;
  expect(second.status).toMatchObject({ phase: 'finished', fault: null });
  expect(second.tree.size).toBe(3);
  expectSound(first.path);
  first.dispose();
  second.dispose();
  const left = await kernelsOf(first.path);
  expect(left).toEqual([]);
});

it('knows what another driver did since it drove last', async () => {
  const first = await create('after', 1);
  await first.start();
  const second = await openRun(host, first.path);
  await second.command({ do: 'extend', steps: 2 });
  await second.start();
  await first.start();
  expect(first.config.steps).toBe(2);
  expect(first.status.phase).toBe('finished');
  expect(shown(first)).toEqual(shown(second));
  await first.command({ do: 'extend', steps: 3 });
  await first.start();
  expect(first.status.phase).toBe('finished');
  expect(first.tree.size).toBe(3);
  expectSound(first.path);
  first.dispose();
  second.dispose();
});

it('goes on in the background when a tab lets go of it', async () => {
  buildEngine();
  const run = await create('background', 3);
  const done = run.start();
  await until(run, () =>
    [...run.tree.solutions].some(({ state }) => state === 'running')
  );
  await run.leave();
  await done;
  await startInBackground(serverSettings, run.path);
  await expect(startInBackground(serverSettings, run.path)).rejects.toThrow(
    'already goes on in the background'
  );
  const watched = await watchRun(host, run.path);
  await until(watched, () => watched.watching!.driver?.kind === 'background');
  await until(watched, () => watched.status.phase === 'finished');
  expect(watched.tree.size).toBe(3);
  expect(watched.tree.pending).toEqual([]);
  await until(watched, () => watched.watching!.driver === null);
  const [known] = (await liveRuns(serverSettings))!.filter(
    each => each.run === run.path
  );
  expect(known.driver).toBeNull();
  watched.dispose();
  run.dispose();
  expectSound(run.path);
});
