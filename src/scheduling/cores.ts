import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';

const Status = z.object({ kernels: z.number().int().positive().default(1) });

/**
 * Kernels that run at once unless a person says how many: one for each core of
 * the server's machine, within bounds. One on a server that does not tell.
 *
 * @throws ExternalError - `kernel`: the server cannot be reached.
 */
export async function automaticKernels(
  settings: ServerConnection.ISettings
): Promise<number> {
  const url = URLExt.join(settings.baseUrl, 'aide/status');
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(url, {}, settings);
  } catch (error) {
    throw new ExternalError(
      'The Jupyter server cannot be reached. Check that it runs, then go on.',
      'kernel',
      { cause: error }
    );
  }
  if (!response.ok) {
    return 1;
  }
  return Status.parse(await response.json()).kernels;
}
