import { z } from 'zod';
import type { Holdout } from '../task/objectiveKinds';
import { type Asked, Submission } from '../task/handedIn';
import { callPython } from './callPython';
import { endKernel, type IKernelLauncher } from './launcher';
import { HOLDOUT_MODULES, together } from './together';

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
    'table' | 'target' | 'targets' | 'metric' | 'files' | 'form' | 'spellings'
  > | null;
}

const HandedIn = Submission.pick({
  path: true,
  rows: true,
  fitted: true,
  problem: true
});

const SOURCE = together(...HOLDOUT_MODULES, 'hand_in');
/** Seconds that checking and writing may take, of a million rows on a machine at work, too. */
const LIMIT = 600;

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
