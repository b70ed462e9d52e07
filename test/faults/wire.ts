import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A connection through the wire. */
interface IConnection {
  client: Socket;
  server: Socket;
  /** Whether it became a websocket. */
  isWebSocket: boolean;
}

/**
 * The network between an engine and its Jupyter server: TCP passed on as it
 * comes, until somebody cuts it, holds it, or listens for a write.
 */
export class Wire {
  private constructor(
    private readonly _listener: ReturnType<typeof createServer>,
    private readonly _target: number
  ) {
    _listener.on('connection', client => this._pass(client));
  }

  /** @param target - the server's port. */
  static async lay(target: number): Promise<Wire> {
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new Wire(listener, target);
  }

  get port(): number {
    return (this._listener.address() as AddressInfo).port;
  }

  /** Cut what is connected; new connections are made. */
  cut(which: 'websockets' | 'all'): void {
    for (const { client, server, isWebSocket } of [...this._connections]) {
      if (which === 'all' || isWebSocket) {
        client.destroy();
        server.destroy();
      }
    }
  }

  /** Cut everything and let nothing through until `restore`. */
  sever(): void {
    this._isSevered = true;
    this.cut('all');
  }

  /** Hold back everything, in both directions, until `restore`. */
  hold(): void {
    this._isHeld = true;
    this._connections.forEach(each => this._press(each));
  }

  /** Let everything through again. */
  restore(): void {
    this._isHeld = this._isSevered = false;
    this._connections.forEach(each => this._press(each));
  }

  /**
   * Resolves when the next request to save a file is on its way: half of what
   * came of it is passed on by then, or all of it.
   *
   * @param seconds - without a save, it resolves then and lets later ones pass.
   */
  nextSave(passed: 'half' | 'all', seconds: number): Promise<void> {
    return new Promise(resolve => {
      const end = () => {
        this._onSave = null;
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, seconds * 1000);
      this._onSave = (data, server) => {
        server.write(
          passed === 'all' ? data : data.subarray(0, data.length / 2)
        );
        end();
      };
    });
  }

  /** Let what a websocket that is asked for next says get lost, as if it was never said. */
  loseNextWebSocket(): void {
    this._losesNext = true;
  }

  /** Take it away. */
  async close(): Promise<void> {
    this.cut('all');
    this._listener.close();
    await once(this._listener, 'close');
  }

  private _pass(client: Socket): void {
    if (this._isSevered) {
      refuse(client);
      return;
    }
    const server = connect(this._target, '127.0.0.1');
    const connection = { client, server, isWebSocket: false };
    this._connections.add(connection);
    client.on('error', () => undefined);
    client.on('close', () => server.destroy());
    server.on('error', () => undefined);
    server.on('close', () => {
      this._connections.delete(connection);
      refuse(client);
    });
    client.on('data', data => {
      const head = data.toString('latin1', 0, 2000);
      connection.isWebSocket ||= /^upgrade: *websocket/im.test(head);
      if (connection.isWebSocket && this._losesNext) {
        this._losesNext = false;
        client.removeAllListeners('data');
      } else if (this._onSave && /^PUT [^ ]*\/api\/contents\//.test(head)) {
        this._onSave(data, server);
      } else {
        server.write(data);
      }
    });
    server.on('data', data => client.write(data));
    this._press(connection);
  }

  private _press({ client, server }: IConnection): void {
    for (const end of [client, server]) {
      if (this._isHeld) {
        end.pause();
      } else {
        end.resume();
      }
    }
  }

  private _isSevered = false;
  private _isHeld = false;
  private _losesNext = false;
  private _onSave: ((data: Buffer, server: Socket) => void) | null = null;
  private readonly _connections = new Set<IConnection>();
}

/**
 * Cut off a client, once it has said something: Node's own client would connect
 * again and again, forever, to whoever hangs up before that.
 */
function refuse(client: Socket): void {
  client.on('error', () => undefined);
  if (client.bytesRead > 0) {
    client.destroy();
  } else {
    client.once('data', () => client.destroy());
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
