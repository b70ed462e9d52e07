import { PathExt } from '@jupyterlab/coreutils';
import { type Contents, ServerConnection } from '@jupyterlab/services';
import { ExternalError } from '../../base/externalError';
import { messageOf } from '../../base/messageOf';
import { systemRefusal } from '../../base/system';

/**
 * Files through Jupyter's Contents API: what a run needs of it, with failures
 * told as sentences.
 */

/** Files that are read: what that takes of the Contents API. */
export type IFiles = Pick<Contents.IManager, 'get'>;

/**
 * A file's text.
 *
 * @returns `null` where there is no such file. Bytes that are not UTF-8 come as
 *   replacement characters: what is damaged is for the reader to find.
 * @throws ExternalError - `storage`
 */
export async function readText(
  contents: IFiles,
  path: string
): Promise<string | null> {
  const model = await orMissing(path, () =>
    // As base64: the server refuses to read damaged UTF-8 as text.
    contents.get(path, { type: 'file', format: 'base64', content: true })
  );
  if (model === null || model.format !== 'base64') {
    return model && String(model.content);
  }
  const binary = atob(model.content as string);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Write a file whole. @throws ExternalError - `storage` */
export async function writeText(
  contents: Contents.IManager,
  path: string,
  text: string
): Promise<Contents.IModel> {
  return orFault(path, () =>
    contents.save(path, { type: 'file', format: 'text', content: text })
  );
}

/** Copy a file into its own folder, under another name. @throws ExternalError - `storage` */
export async function copyBeside(
  contents: Contents.IManager,
  path: string
): Promise<void> {
  await orFault(path, () => contents.copy(path, PathExt.dirname(path)));
}

/** What is known about a file, `null` where there is none. @throws ExternalError - `storage` */
export async function stat(
  contents: IFiles,
  path: string
): Promise<Contents.IModel | null> {
  return orMissing(path, () => contents.get(path, { content: false }));
}

/** What lies in a folder, `null` where there is none. @throws ExternalError - `storage` */
export async function list(
  contents: IFiles,
  path: string
): Promise<readonly Contents.IModel[] | null> {
  const model = await orMissing(path, () =>
    contents.get(path, { type: 'directory', content: true })
  );
  return model && (model.content as Contents.IModel[]);
}

/** Make a folder where there is none yet; its parent exists. @throws ExternalError - `storage` */
export async function makeFolder(
  contents: Contents.IManager,
  path: string
): Promise<void> {
  await orFault(path, () => contents.save(path, { type: 'directory' }));
}

/** Do something with a file. @throws ExternalError - `storage`, with a sentence. */
export async function orFault<T>(
  path: string,
  work: () => Promise<T>
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ExternalError(explain(path, error), 'storage', { cause: error });
  }
}

async function orMissing<T>(
  path: string,
  work: () => Promise<T>
): Promise<T | null> {
  return orFault(path, async () => {
    try {
      return await work();
    } catch (error) {
      if (statusOf(error) === 404) {
        return null;
      }
      throw error;
    }
  });
}

function statusOf(error: unknown): number | null {
  return error instanceof ServerConnection.ResponseError
    ? error.response.status
    : null;
}

/** Why a file could not be read or written, and the way out. */
function explain(path: string, error: unknown): string {
  const message = messageOf(error);
  if (error instanceof ServerConnection.NetworkError) {
    return `The Jupyter server cannot be reached, so “${path}” is not saved. Go on once it is back.`;
  }
  if (/No space left|Disk quota|Errno 28|Errno 122/i.test(message)) {
    return `The disk is full, so “${path}” is not saved. Make room and go on; what was saved before is safe.`;
  }
  if (/No such file or directory/i.test(message)) {
    return `The folder of “${path}” is gone. Put it back where it was, or open the run where it is now.`;
  }
  const wayOut = systemRefusal(error);
  switch (statusOf(error)) {
    case 403:
    case 401:
      return `“${path}” may not be written: the folder is read-only, or the server refuses. Choose a folder that you may write to.`;
    case 404:
      return `“${path}” is not in the server's folder, or is hidden. Choose another place.`;
    case 413:
      return `“${path}” is too large for the Jupyter server to save.`;
    default:
      return `“${path}” cannot be read or written${wayOut ? `. ${wayOut}` : `: ${message}`}`;
  }
}
