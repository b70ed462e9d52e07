import { checkRun } from '../../src/run/check/check';
import { foldEvents } from '../../src/run/folder/fold';
import { Journal } from '../../src/run/folder/journal';
import { readJournal } from '../../src/run/folder/readJournal';
import { accountOf } from '../../src/run/account/account';
import { unseal } from '../../src/run/folder/seal';
import { TreeEvent } from '../../src/solution/events';
import { SolutionTree } from '../../src/search/tree';
import type { Solution } from '../../src/solution/solution';
import { Dice, tried } from '../support/random';
import type { MemoryContents } from './contents';
import { solved } from './events';
import { damage, forgery, type Segments } from './mutations';
import { judgeJournal } from './oracle/journal';
import { run, soundRun } from './soundRun';

const count = 8;
const cases = tried(5000);
// A busy machine takes its time.
jest.setTimeout(600_000);
const journal = `${run}/journal`;
const path = (segment: number) =>
  `${journal}/${String(segment + 1).padStart(4, '0')}.jsonl`;

/** A run with everything in it: reviews, repairs, a cancellation, umlauts. */
const events: TreeEvent[] = [
  ...Array.from({ length: count }, (_, i): TreeEvent[] => {
    const all = solved(
      i + 1,
      i % 3 === 0 ? null : i,
      i % 4 === 3 ? null : 10 - i / 8,
      `# %%\nname = "größe → ${i}"\n# %%\nvalidation_metric = ${10 - i / 8}\n`
    );
    const last = all.at(-1)!;
    return i === 5
      ? [all[0], all[1], { type: 'cancel', id: '0006', reason: 'Cancelled.' }]
      : [...all.slice(0, -1), { ...last, final: false } as TreeEvent, last];
  }).flat(),
  {
    type: 'direction' as const,
    direction: 'minimize' as const,
    reason: 'It is an error.'
  }
].map(event => TreeEvent.parse(event));
const original = SolutionTree.from(events, 'minimize');
const idOf = (event: TreeEvent) => ('id' in event ? event.id : '');

/** The lines of a run that are whole, as anyone reads them. */
function told(segments: Segments): TreeEvent[] {
  return segments.flatMap(segment =>
    segment
      .toString('utf8')
      .split('\n')
      .slice(0, -1)
      .flatMap(line => {
        try {
          const { event } = unseal(line) as { event?: TreeEvent };
          return event ? [event] : [];
        } catch {
          return [];
        }
      })
  );
}

/** The run's folder with another journal; the segments that it had. */
async function pristine(): Promise<MemoryContents> {
  const contents = await soundRun(events);
  const lines = contents.text(path(0)).split('\n').slice(0, -1);
  // Three small segments in the place of a large one.
  const third = Math.ceil(lines.length / 3);
  for (let i = 0; i < 3; i++) {
    const part = lines.slice(i * third, (i + 1) * third);
    contents.put(path(i), `${part.join('\n')}\n`);
  }
  return contents;
}

/** Open a mutated run, and hold it to what every opened run must keep. */
async function opened(
  contents: MemoryContents,
  segments: Segments,
  said = told(segments)
): Promise<SolutionTree> {
  segments.forEach((bytes, i) => contents.put(path(i), bytes));
  const read = await readJournal(contents.manager, journal);
  const { tree } = foldEvents(
    read.entries.map(({ event }) => event),
    'minimize'
  );
  // A search can go on from there.
  expect([...tree.solutions].map(({ step }) => step)).toEqual(
    Array.from({ length: tree.size }, (_, i) => i + 1)
  );
  for (const solution of tree.pending) {
    const parent = tree.parent(solution);
    expect(solution.writing ?? parent?.writing ?? !parent).toBeTruthy();
  }
  // No score that no line says.
  const scores = said.flatMap(event =>
    event?.type === 'evaluate' && !event.evaluation?.bug
      ? [`${event.id} ${event.evaluation?.score}`]
      : []
  );
  for (const { id, writing, evaluation } of tree.good) {
    expect(writing).not.toBeNull();
    expect(Number.isFinite(evaluation!.score)).toBe(true);
    expect(scores).toContain(`${id} ${evaluation!.score}`);
  }
  const ranked = tree.good.ranked.map(s => s.evaluation!.score!);
  expect(ranked).toEqual([...ranked].sort((a, b) => a - b));
  accountOf(tree);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  return tree;
}

it(`reads what is left of ${cases} damaged journals, with no wrong score`, async () => {
  const contents = await pristine();
  const whole = [0, 1, 2].map(i => contents.bytes(path(i)));
  const kinds = Object.keys(damage);
  for (let seed = 0; seed < cases; seed++) {
    const dice = new Dice(seed);
    const segments = whole.map(bytes => Buffer.from(bytes));
    const chosen = Array.from({ length: 1 + dice.below(3) }, () =>
      dice.pick(kinds)
    );
    for (const kind of chosen) {
      damage[kind](segments, dice);
    }
    try {
      const said = told(segments);
      const tree = await opened(contents, segments, said);
      for (const solution of tree.solutions) {
        agrees(solution);
      }
      keepsUntouched(tree, said);
    } catch (error) {
      throw new Error(`Seed ${seed} (${chosen.join(', ')})`, { cause: error });
    }
  }
});

