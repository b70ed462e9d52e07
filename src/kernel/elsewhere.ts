import type { Kernel } from '@jupyterlab/services';

/**
 * Kernels behind a gateway, on other machines: they may end for reasons that are no
 * candidate's, and the end of the server does not end them.
 */
export const elsewhere = new WeakSet<Kernel.IKernelConnection>();
