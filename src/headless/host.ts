import {
  ContentsManager,
  KernelManager,
  KernelSpecManager,
  ServerConnection
} from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { ExternalError } from '../base/externalError';
import { messageOf } from '../base/messageOf';
import { systemRefusal } from '../base/system';
import type { IRunHost } from '../run/host';
import type { Access } from './access';
import { patientFetch } from './patientFetch';

/**
 * Jupyter as a run needs it, without a browser.
 *
 * @throws ExternalError - `kernel`: the server does not answer or lets nobody in.
 */
export async function connectHost({
  url: baseUrl,
  token
}: Pick<Access, 'url' | 'token'>): Promise<IRunHost & IDisposable> {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl,
    wsUrl: baseUrl.replace(/^http/, 'ws'),
    token,
    appendToken: true,
    fetch: (input, init) => patientFetch(input, init).catch(tellCause)
  });
  await checkServer(serverSettings);
  const contents = new ContentsManager({ serverSettings });
  const kernels = new KernelManager({ serverSettings });
  // Rejected where it is disposed of before it is ready.
  kernels.ready.catch(() => undefined);
  const specs = new KernelSpecManager({ serverSettings });
  return {
    contents,
    kernels,
    specs,
    serverSettings,
    isDisposed: false,
    dispose() {
      kernels.dispose();
      specs.dispose();
      contents.dispose();
    }
  };
}

/** Node says no more than “fetch failed”, and Jupyter's client keeps no causes. */
function tellCause(error: unknown): never {
  const { cause } = error as Error;
  throw cause instanceof Error && cause.message !== '' ? cause : error;
}

/** The managers below try again forever, so ask once before they are made. */
async function checkServer(
  settings: ServerConnection.ISettings
): Promise<void> {
  const url = `${settings.baseUrl}api/kernelspecs`;
  let status: number;
  try {
    ({ status } = await ServerConnection.makeRequest(url, {}, settings));
  } catch (cause) {
    const why = systemRefusal(cause) ?? 'Check that it is running.';
    throw new ExternalError(
      `The Jupyter server at ${settings.baseUrl} cannot be reached (${messageOf(cause)}). ${why}`,
      'kernel',
      { cause }
    );
  }
  if (status !== 200) {
    throw new ExternalError(
      `The Jupyter server at ${settings.baseUrl} refuses (${status}). Check AIDE_SERVER_TOKEN.`,
      'kernel'
    );
  }
}
