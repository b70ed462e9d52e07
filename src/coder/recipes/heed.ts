import type { Entry, GivenTask, Source } from '../../task/declaration';
import type { DataPreview } from '../../task/data';
import type { Advice } from '../../task/advice';
import { splitName } from '../../task/splitName';
import { kindOf } from './kindOf';
import { namedMetrics } from './namedMetrics';
import { asking } from '../../task/goal/asking';
import { choice, obstacle, type IQuestion } from './questions';
import { columnNamed, isRowId, tablesFor } from './tables';
import type { IUnderstanding } from './understand';

/** What a model's advice adds to what goal and data say. */
export interface IHeeded {
  /** Taken where goal and data only guessed. */
  taken: { targets?: string[]; metric?: string };
  /** Where the entries come from now. */
  sources: Partial<Record<Entry, Partial<Source>>>;
  /** What both contradict in. */
  questions: IQuestion[];
  /** What of it cannot be, each a sentence. */
  notes: string[];
}

/** Where an entry comes from that a model's advice settled. */
export const FROM = 'the model';

/**
 * Weigh a model's advice against what goal and data say. It is taken where these only
 * guess and the data bear it out; where both are sure and differ, a person is asked;
 * what the data do not bear out is said and left.
 *
 * @param given - what a person declared, which no model is asked about.
 * @param word - the goal, and whether nobody is to be asked: what goal and data say is taken
 *   then, as where the goal has the very words that the question asks for.
 */
export function heedTargets(
  { targets: named }: Advice,
  read: IUnderstanding,
  data: DataPreview,
  given: GivenTask,
  { goal, guess }: { goal: string; guess: boolean }
): IHeeded {
  const heeded: IHeeded = { taken: {}, sources: {}, questions: [], notes: [] };
  if (given.targets !== undefined || named.length === 0) {
    return heeded;
  }
  const { targets, wrong } = checked(named, data);
  if (wrong !== null) {
    heeded.notes.push(
      `The model would predict ${wrong}; what goal and data say is gone by.`
    );
    return heeded;
  }
  const isSame =
    targets.length === read.targets.length &&
    targets.every(name => read.targets.includes(name));
  if (!read.isSure) {
    heeded.taken.targets = targets;
    heeded.sources.targets = { from: FROM, sure: 'sure', others: [] };
  } else if (!isSame) {
    const [ours, theirs] = [read.targets, targets].map(names =>
      names.map(name => `“${name}”`).join(', ')
    );
    const isSettled = guess || goal.includes(asking(read.targets[0]));
    heeded.sources.targets = {
      from: `${guess ? 'a guess, taken as you said' : read.target?.from}; the model would predict ${theirs}`,
      sure: isSettled ? 'sure' : 'contradicted',
      others: targets
    };
    if (!isSettled) {
      heeded.questions.push(
        choice(
          'targets',
          '--target',
          [read.targets[0], targets[0]],
          `Which column is to be predicted? Goal and data speak for ${ours}, the model for ${theirs}. Name it in the goal, such as “${asking(read.targets[0])}”.`
        )
      );
    }
  }
  return heeded;
}

/**
 * The same for the metric, once the target is settled.
 *
 * @param isGiven - whether a person declared the metric.
 */
export function heedMetric(
  { metric: named }: Advice,
  read: IUnderstanding,
  isGiven: boolean
): IHeeded {
  const heeded: IHeeded = { taken: {}, sources: {}, questions: [], notes: [] };
  const { metric, kind } = read;
  if (isGiven || named === null || metric === null || kind === null) {
    return heeded;
  }
  const [theirs] = namedMetrics(named);
  const isOpen = read.questions.some(({ entry }) => entry === 'metric');
  if (theirs?.name === metric.name && !isOpen) {
    return heeded;
  }
  if (!theirs?.kinds.includes(kind)) {
    heeded.notes.push(
      `The model would measure by ${named}, which ${theirs ? 'does not fit the target' : 'is not known here'}; ${metric.name} is gone by.`
    );
  } else if (metric.from.startsWith('usual')) {
    heeded.taken.metric = theirs.name;
    heeded.sources.metric = { from: FROM, sure: 'sure', others: [] };
  } else {
    heeded.sources.metric = {
      from: `${metric.from}; the model reads ${theirs.name}`,
      sure: 'contradicted',
      others: [theirs.name]
    };
    heeded.questions.push({
      ...obstacle(
        `Which metric is meant? The goal is read as ${metric.name}, by the model as ${theirs.name}. Choose one.`
      ),
      entry: 'metric',
      option: '--metric',
      candidates: [metric.name, theirs.name],
      isOfRecipes: false
    });
  }
  return heeded;
}

/** The division that a model reads, where goal and data leave open which of several it is. */
export function heedSplit(
  { split }: Pick<Advice, 'split'>,
  { questions }: Pick<IUnderstanding, 'questions'>
): Advice['split'] {
  const open = questions.find(({ entry }) => entry === 'split');
  return split && open?.canGuess && open.candidates.includes(splitName(split))
    ? split
    : null;
}

/**
 * The division that a model reads by a column as it is headed, or a sentence on why rows
 * cannot be divided by it; none where a person declared how they are.
 */
export function checkedSplit(
  { split }: Advice,
  { targets }: Pick<IUnderstanding, 'targets'>,
  data: DataPreview,
  given: GivenTask
): { split: Advice['split']; notes: string[] } {
  if (split === null || given.split !== undefined) {
    return { split: null, notes: [] };
  }
  const train = tablesFor(data, targets)?.train;
  const column = columnNamed(split.column, train?.table.columns ?? []);
  const why =
    column === undefined
      ? `no column of ${train?.path}`
      : targets.includes(column.name)
        ? 'which is predicted'
        : null;
  return why === null
    ? { split: { ...split, column: column!.name }, notes: [] }
    : {
        split: null,
        notes: [
          `The model would divide by “${split.column}”, ${why}; what goal and data say is gone by.`
        ]
      };
}

/** The named columns as they are headed, or why they cannot be predicted. */
function checked(
  named: readonly string[],
  data: DataPreview
): { targets: string[]; wrong: string | null } {
  const tables = tablesFor(data, []);
  const columns = tables?.train.table.columns ?? [];
  const given = tables?.test?.table.columns.map(({ name }) => name) ?? [];
  const isTold = columns.some(({ name }) => !given.includes(name));
  const targets: string[] = [];
  for (const name of named) {
    const column = columnNamed(name, columns);
    const why =
      column === undefined
        ? `no column of ${tables?.train.path}`
        : isRowId(column, tables!.train.table)
          ? 'which only numbers the rows'
          : given.includes(column.name) && isTold
            ? `which ${tables!.test!.path} holds`
            : kindOf(column, tables!.train.table, '', []) === null
              ? `which holds ${column.kind} values`
              : null;
    if (why !== null) {
      return { targets: [], wrong: `“${name}”, ${why}` };
    }
    targets.push(column!.name);
  }
  return { targets: [...new Set(targets)], wrong: null };
}
