import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection, type Kernel } from '@jupyterlab/services';
import { z } from 'zod';

/**
 * Kernels behind a gateway, on other machines: they may end for reasons that are no
 * candidate's, and the end of the server does not end them.
 */
export const elsewhere = new WeakSet<Kernel.IKernelConnection>();

const Models = z.array(z.looseObject({ id: z.string() }));

/**
 * Whether a kernel behind a gateway is gone, or cannot be reached there. The server
 * keeps its own connection with a client all the same, so that nothing else tells.
 */
export async function isGone(
  kernel: Kernel.IKernelConnection
): Promise<boolean> {
  const { serverSettings, id } = kernel;
  if (!elsewhere.has(kernel)) {
    return false;
  }
  try {
    const response = await ServerConnection.makeRequest(
      URLExt.join(serverSettings.baseUrl, 'aide/kernels'),
      {},
      serverSettings
    );
    return response.ok
      ? !Models.parse(await response.json()).some(model => model.id === id)
      : response.status >= 500;
  } catch {
    // The server itself does not answer, which its connections tell.
    return false;
  }
}

/** What has to run for a kernel to be reached. */
export function whatRuns(kernel: Kernel.IKernelConnection): string {
  return elsewhere.has(kernel)
    ? 'the gateway and the machines behind it run, and the Jupyter server'
    : 'the Jupyter server runs';
}
