import { ExternalError } from '../../src/base/externalError';
import type { RunRecord } from '../../src/run/drive/record';
import type { RunModel } from '../../src/run/live/runModel';
import type { IRunner } from '../../src/search/interfaces';
import type { TreeEvent } from '../../src/solution/events';
import { anExecution, finished } from '../search/support';
import { again, aRun, journalOf, recordOf } from './aRun';

const hint = (text: string): TreeEvent[] => [{ type: 'hint', text }];

/** Keep events of a search, and let the tree take them in. */
async function happen(
  record: RunRecord,
  run: RunModel,
  events: readonly TreeEvent[]
): Promise<void> {
  await record.decide(() => events, null);
  expect(run.tree.size).toBeGreaterThan(0);
}

it('tells of what a person decides once it is in the journal', async () => {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run);
  const seen: Promise<TreeEvent[]>[] = [];
  run.statusChanged.connect(() => seen.push(journalOf(contents, run)));
  await record.decide(() => hint('Think.'), null);
  expect(run.tree.hints).toEqual(['Think.']);
  expect(await seen[0]).toEqual(hint('Think.'));
});

it('neither shows nor keeps what cannot be saved, and does so once it can', async () => {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run);
  const told = jest.fn();
  run.statusChanged.connect(told);
  contents.trouble = 'full';
  await expect(record.decide(() => hint('Lost.'), null)).rejects.toBeInstanceOf(
    ExternalError
  );
  // Whoever waits until all is decided waits for no failure.
  await record.decided;
  expect(run.tree.hints).toEqual([]);
  expect(told).not.toHaveBeenCalled();
  contents.trouble = null;
  await record.decide(() => hint('Kept.'), null);
  expect(run.tree.hints).toEqual(['Kept.']);
  expect(await journalOf(contents, run)).toEqual(hint('Kept.'));
});

it('leaves it to the queue of a search that goes on', async () => {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run);
  const commit = jest.fn(async () => []);
  const make = () => hint('Now.');
  await record.decide(make, { commit });
  expect(commit).toHaveBeenCalledWith(make);
  expect(run.tree.hints).toEqual([]);
});

it('waits for the cells of a solution before it is settled', async () => {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run);
  const cells = [{ source: 'x = 1', seconds: 0, outputs: [] }];
  const inner: IRunner = { run: async () => anExecution({ cells }) };
  contents.trouble = 'full';
  const execution = await record.cells
    .keeping(inner)
    .run(
      { id: '0001', code: 'x = 1' },
      { timeLimit: 1, signal: new AbortController().signal }
    );
  expect(execution.cells).toEqual([]);
  const events = finished(1, null, 0.5);
  await expect(record.keep(events)).rejects.toBeInstanceOf(ExternalError);
  contents.trouble = null;
  expect(await journalOf(contents, run)).toEqual([]);
  await record.keep(events);
  expect(await journalOf(contents, run)).toEqual(events);
  expect(await run.folder.loadCells('0001')).toEqual(cells);
});

it('writes the best into its files, and again at rest where that failed', async () => {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run);
  await happen(record, run, finished(1, null, 0.5));
  await record.best.keep();
  const first = contents.text(`${run.path}/best.py`);
  expect(record.best.written).toEqual(['best.ipynb', 'best.py']);
  const better = finished(2, 1, 0.4, 'improve', { code: 'better = 1\n' });
  await record.keep(better);
  contents.trouble = 'full';
  for (const event of better) {
    run.tree.apply(event);
    record.took(event);
  }
  await expect(record.best.keep()).rejects.toBeInstanceOf(ExternalError);
  expect(record.best.written).toEqual([]);
  contents.trouble = null;
  await record.best.keep();
  expect(contents.text(`${run.path}/best.py`)).not.toBe(first);
  expect(contents.text(`${run.path}/best.py`)).toContain('better = 1');
});

it('takes in what another driver wrote, before what is decided here', async () => {
  const { contents, run } = await aRun();
  const other = await again(contents, run.path);
  const record = recordOf(contents, run);
  await happen(recordOf(contents, other), other, finished(1, null, 0.5));
  const told: string[] = [];
  run.solutionChanged.connect((_, { id, state }) =>
    told.push(`${id} ${state}`)
  );
  await record.decide(() => hint(`after ${run.tree.size}`), null);
  expect(run.tree.hints).toEqual(['after 1']);
  expect(told).toEqual(['0001 good']);
});

it('does not save again what another driver has saved', async () => {
  const { contents, run } = await aRun();
  const other = await again(contents, run.path);
  const record = recordOf(contents, run);
  const [select, write, begun] = finished(1, null, 0.5);
  record.unrecorded = [write, ...hint('Mine.')];
  await happen(recordOf(contents, other), other, [select, write, begun]);
  await record.lease.hold({ take: false, onTaken: () => undefined });
  expect(record.unrecorded).toEqual(hint('Mine.'));
  record.lease.release();
});

it('says so where another program wrote to the journal', async () => {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run);
  await record.decide(() => hint('Mine.'), null);
  const path = `${run.folder.journal}/0001.jsonl`;
  const theirs = await aRun();
  const other = recordOf(theirs.contents, theirs.run);
  await other.decide(() => hint('Theirs.'), null);
  contents.put(path, theirs.contents.text(path));
  await expect(record.decide(() => hint('More.'), null)).rejects.toThrow(
    'Another program wrote to'
  );
  expect(run.tree.hints).toEqual(['Mine.']);
});

it('goes on from the file of the run as whoever drove last left it', async () => {
  const { contents, run } = await aRun({ steps: 5 });
  const record = recordOf(contents, run);
  await (await again(contents, run.path)).extend({ steps: 9 });
  await record.reread();
  expect(run.config.steps).toBe(9);
});
