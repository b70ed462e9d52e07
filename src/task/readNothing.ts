import type { Execution } from './execution';
import type { Task } from './task';
import type { Writing } from './writing';

/** A script, and the task that it is for. */
export interface ICandidate {
  task: Pick<Task, 'data'>;
  writing: Pick<Writing, 'code' | 'by'>;
}

/** Calls that may leave the opening to a library, which Python does not see. */
const UNSEEN = /\bread_(?:parquet|hdf|sql)/;
/** Modules that else open files by Python alone. */
const SEEN =
  /^(?:__future__|abc|argparse|collections|contextlib|copy|csv|dataclasses|datetime|functools|gc|glob|io|itertools|json|logging|math|matplotlib|numpy|operator|os|pandas|pathlib|random|re|scipy|seaborn|sklearn|statistics|string|sys|time|tqdm|typing|warnings)$/;

/**
 * Whether a script certainly read none of the tables that it was to learn from. A
 * person may read theirs from elsewhere, and some libraries open files unseen.
 */
export function readNothing(
  { metric }: Execution,
  { task, writing }: ICandidate
): boolean {
  const imports = [
    ...writing.code.matchAll(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm)
  ].map(match => match[1]);
  return (
    metric.read === false &&
    writing.by !== 'person' &&
    task.data.files.some(({ kind }) => kind === 'table') &&
    ((imports.every(name => SEEN.test(name)) && !UNSEEN.test(writing.code)) ||
      !/input/.test(writing.code))
  );
}
