import type { AddressInfo } from 'node:net';
import { ServerConnection } from '@jupyterlab/services';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Telling } from '../../src/run/live/hub';

/** A hub whose answers are given by hand. */
export class HandHub {
  static async start(): Promise<HandHub> {
    const hub = new HandHub();
    await new Promise(resolve => hub._server.on('listening', resolve));
    return hub;
  }

  /** What it answers whoever wants to drive; `null` where it says nothing. */
  answer: object | null = { type: 'granted' };
  readonly sockets: WebSocket[] = [];
  readonly urls: URL[] = [];
  readonly told: Telling[] = [];

  get settings(): ServerConnection.ISettings {
    const { port } = this._server.address() as AddressInfo;
    return ServerConnection.makeSettings({
      baseUrl: `http://127.0.0.1:${port}/`,
      wsUrl: `ws://127.0.0.1:${port}/`,
      token: '',
      fetch: async () => new Response('[]', { status: 200 })
    });
  }

  /** Resolves once something holds. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  stop(): Promise<void> {
    this.sockets.forEach(socket => socket.terminate());
    return new Promise(resolve => this._server.close(() => resolve()));
  }

  private constructor() {
    this._server.on('connection', (socket, request) => {
      this.sockets.push(socket);
      this.urls.push(new URL(request.url!, 'ws://hub'));
      socket.on('message', data => this.told.push(JSON.parse(String(data))));
      if (this.answer) {
        socket.send(JSON.stringify(this.answer));
      }
    });
  }

  private readonly _server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1'
  });
}
