import {
  ContentsManager,
  KernelManager,
  KernelSpecManager,
  ServerConnection
} from '@jupyterlab/services';
import type { IRunHost } from '../../src/run/host';

/** What a page has of a server, and how all of it goes away at once. */
export interface IPage {
  host: IRunHost;
  /** Gone as by a reload: its sockets are cut, and nothing of it is heard again. */
  leave: () => void;
}

/** A page of its own on a server. */
export function cutOff(settings: ServerConnection.ISettings): IPage {
  const sockets = new Set<WebSocket>();
  let isGone = false;
  const forever = new Promise<never>(() => undefined);
  const serverSettings = ServerConnection.makeSettings({
    ...settings,
    fetch: async (input, init) => {
      if (isGone) {
        return forever;
      }
      const response = await settings.fetch(input, init);
      return isGone ? forever : response;
    },
    WebSocket: class extends settings.WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(isGone ? 'ws://127.0.0.1:9/' : url, protocols);
        sockets.add(this);
      }
    }
  });
  const contents = new ContentsManager({ serverSettings });
  const kernels = new KernelManager({ serverSettings, standby: 'never' });
  const specs = new KernelSpecManager({ serverSettings, standby: 'never' });
  return {
    host: { contents, kernels, specs, serverSettings },
    leave: () => {
      isGone = true;
      kernels.dispose();
      specs.dispose();
      contents.dispose();
      for (const socket of sockets) {
        // Nothing that is on its way is taken in.
        socket.onmessage = socket.onclose = null;
        socket.onerror = () => undefined;
        socket.close();
      }
    }
  };
}
