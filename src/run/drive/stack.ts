import { PathExt } from '@jupyterlab/coreutils';
import type { Kernel } from '@jupyterlab/services';
import { endKernel, ManagedKernels } from '../../kernel/launcher';
import { type Lack, lackingPackage } from '../../kernel/packages';
import { kindFacts } from '../../task/objectiveKinds';
import {
  checkRequest,
  InvalidRequest,
  type RunConfig,
  type RunRequest
} from '../config';
import type { IRunHost } from '../host';
import { checkNeeds } from './prepare';

/** The oldest packages that the offline recipes write for, and that scores are measured with. */
const OLDEST = { numpy: '1.17', pandas: '1.3', sklearn: '1.0' };

/**
 * Check that the kernel of a run starts, and that it has what the run is sure to
 * need, before the run's folder is made.
 *
 * @throws InvalidRequest - naming what the kernel lacks, in its own words, and
 *   the way out.
 * @throws ExternalError - the kernel does not start.
 */
export async function checkStack(
  host: IRunHost,
  request: RunRequest
): Promise<void> {
  const config = checkRequest(request);
  await checkNeeds(host, config);
  const kernel = await new ManagedKernels({
    serverSettings: host.serverSettings,
    kernelManager: host.kernels,
    name: config.kernel,
    path: host.contents.localPath(PathExt.dirname(config.notebook ?? '')),
    run: `check of ${config.data}`
  }).start();
  try {
    await checkPackages(kernel, config);
  } finally {
    await endKernel(kernel).catch(() => undefined);
  }
}

/**
 * Check that a kernel has the packages that a run is sure to need.
 *
 * @throws InvalidRequest - naming what it lacks, in its own words, and the way out.
 */
export async function checkPackages(
  kernel: Kernel.IKernelConnection,
  config: RunConfig
): Promise<void> {
  // What a model writes may need none of these.
  const isNeeded =
    config.coder.kind === 'recipes' ||
    kindFacts(config.objective).isOfPredictions;
  const lack = isNeeded ? await lackingPackage(kernel, OLDEST) : null;
  if (lack !== null) {
    throw new InvalidRequest(lackOf(config.kernel, lack));
  }
}

function lackOf(kernel: string, lack: Lack): string {
  const { name, version, oldest, words } = lack;
  const problem = words
    ? `The kernel “${kernel}” cannot import ${name} (${words}).`
    : `The kernel “${kernel}” has ${name} ${version}, but ${oldest} or newer is needed.`;
  return `${problem} Run “pip install --upgrade numpy pandas scikit-learn” in its environment, or choose another kernel.`;
}
