import { InvalidRequest } from '../run/config';
import { Sample, type GivenTask } from '../task/declaration';
import type { Split } from '../task/objectiveKinds';
import { splitNamed } from '../task/splitName';
import { readTaskFile } from './taskFile';

/** The options that declare the task, beside the goal and the metric. */
export const taskOptions: Record<string, string> = {
  task: 'A task declaration, as a JSON file; what it leaves out is read from goal and data',
  target: 'The column to predict; given again for several',
  split:
    'How rows are divided: random, stratified, group:COLUMN or time:COLUMN',
  id: 'A column that names each row; given again for several',
  sample:
    'At most so many rows are learned from, drawn once; by default as many as memory has room for, or “all”',
  guess:
    'Take the likeliest where goal and data leave something open, and say so'
};

/** Those that can be given several times. */
export const repeated = ['target', 'id'];

/** What the command line declares of the task. */
export interface ITaskOptions {
  given: GivenTask;
  guess: boolean;
}

/**
 * Read the options that declare the task.
 *
 * @param folder - where paths start from.
 * @throws InvalidRequest - a sentence on what is wrong with them.
 */
export function readTaskOptions(
  values: Record<string, unknown>,
  folder: string
): ITaskOptions {
  const { task, metric, target, split, id, sample, guess } = values as {
    task?: string;
    metric?: string;
    target?: string[];
    split?: string;
    id?: string[];
    sample?: string;
    guess?: boolean;
  };
  const said: GivenTask = {
    ...(target !== undefined && { targets: target }),
    ...(split !== undefined && { split: splitOf(split) }),
    ...(id !== undefined && { idColumns: id }),
    ...(sample !== undefined && { sample: sampleOf(sample) })
  };
  const file =
    task === undefined
      ? {}
      : without(readTaskFile(task, folder), [
          ...Object.keys(said),
          ...(metric ? ['metric'] : [])
        ]);
  return {
    given: {
      ...file,
      ...(file.leftOut && {
        leftOut: file.leftOut.filter(({ column }) => !target?.includes(column))
      }),
      ...said
    },
    guess: guess === true
  };
}

/** What follows from an entry, and is read anew where an option says another. */
const following: Record<string, readonly string[]> = {
  targets: ['kind', 'classes', 'positive', 'spellings', 'submission', 'notes'],
  metric: ['submission'],
  idColumns: ['submission']
};

/** A file's declaration without entries, what follows from them, and where all that was read. */
function without(file: GivenTask, entries: readonly string[]): GivenTask {
  const gone = new Set(
    entries.flatMap(entry => [entry, ...(following[entry] ?? [])])
  );
  const left = <T extends object>(record: T) =>
    Object.fromEntries(
      Object.entries(record).filter(([name]) => !gone.has(name))
    ) as Partial<T>;
  return {
    ...left(file),
    ...(file.sources && { sources: left(file.sources) })
  };
}

function sampleOf(text: string): GivenTask['sample'] {
  if (text === 'all') {
    return null;
  }
  const { success, data } = Sample.safeParse({ rows: Number(text) });
  if (!success) {
    throw new InvalidRequest(
      `A sample cannot have “${text}” rows: it is a whole number, or “all”.`
    );
  }
  return data;
}

function splitOf(text: string): Split {
  const split = splitNamed(text);
  if (split !== null) {
    return split;
  }
  throw new InvalidRequest(
    `Rows cannot be divided by “${text}”: it is random, stratified, group:COLUMN or time:COLUMN.`
  );
}
