import { type Contents, ServerConnection } from '@jupyterlab/services';

interface IFile {
  type: 'file' | 'directory' | 'notebook';
  bytes: Buffer;
  modified: number;
}

/**
 * Jupyter Server's Contents API in memory: whole files only, its status codes
 * and the messages behind them.
 */
export class MemoryContents {
  /** What the next saves answer instead: 'full', 'read-only', 'lost', 'offline'. */
  trouble: 'full' | 'read-only' | 'lost' | 'offline' | null = null;
  /** Characters written so far, by path. */
  readonly written: { path: string; length: number }[] = [];
  /** Resolves before a save is done, for saves that take their time. */
  gate: Promise<void> = Promise.resolve();

  /** Itself as what the run takes. */
  get manager(): Contents.IManager {
    return this as unknown as Contents.IManager;
  }

  localPath(path: string): string {
    return path;
  }

  async get(
    path: string,
    options: Contents.IFetchOptions = {}
  ): Promise<Contents.IModel> {
    const file = path === '' ? this._root : this._files.get(path);
    if (!file || /(^|\/)\./.test(path)) {
      throw await failure(404, `No such file or directory: ${path}`);
    }
    if (options.type === 'directory' && file.type !== 'directory') {
      throw await failure(400, `${path} is not a directory`);
    }
    const model = this._model(path, file);
    if (options.content !== true) {
      return model;
    }
    if (file.type === 'directory') {
      const inside = [...this._files].filter(
        ([name]) => parentOf(name) === path
      );
      return {
        ...model,
        format: 'json',
        content: inside.map(([name, each]) => this._model(name, each))
      };
    }
    const text = file.bytes.toString('utf8');
    if (options.format !== 'base64' && !Buffer.from(text).equals(file.bytes)) {
      throw await failure(400, `${path} is not UTF-8 encoded`);
    }
    return {
      ...model,
      format: options.format ?? 'text',
      content:
        options.format === 'base64' ? file.bytes.toString('base64') : text
    };
  }

  async save(
    path: string,
    options: Partial<Contents.IModel> = {}
  ): Promise<Contents.IModel> {
    const { trouble } = this;
    await this.gate;
    if (trouble === 'offline') {
      throw new ServerConnection.NetworkError(new TypeError('fetch failed'));
    }
    if (trouble === 'full') {
      throw await failure(
        500,
        `Unexpected error while saving file: ${path} [Errno 28] No space left on device`
      );
    }
    if (trouble === 'read-only') {
      throw await failure(403, `Permission denied: ${path}`);
    }
    const parent = parentOf(path);
    if (parent !== '' && this._files.get(parent)?.type !== 'directory') {
      throw await failure(
        500,
        `Unexpected error while saving file: ${path} [Errno 2] No such file or directory`
      );
    }
    const type = options.type as IFile['type'];
    if (type === 'directory' && this._files.get(path)?.type === type) {
      return this._model(path, this._files.get(path)!);
    }
    const content = options.content as unknown;
    const text =
      typeof content === 'string' ? content : JSON.stringify(content ?? '');
    this.put(path, type === 'directory' ? '' : text, type);
    this.written.push({ path, length: text.length });
    if (trouble === 'lost') {
      throw new ServerConnection.NetworkError(new TypeError('fetch failed'));
    }
    return this._model(path, this._files.get(path)!);
  }

  /** Jupyter calls it by the name of the first, and numbers it. */
  async copy(path: string, folder: string): Promise<Contents.IModel> {
    const file = this._files.get(path)!;
    const [, stem, suffix] = /([^/.]+)(\.[^/]*)?$/.exec(path)!;
    let number = 1;
    const name = () => `${folder}/${stem}-Copy${number}${suffix ?? ''}`;
    while (this._files.has(name())) {
      number += 1;
    }
    this.put(name(), file.bytes);
    return this._model(name(), this._files.get(name())!);
  }

  /** Write a file past the API, as somebody else does. */
  put(
    path: string,
    content: string | Buffer,
    type: IFile['type'] = 'file'
  ): void {
    this._clock += 1;
    const bytes = Buffer.from(content as string);
    this._files.set(path, { type, bytes, modified: this._clock });
  }

  /** A file's bytes. */
  bytes(path: string): Buffer {
    return this._files.get(path)!.bytes;
  }

  text(path: string): string {
    return this.bytes(path).toString('utf8');
  }

  /** Whatever exists, in the order of its name. */
  get paths(): string[] {
    return [...this._files.keys()].sort();
  }

  /** Remove a file, or a folder with all that is in it. */
  remove(path: string): void {
    for (const name of this.paths) {
      if (name === path || name.startsWith(`${path}/`)) {
        this._files.delete(name);
      }
    }
  }

  private _model(path: string, file: IFile): Contents.IModel {
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      type: file.type,
      writable: true,
      created: new Date(0).toISOString(),
      last_modified: new Date(file.modified).toISOString(),
      mimetype: '',
      size: file.type === 'directory' ? undefined : file.bytes.length,
      format: null,
      content: null
    };
  }

  private readonly _root: IFile = {
    type: 'directory',
    bytes: Buffer.alloc(0),
    modified: 0
  };
  private readonly _files = new Map<string, IFile>();
  private _clock = 0;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

async function failure(
  status: number,
  message: string
): Promise<ServerConnection.ResponseError> {
  return new ServerConnection.ResponseError(
    new Response('{}', { status }),
    message
  );
}
