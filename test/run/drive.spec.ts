import { ExternalError } from '../../src/base/externalError';
import { Equipment, type IEquipped } from '../../src/run/drive/equipment';
import { openRun } from '../../src/run/drive/run';
import type { IRunHost } from '../../src/run/host';
import type { RunModel } from '../../src/run/live/runModel';
import type { RunRequest } from '../../src/run/config';
import type { IRunner } from '../../src/search/interfaces';
import type { Execution } from '../../src/task/execution';
import { anExecution } from '../search/support';
import { type Call, World } from '../search/world';
import { aRun, hostOf, journalOf } from './aRun';
import type { MemoryContents } from './contents';

// A run as it is driven, with what would need a server or a kernel replaced.

let ends: boolean[];
let order: string[];

beforeEach(() => {
  ends = [];
  order = [];
});

afterEach(() => jest.restoreAllMocks());

/** A run that is opened to be driven, whose coder and runner are a test's. */
async function driven(
  {
    gate,
    execution = () =>
      anExecution({ metric: { variable: '0.5', printed: null } }),
    host = {}
  }: {
    gate?: (call: Call, id: string) => Promise<void> | void;
    execution?: (code: string) => Execution;
    host?: Partial<IRunHost>;
  } = {},
  request: Partial<RunRequest> = {}
): Promise<{ contents: MemoryContents; run: RunModel; world: World }> {
  const { contents, run } = await aRun({
    steps: 2,
    slots: 1,
    verifyRuns: 0,
    ...request
  });
  const world = new World({ gate, execution });
  jest.spyOn(Equipment.prototype, 'begin').mockImplementation(
    async () =>
      ({
        made: {
          coder: world.coder,
          calls: 1,
          callsAtFirst: 1,
          learn: async () => undefined
        },
        launcher: {},
        kernels: 1,
        within: {},
        measure: {
          notes: [],
          given: {},
          holdout: null,
          runner: async () => ({
            run: (...[candidate, how]: Parameters<IRunner['run']>) => {
              how.signal.addEventListener('abort', () =>
                order.push('interrupted')
              );
              return world.runner.run(candidate, how);
            }
          })
        },
        task: world.task
      }) as unknown as IEquipped
  );
  jest.spyOn(Equipment.prototype, 'abandon').mockImplementation(async () => {
    order.push('kernels let go of');
  });
  jest
    .spyOn(Equipment.prototype, 'end')
    .mockImplementation(async isLeft => void ends.push(isLeft));
  const opened = await openRun({ ...hostOf(contents), ...host }, run.path);
  return { contents, run: opened, world };
}

/** Resolves once it says so; a gate that waits at such a call until it is let go. */
function waitingAt(what: Call) {
  let reach: () => void;
  let release: () => void;
  const reached = new Promise<void>(resolve => (reach = resolve));
  const released = new Promise<void>(resolve => (release = resolve));
  return {
    reached,
    release: () => release(),
    gate: async (call: Call) => {
      if (call === what) {
        reach();
        await released;
      }
    }
  };
}

it('grows its tree to the end of its budget, and what it shows is what it kept', async () => {
  const { contents, run } = await driven();
  const phases: string[] = [];
  run.statusChanged.connect((_, { phase }) => {
    if (phases.at(-1) !== phase) {
      phases.push(phase);
    }
  });
  await run.start();
  expect(phases).toEqual(['preparing', 'running', 'finished']);
  expect(run.tree.good.size).toBe(2);
  const again = await openRun(hostOf(contents), run.path);
  expect([...again.tree.solutions]).toEqual([...run.tree.solutions]);
  expect(run.written).toEqual(['best.ipynb', 'best.py']);
  expect(ends).toEqual([false]);
});

it('pauses where it cannot save, and saves what was paid for before it goes on', async () => {
  const { contents, run, world } = await driven({
    gate: (call, id) => {
      if (call === 'write' && id === '0001') {
        contents.trouble = 'full';
      }
    }
  });
  await run.start();
  expect(run.status).toMatchObject({
    phase: 'paused',
    fault: { kind: 'storage' }
  });
  expect(run.tree.get('0001').writing).toBeNull();
  expect(ends).toEqual([false]);
  contents.trouble = null;
  await run.start();
  expect(run.status).toMatchObject({ phase: 'finished', fault: null });
  expect(world.given.get('write 0001')).toBe(1);
  const written = (await journalOf(contents, run)).filter(
    event => event.type === 'write' && event.id === '0001'
  );
  expect(written).toHaveLength(1);
});

it('lets what is under way finish when it is paused, and takes a pause back', async () => {
  const { reached, release, gate } = waitingAt('run');
  const { run } = await driven({ gate });
  const rest = run.start();
  await reached;
  await run.command({ do: 'pause' });
  expect(run.status.phase).toBe('pausing');
  await run.command({ do: 'pause' });
  const again = run.command({ do: 'resume' });
  expect(run.status.phase).toBe('running');
  release();
  await Promise.all([rest, again]);
  expect(run.status.phase).toBe('finished');
  expect(run.tree.good.size).toBe(2);
});

it('interrupts what is under way when it is stopped', async () => {
  const { reached, gate } = waitingAt('run');
  const { run } = await driven({ gate });
  const rest = run.start();
  await reached;
  await run.command({ do: 'stop' });
  await rest;
  expect(run.tree.good.size).toBe(0);
  expect(run.status).toMatchObject({ phase: 'finished', fault: null });
  expect(ends).toEqual([false]);
});

it('leaves what runs to somebody else, before it interrupts anything', async () => {
  const { reached, gate } = waitingAt('run');
  const { run } = await driven({ gate });
  const rest = run.start();
  await reached;
  await run.leave();
  await rest;
  expect(order).toEqual(['kernels let go of', 'interrupted']);
  expect(run.status).toMatchObject({ phase: 'paused', news: [] });
  expect(run.tree.pending).toHaveLength(1);
  expect(ends).toEqual([true]);
});

it('ends what was begun where not everything could be', async () => {
  const { run } = await driven();
  const cause = new ExternalError('There is no kernel.', 'kernel');
  jest.spyOn(Equipment.prototype, 'begin').mockRejectedValue(cause);
  await run.start();
  expect(run.status).toMatchObject({ phase: 'paused', fault: cause });
  expect(ends).toEqual([false]);
});

it('does not begin to ask before each script where nobody is there to answer', async () => {
  const { run } = await driven({}, { askBeforeRunning: true });
  await run.start();
  expect(run.status.fault?.message).toContain('it needs somebody to answer');
  expect(run.tree.size).toBe(0);
});

it('refuses what is asked for a solution that is not there, and goes on', async () => {
  const { reached, release, gate } = waitingAt('run');
  const { run } = await driven({ gate });
  const rest = run.start();
  await reached;
  await expect(run.command({ do: 'cancel', id: '0099' })).rejects.toThrow(
    'There is no solution 0099'
  );
  await expect(
    run.command({ do: 'ask', parent: '0001', hint: '', code: null })
  ).rejects.toThrow('Nothing can be built on solution 0001 yet');
  release();
  await rest;
  expect(run.tree.good.size).toBe(2);
});

it('makes one more that a person asks for while it works, beside its budget', async () => {
  const { reached, release, gate } = waitingAt('run');
  const { run } = await driven({ gate });
  const rest = run.start();
  await reached;
  await run.command({ do: 'ask', parent: null, hint: 'a knn', code: null });
  release();
  await rest;
  expect(run.tree.chosen).toBe(2);
  expect(run.tree.good.size).toBe(3);
});