/** Whatever a damaged journal says of a solution was so. */
function agrees({ id, writing, execution, evaluation }: Solution): void {
  const before = original.has(id) ? original.get(id) : null;
  if (writing) {
    expect(writing).toEqual(before?.writing);
  }
  if (execution) {
    expect(execution).toEqual(before?.execution);
  }
  if (evaluation) {
    expect(evaluation).toEqual(before?.evaluation);
  }
}

/** What no damage came near is there as it was. */
function keepsUntouched(tree: SolutionTree, left: TreeEvent[]): void {
  for (const before of original.solutions) {
    const of = (all: TreeEvent[]) =>
      JSON.stringify(all.filter(event => idOf(event) === before.id));
    if (of(left) === of(events)) {
      const { state, writing, execution, evaluation } = tree.get(before.id);
      expect({ state, writing, execution, evaluation }).toEqual({
        state: before.state,
        writing: before.writing,
        execution: before.execution,
        evaluation: before.evaluation
      });
    }
  }
}

it(`goes on from ${cases} journals that tell nonsense`, async () => {
  const contents = await pristine();
  const whole = [0, 1, 2].map(i => contents.bytes(path(i)));
  const mutations = { ...damage, ...forgery };
  const kinds = Object.keys(forgery);
  for (let seed = 0; seed < cases; seed++) {
    const dice = new Dice(seed);
    const segments = whole.map(bytes => Buffer.from(bytes));
    const chosen = Array.from({ length: 1 + dice.below(4) }, () =>
      dice.pick(dice.chance(0.8) ? kinds : Object.keys(mutations))
    );
    for (const kind of chosen) {
      mutations[kind](segments, dice);
    }
    try {
      const tree = await opened(contents, segments);
      expect(tree.size).toBeLessThan(count + 10);
      if (seed % 10 === 0) {
        await checkRun(contents.manager, run);
        await goesOn(contents, tree);
      }
    } catch (error) {
      throw new Error(`Seed ${seed} (${chosen.join(', ')})`, { cause: error });
    }
  }
});

/** What is appended now is there when it is opened again, beside the rest. */
async function goesOn(
  contents: MemoryContents,
  tree: SolutionTree
): Promise<void> {
  const read = () => readJournal(contents.manager, journal);
  const before = await read();
  const append = new Journal(contents.manager, journal, before.tail);
  const more = solved(tree.size + 1, null, 0.5);
  if (before.tail.problem) {
    // What cannot be gone on with is left as it is.
    const files = contents.paths.map(name => contents.text(name));
    const time = '2025-01-01T00:00:00Z';
    await expect(
      append.append({ time, elapsed: 1, event: more[0] })
    ).rejects.toThrow(before.tail.problem === 'newer' ? /newer/ : /backup/);
    expect(contents.paths.map(name => contents.text(name))).toEqual(files);
    return;
  }
  for (const event of more) {
    await append.append({ time: '2025-01-01T00:00:00Z', elapsed: 1, event });
  }
  const after = await read();
  expect(after.entries.slice(before.entries.length)).toHaveLength(more.length);
  const folded = foldEvents(
    after.entries.map(({ event }) => event),
    'minimize'
  );
  expect(folded.tree.get(idOf(more[0])).evaluation?.score).toBe(0.5);
  // Only the segments of the beginning are mutated the next time.
  for (const name of contents.paths) {
    if (
      name.startsWith(journal) &&
      (name.endsWith('.copy') || Number(name.slice(-10, -6)) > 3)
    ) {
      contents.remove(name);
    }
  }
}

it('finds something wrong wherever there is, and nowhere else', async () => {
  const contents = await pristine();
  const whole = [0, 1, 2].map(i => contents.bytes(path(i)));
  const kinds = Object.keys(damage).filter(kind => kind !== 'other newlines');
  for (let seed = 0; seed < tried(500); seed++) {
    const dice = new Dice(seed);
    const segments = whole.map(bytes => Buffer.from(bytes));
    const kind = dice.pick(kinds);
    damage[kind](segments, dice);
    await opened(contents, segments);
    const { problems, notes } = await checkRun(contents.manager, run);
    const read = await readJournal(contents.manager, journal);
    const said = foldEvents(
      read.entries.map(({ event }) => event),
      'minimize'
    ).notes.concat(read.notes);
    const right = await judgeJournal(contents.manager, journal, 'minimize');
    if (right.problems.length + right.notes.length > 0) {
      expect([seed, kind, ...problems, ...notes]).not.toEqual([seed, kind]);
    } else {
      expect([seed, kind, ...said]).toEqual([seed, kind]);
    }
  }
});
