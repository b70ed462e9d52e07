import { endKernel, type IKernelLauncher } from './launcher';
import type { KernelPool } from './pool';

/** Where candidates get their kernels: a pool, or one that starts for each. */
export type KernelSource = Pick<KernelPool, 'acquire' | 'adopt' | 'learn'>;

/**
 * Kernels for what runs beside a search: each starts when it is asked for, and nobody
 * of the search waits for it.
 */
export function oneKernel(launcher: IKernelLauncher): KernelSource {
  return {
    acquire: async signal => {
      const kernel = await launcher.start(signal);
      return {
        kernel,
        // What cannot be ended now is ended with the run's others.
        release: () => endKernel(kernel).catch(() => undefined)
      };
    },
    adopt: async () => null,
    learn: () => undefined
  };
}
