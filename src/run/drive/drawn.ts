import type { Contents } from '@jupyterlab/services';
import { z } from 'zod';
import { callPython } from '../../kernel/callPython';
import { liesWithin } from '../../task/declaration';
import { endKernel, type IKernelLauncher } from '../../kernel/launcher';
import { HOLDOUT_MODULES, together } from '../../kernel/together';
import type { RunConfig } from '../config';
import { stat } from '../folder/storage';
import { type IRunPaths, sampleIn } from '../runPaths';

/** Seconds that drawing may take: the table is read twice. */
const LIMIT = 3600;

/** What drawing a sample takes. */
export interface IDrawOptions {
  launcher: Pick<IKernelLauncher, 'start'>;
  contents: Contents.IManager;
  config: RunConfig;
  /** The run's folder, from the server's root. */
  path: string;
  paths: IRunPaths;
}

/**
 * Draw the declared sample, where one is declared and is not there yet: a folder of links to
 * the person's data, but for the table with the answers.
 *
 * @throws ExternalError - `kernel` or `storage`
 * @throws signal.reason - where the signal is aborted.
 */
export async function drawSample(
  { launcher, contents, config, path, paths }: IDrawOptions,
  signal: AbortSignal
): Promise<void> {
  const { declaration, seed } = config;
  const [train, test] = (['train', 'test'] as const).map(part =>
    declaration?.files.find(each => each.part === part)
  );
  if (
    !declaration?.sample ||
    !train?.dialect ||
    (await stat(contents, sampleIn(path))) !== null
  ) {
    return;
  }
  const kernel = await launcher.start(signal);
  try {
    await callPython(
      kernel,
      together(...HOLDOUT_MODULES, 'drawn'),
      'draw',
      {
        data: paths.source,
        into: paths.data,
        entry: train,
        targets: declaration.targets,
        split: declaration.split ?? { kind: 'random' },
        rows: declaration.sample.rows,
        asked: liesWithin(test ?? null),
        seed
      },
      z.object({ rows: z.number(), of: z.number() }),
      { signal, timeout: LIMIT }
    );
  } finally {
    await endKernel(kernel).catch(() => undefined);
  }
}
