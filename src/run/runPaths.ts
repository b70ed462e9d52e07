import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';
import { kindFacts } from '../task/objectiveKinds';
import type { Task } from '../task/task';
import type { RunConfig } from './config';

/** Where things of a run are, as its kernels see them. */
export interface IRunPaths {
  /** Where kernels start: the notebook's folder, from the server's root. */
  start: string;
  /** The run's folder, from where kernels start. */
  run: string;
  /** The person's data folder, from where kernels start, or absolute. */
  source: string;
  /** What the run reads: that, or the folder with a sample of it. */
  data: string;
}

/** The folder that a run's folder belongs to: its notebook's. */
export function baseOf(runPath: string): string {
  return PathExt.dirname(PathExt.dirname(runPath));
}

/** Whether a path starts at the root of a file system, not the server's. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}

/**
 * Where a folder that is named from a notebook's lies: from the server's root, or
 * absolute.
 */
export function fromNotebook(notebook: string, folder: string): string {
  return isAbsolute(folder)
    ? folder
    : PathExt.join(PathExt.dirname(notebook), folder);
}

/** Where a run keeps the sample that stands for its data. */
export function sampleIn(run: string): string {
  return PathExt.join(run, 'sample');
}

/** Where a run's kernels find things. */
export function runPathsOf(
  contents: Contents.IManager,
  runPath: string,
  { data, declaration }: Pick<RunConfig, 'data' | 'declaration'>
): IRunPaths {
  const start = contents.localPath(baseOf(runPath));
  const fromStart = (path: string) =>
    PathExt.relative(start, contents.localPath(path)) || '.';
  const run = fromStart(runPath);
  const source = isAbsolute(data) ? data : fromStart(data);
  return {
    start,
    run,
    source,
    data: readBy(declaration, run, source)
  };
}

/**
 * Where what a run found reads its data, from where the data folder is named: there, in the
 * sample that was drawn of it, or what was prepared of it where a run's scripts know that by
 * fixed names.
 *
 * @param run - the run's folder, from the same place as `data`.
 * @param task - as the run read it; `null` before.
 */
export function inputOf(
  { objective, declaration }: Pick<RunConfig, 'objective' | 'declaration'>,
  run: string,
  data: string,
  task: Task | null
): string {
  return kindFacts(objective).isOfPredictions &&
    task !== null &&
    !task.data.prepared
    ? PathExt.join(run, 'input', '0')
    : readBy(declaration, run, data);
}

/** Where a run's rows are read from: the person's data, or the sample of them. */
function readBy(
  declaration: RunConfig['declaration'],
  run: string,
  data: string
): string {
  return declaration?.sample ? sampleIn(run) : data;
}
