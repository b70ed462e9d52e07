import { ExternalError } from '../../src/base/externalError';
import { CellKeeper } from '../../src/run/execution/cellKeeper';
import type { RunFolder } from '../../src/run/folder/folder';
import type { TreeEvent } from '../../src/solution/events';
import type { ExecutedCell } from '../../src/task/execution';
import { anEvaluation, anExecution } from '../search/support';

const cells: ExecutedCell[] = [{ source: 'x = 1', seconds: 1, outputs: [] }];

/** A keeper, and a folder that saves when and how it is told to. */
function world() {
  const saves: { id: string; cells: ExecutedCell[]; end: () => void }[] = [];
  let fails = 0;
  const folder = {
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
  const keeper = new CellKeeper(folder as unknown as RunFolder);
  const runner = keeper.keeping({ run: async () => anExecution({ cells }) });
  return {
    saves,
    keeper,
    failNext: (times: number) => (fails = times),
    run: (id: string) =>
      runner.run(
        { id, code: 'x = 1' },
        { timeLimit: 10, signal: new AbortController().signal }
      )
  };
}

function evaluated(id: string, final: boolean): TreeEvent {
  return { type: 'evaluate', id, evaluation: anEvaluation(1), final };
}

/** Whether a promise is settled once all that can go on has gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const waits = Symbol('waits');
  const next = new Promise(resolve => setImmediate(resolve, waits));
  return (await Promise.race([promise, next])) !== waits;
}

it('gives the result on without its cells, before they are saved', async () => {
  const { run, saves } = world();
  const execution = await run('0001');
  expect(execution).toEqual(anExecution({ cells: [] }));
  expect(saves).toMatchObject([{ id: '0001', cells }]);
});

it('has a solution settled only once its cells are saved', async () => {
  const { run, saves, keeper } = world();
  await run('0001');
  await run('0002');
  // A review that is still to come, and whatever else happens, waits for nothing.
  await keeper.before([evaluated('0001', false), { type: 'run', id: '0002' }]);
  const settled = keeper.before([evaluated('0001', true)]);
  saves[1].end();
  expect(await isSettled(settled)).toBe(false);
  saves[0].end();
  await settled;
  // It has nothing more to wait for.
  await keeper.before([evaluated('0001', true), evaluated('0003', true)]);
});

it('saves again what could not be saved, when the solution is to be settled', async () => {
  const { run, saves, keeper, failNext } = world();
  failNext(1);
  await run('0001');
  saves[0].end();
  const settled = keeper.before([evaluated('0001', true)]);
  expect(await isSettled(settled)).toBe(false);
  expect(saves).toHaveLength(2);
  saves[1].end();
  await settled;
  expect(saves[1]).toMatchObject({ id: '0001', cells });
});

it('says so where they cannot be saved then either, and keeps them for the next try', async () => {
  const { run, saves, keeper, failNext } = world();
  failNext(2);
  await run('0001');
  saves[0].end();
  const failed = keeper.before([evaluated('0001', true)]);
  expect(await isSettled(failed.catch(() => undefined))).toBe(false);
  saves[1].end();
  await expect(failed).rejects.toThrow('The disk is full.');
  const again = keeper.before([evaluated('0001', true)]);
  expect(await isSettled(again)).toBe(false);
  saves[2].end();
  await again;
  expect(saves.map(({ id }) => id)).toEqual(['0001', '0001', '0001']);
});

it('keeps what a second run of the same solution put out', async () => {
  const { run, saves, keeper } = world();
  await run('0001');
  await run('0001');
  saves.forEach(({ end }) => end());
  await keeper.before([evaluated('0001', true)]);
  expect(saves).toHaveLength(2);
});
