import { URLExt } from '@jupyterlab/coreutils';
import type { ServerConnection } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import type { z } from 'zod';

/** What a socket is for, and who listens. */
export interface IHubSocketOptions<T> {
  settings: ServerConnection.ISettings;
  /** Which of the hub's endpoints, and its query. */
  endpoint: 'drive' | 'watch';
  query: Record<string, string>;
  /** What comes in; anything else is left out. */
  schema: z.ZodType<T>;
  onMessage: (message: T) => void;
  /** It is gone, or never came about. Not called once it is disposed of. */
  onClose: () => void;
}

/** One WebSocket to the hub, in a browser or in Node, for as long as it stands. */
export class HubSocket<T> implements IDisposable {
  constructor({
    settings,
    endpoint,
    query,
    schema,
    onMessage,
    onClose
  }: IHubSocketOptions<T>) {
    const { token, appendToken, wsUrl, WebSocket } = settings;
    const url =
      URLExt.join(wsUrl, 'aide', endpoint) +
      URLExt.objectToQueryString({
        ...query,
        ...(appendToken && token !== '' && { token })
      });
    const socket = new WebSocket(url);
    this._socket = socket;
    socket.onmessage = ({ data }) => {
      const message = schema.safeParse(parsed(data));
      if (message.success && !this._isDisposed) {
        onMessage(message.data);
      }
    };
    // One that cannot be opened gives both.
    socket.onclose = socket.onerror = () => {
      if (!this._isDisposed) {
        this._isDisposed = true;
        onClose();
      }
    };
  }

  /** Whether nothing more comes or goes. */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Send a message; nothing happens where the socket is not open. */
  send(message: unknown): void {
    if (this._socket.readyState === OPEN) {
      this._socket.send(JSON.stringify(message));
    }
  }

  dispose(): void {
    this._isDisposed = true;
    if (this._socket.readyState === CONNECTING) {
      // Closing it now would be an error that nobody takes, in Node.
      this._socket.onopen = () => this._socket.close();
    } else {
      this._socket.close();
    }
  }

  private readonly _socket: WebSocket;
  private _isDisposed = false;
}

const CONNECTING = 0;
const OPEN = 1;

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}

/** Milliseconds before the how-many-th try to connect again, from 0. */
export function backOff(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(5000, 250 * 2 ** (attempt - 1));
}
