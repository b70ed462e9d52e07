import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection, type Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { elsewhere } from './elsewhere';

const Ending = z.object({ how: z.string() });

/**
 * How a kernel's process ended, as the end of a sentence: by which code or signal,
 * and what it said last. Where the server does not know, where to look.
 */
export async function howItEnded(
  kernel: Kernel.IKernelConnection
): Promise<string> {
  const { id, serverSettings } = kernel;
  try {
    const response = await ServerConnection.makeRequest(
      URLExt.join(serverSettings.baseUrl, 'aide/kernels') +
        URLExt.objectToQueryString({ ended: id }),
      {},
      serverSettings
    );
    if (response.ok) {
      return Ending.parse(await response.json()).how;
    }
  } catch {
    // Another version of the extension, or no server any more: its log tells.
  }
  const whose = elsewhere.has(kernel) ? 'gateway' : 'Jupyter server';
  return `its process ended; the ${whose}’s log may say why`;
}
