import { z } from 'zod';
import { Task } from '../../task/task';
import { RunConfig } from '../config';
import { parseAs } from './parse';

/** The copy of `run.json`. */
export const COPY = 'run.copy';

/** `run.json`: what the run was asked to do, and on what. */
export const RunFile = z.object({
  /** Of the whole folder's format, the journal's lines included. */
  version: z.literal(1),
  /** ISO 8601. */
  created: z.string(),
  config: RunConfig,
  /** `null` until the data were read. */
  task: Task.nullable()
});
export type RunFile = z.infer<typeof RunFile>;

/** Of whatever version. */
const Versioned = z.looseObject({ version: z.number() });

/** What `run.json` and its copy come to. */
export type RunFileContent =
  | { state: 'whole' | 'copied'; file: RunFile }
  | { state: 'newer'; version: number }
  | { state: 'missing' | 'damaged' };

/**
 * Read `run.json`, or its copy where that was cut off.
 *
 * @param read - a file of the run's folder by its name, `null` where there is none.
 */
export async function readRunFile(
  read: (name: string) => Promise<string | null>
): Promise<RunFileContent> {
  const text = await read('run.json');
  if (text === null) {
    return { state: 'missing' };
  }
  const version = parseAs(Versioned, text)?.version ?? 1;
  if (version > 1) {
    return { state: 'newer', version };
  }
  const whole = parseAs(RunFile, text);
  if (whole) {
    return { state: 'whole', file: whole };
  }
  const copy = parseAs(RunFile, (await read(COPY)) ?? '');
  return copy ? { state: 'copied', file: copy } : { state: 'damaged' };
}
