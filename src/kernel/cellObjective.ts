import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { Measurement } from '../task/execution';
import type { CellObjective } from '../task/objectiveKinds';
import { callPython } from './callPython';
import { endKernel, type IKernelLauncher } from './launcher';
import { objective as source } from './python';
import { healthOf } from './request';
import type { RunOptions } from './runCells';
import type { IKernelObjective } from './runner';

/** An objective cell that runs in the candidate's kernel, after it. */
export function inSameKernel({ code }: CellObjective): IKernelObjective {
  return {
    begin: async (kernel, { signal }) => {
      await callPython(kernel, source, 'watch', { code }, z.null(), {
        signal,
        theirs: true
      });
    },
    measure: (kernel, options) => measure(kernel, code, null, options)
  };
}

/**
 * Run an objective cell in a fresh kernel, which sees the files that the
 * candidate left and nothing else of it.
 *
 * @param folder - the candidate's working folder, from where kernels start.
 * @throws ExternalError - `kernel`
 */
export async function inFreshKernel(
  launcher: IKernelLauncher,
  { code }: CellObjective,
  folder: string,
  options: RunOptions
): Promise<Measurement> {
  const kernel = await launcher.start(options.signal);
  try {
    return await measure(kernel, code, folder, options);
  } finally {
    await endKernel(kernel).catch(() => undefined);
  }
}

async function measure(
  kernel: Kernel.IKernelConnection,
  code: string,
  folder: string | null,
  { signal, timeLimit }: RunOptions
): Promise<Measurement> {
  try {
    return await callPython(
      kernel,
      source,
      'measure',
      { code, folder },
      Measurement,
      {
        signal,
        timeout: timeLimit,
        theirs: true
      }
    );
  } catch (error) {
    // A candidate can make its own objective fail: that is its result.
    if (error instanceof ExternalError && healthOf(kernel) !== 'lost') {
      return Measurement.parse({
        score: null,
        problem: `The objective did not come to an end with it: ${error.message}`
      });
    }
    throw error;
  }
}
