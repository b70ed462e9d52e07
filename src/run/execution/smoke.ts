import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { drawnIn } from '../../coder/recipes/sample';
import { callPython } from '../../kernel/callPython';
import { sample } from '../../kernel/python';
import { type IKernelRunnerOptions, KernelRunner } from '../../kernel/runner';
import type { IRunner } from '../../search/interfaces';
import type { DataPreview } from '../../task/data';
import type { RunConfig } from '../config';
import type { Given } from '../objectives/interfaces';

/** Rows from which on a table is large enough for a smoke run by itself. */
const LARGE = 50_000;
/** Rows that a sample has at least. */
const LEAST = 2000;
/** Share of the rows in a sample. */
const SHARE = 0.1;
/** Share of the time limit that a smoke run has. */
const TIME = 0.25;
/** Seconds that drawing the sample may take. */
const SAMPLE_LIMIT = 600;

/** How much of the data a sample has, by the largest table. */
export const Sample = z.object({
  rows: z.number().int(),
  of: z.number().int()
});
export type Sample = z.infer<typeof Sample>;

/** Whether candidates of a run are first tried on a sample. */
export function wantsSmoke(
  mode: RunConfig['smoke'],
  data: DataPreview
): boolean {
  return mode === 'auto'
    ? data.files.some(({ table }) => (table?.rows ?? 0) >= LARGE)
    : mode === 'on';
}

/** What trying candidates on a sample takes. */
export interface ISmokeOptions {
  config: RunConfig;
  data: DataPreview;
  /** What full runs of the search are given. */
  given: Given;
  kernels: Pick<IKernelRunnerOptions, 'pool' | 'folder' | 'memoryLimit'>;
}

/**
 * A runner that tries candidates on a sample first, where that is wanted and the
 * data are large enough; otherwise the runner itself.
 *
 * @throws ExternalError - `kernel`
 */
export async function withSmoke(
  runner: IRunner,
  { config, data, given, kernels }: ISmokeOptions,
  signal: AbortSignal
): Promise<IRunner> {
  if (!wantsSmoke(config.smoke, data)) {
    return runner;
  }
  const into = `${kernels.folder}/input/smoke`;
  const lease = await kernels.pool.acquire(signal);
  const drawn = await drawSample(
    lease.kernel,
    { data: given.data, into, seed: config.seed, pair: pairOf(data) },
    signal
  ).finally(() => lease.release());
  // Nothing measures there: a score is of all of the data.
  const { source } = given;
  const onSample = new KernelRunner({ ...kernels, source, data: into });
  return drawn === null ? runner : smoking(runner, onSample, drawn);
}

/** What a sample is drawn of. */
interface IDrawn {
  /** The folder that full runs get, from where kernels start. */
  data: string;
  /** Where the sample goes, likewise. */
  into: string;
  seed: number;
  /** Two tables that go together row by row. */
  pair: [string, string] | null;
}

/** The table that is learned from, and what tells the folds of its rows. */
function pairOf({ prepared }: DataPreview): IDrawn['pair'] {
  return prepared?.folds ? [prepared.train, prepared.folds] : null;
}

/**
 * Draw the sample that smoke runs get as `./input`.
 *
 * @returns `null` where every table is too small to be sampled.
 * @throws ExternalError - `kernel`
 */
async function drawSample(
  kernel: Kernel.IKernelConnection,
  what: IDrawn,
  signal: AbortSignal
): Promise<Sample | null> {
  const args = { ...what, share: SHARE, least: LEAST };
  const options = { signal, timeout: SAMPLE_LIMIT };
  const drawn = await callPython(
    kernel,
    sample,
    'sample',
    args,
    Sample,
    options
  );
  return drawn.of === 0 ? null : drawn;
}

/**
 * A runner that first tries each candidate on the sample, for a short time. A
 * bug there is the candidate's bug; only what passes gets the full run. One that draws a
 * sample of its own is not tried where that would take about as long as running it.
 *
 * @param runner - runs candidates on all of the data.
 * @param onSample - runs them on the sample.
 */
export function smoking(
  runner: IRunner,
  onSample: IRunner,
  { rows, of }: Sample
): IRunner {
  return {
    run: async (candidate, options) => {
      if (rows > TIME * (drawnIn(candidate.code) ?? Infinity)) {
        return runner.run(candidate, options);
      }
      const tried = await onSample.run(
        // The sample is drawn anew, so nothing is taken up that reads it.
        { code: candidate.code, id: `${candidate.id}-smoke` },
        { ...options, timeLimit: options.timeLimit * TIME }
      );
      const { seconds } = tried;
      if (tried.status !== 'ok') {
        return {
          ...tried,
          reason: `${tried.reason} (on a sample of ${rows} rows of ${of})`,
          smoke: { rows, of, seconds, passed: false }
        };
      }
      const { onOutput, timeLimit, signal } = options;
      const { id, code } = candidate;
      const full = await runner.run(
        { id, code },
        { onOutput, timeLimit, signal }
      );
      return { ...full, smoke: { rows, of, seconds, passed: true } };
    }
  };
}
