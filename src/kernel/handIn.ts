import { z } from 'zod';
import type { Holdout } from '../task/objectiveKinds';
import { type Asked, Submission } from '../task/handedIn';
import { callPython } from './callPython';
import { endKernel, type IKernelLauncher } from './launcher';
import * as python from './python';

/** What a solution left, and what it is held against. Paths are as kernels see them. */
export interface IHandIn {
  /** The run's folder. */
  run: string;
  /** The person's data folder. */
  data: string;
  /** What it left, fitted on all rows; `null` where that came to nothing. */
  candidate: string | null;
  /** What it left in the search. */
  earlier: string;
  asked: Asked;
  /** What tells which values can be; `null` where nothing does. */
  objective: Pick<
    Holdout,
    'table' | 'target' | 'targets' | 'metric' | 'files'
  > | null;
}

const HandedIn = Submission.pick({
  path: true,
  rows: true,
  fitted: true,
  problem: true
});

/** Modules that import one another by name travel as one text. */
const SOURCE = [
  python.preview_encoding,
  python.preview_source,
  python.answer_text,
  python.answer_files,
  python.given,
  python.written,
  python.dialect,
  python.own_tables,
  python.holdout,
  python.metrics,
  python.targets,
  python.hand_in
]
  .join('\n')
  .replace(
    /^from (preview_source|preview_encoding|answer_\w+|given|written|dialect|own_tables|holdout|metrics|targets) import (\([^)]*\)|.*)$/gm,
    ''
  );
/** Seconds that checking and writing may take. */
const LIMIT = 120;

/**
 * Check predictions from outside, and keep what can be handed in: in the run's folder
 * and beside the notebook.
 *
 * @throws ExternalError - `kernel`: there is none, or the files cannot be read or written.
 */
export async function handIn(
  launcher: IKernelLauncher,
  what: IHandIn
): Promise<z.infer<typeof HandedIn>> {
  const kernel = await launcher.start(undefined, ['pandas']);
  try {
    return await callPython(kernel, SOURCE, 'hand_in', { ...what }, HandedIn, {
      timeout: LIMIT
    });
  } finally {
    await endKernel(kernel).catch(() => undefined);
  }
}
