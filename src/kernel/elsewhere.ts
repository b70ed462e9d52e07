import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection, type Kernel } from '@jupyterlab/services';
import { z } from 'zod';

/**
 * Kernels behind a gateway, on other machines: they may end for reasons that are no
 * candidate's, and the end of the server does not end them.
 */
export const elsewhere = new WeakSet<Kernel.IKernelConnection>();

const Models = z.array(z.looseObject({ id: z.string() }));

/** Milliseconds between two looks whether a kernel behind a gateway is still there. */
const PACE = 10_000;
/** Milliseconds that a gateway may be out of reach, as one that is started anew. */
const PATIENCE = 20_000;

/**
 * Whether a kernel behind a gateway is gone, or cannot be reached there. The server
 * keeps its own connection with a client all the same, so that nothing else tells.
 */
export async function isGone(
  kernel: Kernel.IKernelConnection
): Promise<boolean> {
  return elsewhere.has(kernel) && (await look(kernel)) !== 'there';
}

/**
 * Look from time to time whether a kernel behind a gateway is still there.
 *
 * @param onGone - called once it is gone, or was out of reach for a while.
 * @returns what looks no more.
 */
export function whenGone(
  kernel: Kernel.IKernelConnection,
  onGone: () => void
): () => void {
  if (!elsewhere.has(kernel)) {
    return () => undefined;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  /** Since when it is out of reach. */
  let since: number | null = null;
  const next = () => {
    timer = setTimeout(async () => {
      const begin = performance.now();
      const seen = await look(kernel);
      since = seen === 'unreachable' ? (since ?? begin) : null;
      const isLong = since !== null && performance.now() - since >= PATIENCE;
      if (stopped) {
        return;
      }
      if (seen === 'gone' || isLong) {
        onGone();
      } else {
        next();
      }
    }, PACE);
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** What the server knows of a kernel behind its gateway. */
async function look({
  serverSettings,
  id
}: Kernel.IKernelConnection): Promise<'there' | 'gone' | 'unreachable'> {
  try {
    const response = await ServerConnection.makeRequest(
      URLExt.join(serverSettings.baseUrl, 'aide/kernels'),
      {},
      serverSettings
    );
    if (!response.ok) {
      // Whom the server lets in is another question.
      return [401, 403].includes(response.status) ? 'there' : 'unreachable';
    }
    const models = Models.parse(await response.json());
    return models.some(model => model.id === id) ? 'there' : 'gone';
  } catch {
    // The server itself does not answer, which its connections tell.
    return 'there';
  }
}

/** What has to run for a kernel to be reached. */
export function whatRuns(kernel: Kernel.IKernelConnection): string {
  return elsewhere.has(kernel)
    ? 'the gateway and the machines behind it run, and the Jupyter server'
    : 'the Jupyter server runs';
}
