import { KernelAPI, type Kernel } from '@jupyterlab/services';

/** Milliseconds between two looks whether the server is there again. */
const PACE = 1000;
/** Milliseconds that connecting anew has before it is tried once more. */
const PATIENCE = 5000;

/**
 * Have a kernel's connection come back as soon as the server can be reached.
 * Left alone, Jupyter's client waits 10 to 30 seconds after it found nobody.
 */
export function reconnectSoon(kernel: Kernel.IKernelConnection): void {
  hearReconnects(kernel);
  hearQuestions(kernel);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (pace: number): void => {
    clearTimeout(timer);
    if (!kernel.isDisposed && kernel.connectionStatus === 'connecting') {
      timer = setTimeout(() => void knock(), pace);
    }
  };
  const knock = async (): Promise<void> => {
    try {
      await KernelAPI.getKernelModel(kernel.id, kernel.serverSettings);
    } catch {
      // Nobody is there yet.
      look(PACE);
      return;
    }
    if (!kernel.isDisposed && kernel.connectionStatus === 'connecting') {
      void kernel.reconnect();
      look(PATIENCE);
    }
  };
  kernel.connectionStatusChanged.connect(() => look(PACE));
  kernel.disposed.connect(() => clearTimeout(timer));
}

/**
 * The connection to a kernel that died is made anew. Where the kernel is ended
 * meanwhile, that rejects and nobody listens, which is the end of a process in
 * Node; what became of the connection is told by its status.
 */
function hearReconnects(kernel: Kernel.IKernelConnection): void {
  const reconnect = kernel.reconnect.bind(kernel);
  kernel.reconnect = async () => {
    await Promise.resolve()
      .then(reconnect)
      .catch(() => undefined);
  };
}

/**
 * Jupyter's client asks each new connection what kernel it is, and listens to no
 * refusal: a kernel that dies in that moment would be the end of a process in Node.
 */
function hearQuestions(kernel: Kernel.IKernelConnection): void {
  const question = kernel.requestKernelInfo.bind(kernel);
  kernel.requestKernelInfo = () => question().catch(() => undefined);
}
