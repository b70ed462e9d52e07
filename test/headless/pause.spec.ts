import { ServerConnection } from '@jupyterlab/services';
import { connectHost } from '../../src/headless/host';
import type { RunRequest } from '../../src/run/config';
import { Driven } from '../../src/run/live/driven';
import type { IRun } from '../../src/run/interfaces';
import type { IRunHost } from '../../src/run/host';
import { createRun, openRun } from '../../src/run/drive/run';
import type { SolutionState } from '../../src/solution/solution';
import { journalOf, kernelsOf, serverAccess, writeHouses } from './terminal';

jest.setTimeout(240_000);

const request: RunRequest = {
  goal: 'Predict the price of each house.',
  data: 'houses',
  metric: 'RMSE',
  direction: 'minimize',
  coder: { kind: 'recipes' },
  slots: 1,
  steps: 3
};
let host: Awaited<ReturnType<typeof connectHost>>;

beforeAll(async () => {
  // Jupyter's client tells the console of every socket.
  jest.spyOn(console, 'debug').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  writeHouses('houses');
  host = await connectHost(serverAccess());
});

afterAll(() => host.dispose());

/** Resolves once a solution has come to a state. */
function reaches(run: IRun, id: string, state: SolutionState): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (run.tree.has(id) && run.tree.get(id).state === state) {
        run.solutionChanged.disconnect(look);
        resolve();
      }
    };
    run.solutionChanged.connect(look);
  });
}

/** Ids in the order in which such an event was recorded. */
const recorded = (run: IRun, type: string) =>
  journalOf(run.path).flatMap(event =>
    event.type === type && 'id' in event ? event.id : []
  );

it('cancels one solution, pauses after the next, and goes on to its end', async () => {
  const run = await createRun(host, request, 'paused');
  const phases: string[] = [];
  run.statusChanged.connect((_, { phase }) => {
    if (phases.at(-1) !== phase) {
      phases.push(phase);
    }
  });
  const rest = run.start();
  await reaches(run, '0001', 'running');
  run.command({ do: 'cancel', id: '0001' });
  await reaches(run, '0002', 'running');
  run.command({ do: 'pause' });
  await rest;
  expect(run.tree.get('0001').state).toBe('cancelled');
  expect(run.tree.get('0002').state).toBe('good');
  expect(run.tree.size).toBe(2);
  expect(run.status).toMatchObject({ phase: 'paused', fault: null });
  expect(await kernelsOf(run.path)).toEqual([]);

  await run.start();
  expect(run.status).toMatchObject({ phase: 'finished', remaining: 0 });
  expect(phases).toEqual([
    ...['preparing', 'running', 'pausing', 'paused'],
    ...['preparing', 'running', 'finished']
  ]);
  const execution = await run.execution('0002');
  expect(execution?.cells.length).toBeGreaterThan(1);
  expect(JSON.stringify(execution?.cells)).toContain('validation_metric');
  run.dispose();
});

it('takes a pause back', async () => {
  const run = await createRun(host, { ...request, steps: 2 }, 'back');
  const rest = run.start();
  await reaches(run, '0001', 'running');
  run.command({ do: 'pause' });
  void run.start();
  await rest;
  expect(run.status.phase).toBe('finished');
  expect(run.tree.size).toBe(2);
  run.dispose();
});

it('stops before its first solution, and leaves no kernel', async () => {
  const run = await createRun(host, request, 'early');
  void run.start();
  await run.command({ do: 'stop' });
  expect(run.status).toMatchObject({ fault: null });
  expect(run.tree.size).toBe(0);
  expect(await kernelsOf(run.path)).toEqual([]);
  run.dispose();
});

it('rests where the disk is full, and loses nothing', async () => {
  let isFull = false;
  const contents = new Proxy(host.contents, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== 'save' || !isFull) {
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async () => {
        throw new ServerConnection.ResponseError(
          new Response('{}', { status: 500 }),
          '[Errno 28] No space left on device'
        );
      };
    }
  });
  const full: IRunHost = { ...host, contents };
  const run = await createRun(full, { ...request, steps: 2 }, 'full');
  const rest = run.start();
  await reaches(run, '0001', 'running');
  isFull = true;
  await rest;
  expect(run.status.phase).toBe('paused');
  expect(run.status.fault?.kind).toBe('storage');
  expect(run.status.fault?.message).toMatch(
    /The disk is full.*Make room and go on/
  );
  isFull = false;
  const faults: unknown[] = [];
  run.statusChanged.connect((_, { fault }) => faults.push(fault));
  await run.start();
  expect(run.status.phase).toBe('finished');
  expect(faults.filter(fault => fault !== null)).toEqual([]);
  for (const type of ['select', 'write', 'execute']) {
    expect(recorded(run, type)).toEqual(['0001', '0002']);
  }
  const opened = await openRun(host, run.path);
  expect(opened.notes).toEqual([]);
  expect([...opened.tree.solutions]).toEqual([...run.tree.solutions]);
  run.dispose();
});

it('is driven by one of two that go on with it at once', async () => {
  const first = await createRun(host, request, 'two');
  const rest = first.start();
  await reaches(first, '0001', 'running');
  const second = await openRun(host, first.path);
  await expect(second.start()).rejects.toThrow(Driven);
  await rest;
  expect(first.status).toMatchObject({ phase: 'finished', fault: null });
  first.dispose();
  second.dispose();
  const opened = await openRun(host, first.path);
  expect(opened.notes).toEqual([]);
  expect(opened.status.phase).toBe('finished');
  expect(recorded(opened, 'select')).toEqual(['0001', '0002', '0003']);
  opened.dispose();
});
