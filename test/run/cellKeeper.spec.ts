import { ExternalError } from '../../src/base/externalError';
import { CellKeeper } from '../../src/run/execution/cellKeeper';
import type { RunFolder } from '../../src/run/folder/folder';
import type { TreeEvent } from '../../src/solution/events';
import type { Solution } from '../../src/solution/solution';
import type { ExecutedCell } from '../../src/task/execution';
import { anEvaluation, anExecution } from '../search/support';

const cells: ExecutedCell[] = [{ source: 'x = 1', seconds: 1, outputs: [] }];

/** A keeper, and a folder that saves when and how it is told to. */
function world() {
  const saves: { id: string; cells: ExecutedCell[]; end: () => void }[] = [];
  let fails = 0;
  /** Solutions that ran before, and those of them whose cells can be read. */
  const ran = new Map<string, Partial<Solution>>();
  const whole = new Set<string>();
  const folder = {
    loadCells: async (id: string) => (whole.has(id) ? cells : null),
    saveCells: (id: string, cells: ExecutedCell[]) =>
      new Promise<void>((resolve, reject) => {
        const isLost = fails-- > 0;
        const error = new ExternalError('The disk is full.', 'storage');
        saves.push({
          id,
          cells,
          end: () => (isLost ? reject(error) : resolve())
        });
      })
  };
  const keeper = new CellKeeper(
    folder as unknown as RunFolder,
    id => (ran.get(id) ?? null) as Solution | null
  );
  const runner = keeper.keeping({ run: async () => anExecution({ cells }) });
  return {
    saves,
    keeper,
    ran,
    whole,
    failNext: (times: number) => (fails = times),
    record: (...events: TreeEvent[]) => keeper.around(events, async () => {}),
    run: (id: string) =>
      runner.run(
        { id, code: 'x = 1' },
        { timeLimit: 10, signal: new AbortController().signal }
      )
  };
}

const executed = (id: string): TreeEvent => ({
  type: 'execute',
  id,
  execution: anExecution({ cells: [] })
});
const evaluated = (id: string, final: boolean): TreeEvent => ({
  type: 'evaluate',
  id,
  evaluation: anEvaluation(1),
  final
});

/** Whether a promise is settled once all that can go on has gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const waits = Symbol('waits');
  const next = new Promise(resolve => setImmediate(resolve, waits));
  return (await Promise.race([promise, next])) !== waits;
}

it('saves cells behind the result that they belong to, without which that goes on', async () => {
  const { run, saves, keeper } = world();
  expect(await run('0001')).toEqual(anExecution({ cells: [] }));
  let end = () => {};
  const recorded = keeper.around(
    [executed('0001'), evaluated('0001', false)],
    () => new Promise<void>(resolve => (end = resolve))
  );
  expect(await isSettled(recorded)).toBe(false);
  expect(saves).toEqual([]);
  end();
  await recorded;
  expect(saves).toMatchObject([{ id: '0001', cells }]);
});

it('has a solution settled only once its cells are saved', async () => {
  const { run, saves, record } = world();
  await run('0001');
  await run('0002');
  await record(executed('0001'));
  await record(executed('0002'));
  // A review that is still to come, and whatever else happens, waits for nothing.
  await record(evaluated('0001', false), { type: 'run', id: '0002' });
  const settled = record(evaluated('0001', true));
  saves[1].end();
  expect(await isSettled(settled)).toBe(false);
  saves[0].end();
  await settled;
  // It has nothing more to wait for.
  await record(evaluated('0001', true), evaluated('0003', true));
});

it('saves them first where one record holds the result and settles it', async () => {
  const { run, saves, record } = world();
  await run('0001');
  const settled = record(executed('0001'), evaluated('0001', true));
  expect(await isSettled(settled)).toBe(false);
  saves[0].end();
  await settled;
  expect(saves).toHaveLength(1);
});

it('saves again what could not be saved, when the solution is to be settled', async () => {
  const { run, saves, record, failNext } = world();
  failNext(1);
  await run('0001');
  await record(executed('0001'));
  saves[0].end();
  const settled = record(evaluated('0001', true));
  expect(await isSettled(settled)).toBe(false);
  expect(saves).toHaveLength(2);
  saves[1].end();
  await settled;
  expect(saves[1]).toMatchObject({ id: '0001', cells });
});

it('replaces cells that were lost with the machine by what the solution printed', async () => {
  const { saves, record, ran, whole } = world();
  const writing = { code: 'print(1)' } as Solution['writing'];
  const execution = anExecution({ seconds: 2, output: '1\n' });
  ran.set('0001', { writing, execution });
  ran.set('0002', { writing, execution });
  whole.add('0002');
  const settled = record(evaluated('0001', true), evaluated('0002', true));
  expect(await isSettled(settled)).toBe(false);
  saves[0].end();
  await settled;
  expect(saves).toMatchObject([
    {
      id: '0001',
      cells: [{ source: 'print(1)', seconds: 2, outputs: [{ text: '1\n' }] }]
    }
  ]);
});

it('says so where they cannot be saved then either, and keeps them for the next try', async () => {
  const { run, saves, record, failNext } = world();
  failNext(2);
  await run('0001');
  await record(executed('0001'));
  saves[0].end();
  const failed = record(evaluated('0001', true));
  expect(await isSettled(failed.catch(() => undefined))).toBe(false);
  saves[1].end();
  await expect(failed).rejects.toThrow('The disk is full.');
  const again = record(evaluated('0001', true));
  expect(await isSettled(again)).toBe(false);
  saves[2].end();
  await again;
  expect(saves.map(({ id }) => id)).toEqual(['0001', '0001', '0001']);
});

it('keeps what a second run of the same solution put out', async () => {
  const { run, saves, record } = world();
  await run('0001');
  await record(executed('0001'));
  await run('0001');
  await record(executed('0001'));
  saves.forEach(({ end }) => end());
  await record(evaluated('0001', true));
  expect(saves).toHaveLength(2);
});
