import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { elsewhere, isGone, whenGone } from './elsewhere';

/** How waiting for a kernel's reply came to an end. */
export type Ending =
  | { kind: 'reply'; content: KernelMessage.IExecuteReplyMsg['content'] }
  /** The kernel's process went away; the server may have started another one. */
  | { kind: 'died' }
  /** There is no connection to the kernel any more. */
  | { kind: 'lost' }
  /** The time that the caller gave was over. */
  | { kind: 'late' }
  /** The caller's signal was aborted. */
  | { kind: 'aborted' };

/** How long a wait may take. */
export interface IWait {
  /** Seconds from now. */
  seconds: number;
  signal?: AbortSignal;
}

/**
 * How long a kernel's output may come after its reply, in milliseconds. They
 * travel apart, and a proxy in between may lose the message that ends the output.
 */
const OUTPUT_LAG = 5000;

/**
 * One execute request to a kernel, and the ways in which it may end. A future's
 * own `done` tells neither a dead kernel from a restart, nor does it settle once
 * the connection is lost for good.
 */
export class ExecuteRequest {
  /**
   * Send it.
   *
   * @param onOutput - called with each message of its output.
   */
  constructor(
    private readonly _kernel: Kernel.IKernelConnection,
    content: KernelMessage.IExecuteRequestMsg['content'],
    onOutput?: (message: KernelMessage.IIOPubMessage) => void
  ) {
    this._isSent = _kernel.connectionStatus === 'connected';
    if (healthOf(_kernel) !== 'well') {
      // It takes no request; `wait` tells.
      return;
    }
    // Not disposed when it is done: what it shows may be updated later.
    const future = _kernel.requestExecute(content, false);
    this._future = future;
    future.onIOPub = message => {
      this._started = true;
      onOutput?.(message);
    };
    const replied = new Promise<KernelMessage.IExecuteReplyMsg>(resolve => {
      future.onReply = reply => {
        this._replied = true;
        this._lag = setTimeout(() => resolve(reply), OUTPUT_LAG);
      };
    });
    this._reply = Promise.race([future.done, replied]).finally(() =>
      clearTimeout(this._lag)
    );
    // A kernel that dies rejects it; `wait` learns that from the status.
    this._reply.catch(() => undefined);
  }

  /** Whether the kernel has begun with it. */
  get started(): boolean {
    return this._started;
  }

  /** Wait for its end. May be called again, such as after an interrupt. */
  async wait({ seconds, signal }: IWait): Promise<Ending> {
    const kernel = this._kernel;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: () => void = () => undefined;
    const ending = new Promise<Ending>(resolve => {
      const onAbort = () => resolve({ kind: 'aborted' });
      const onChange = () => {
        const health = healthOf(kernel);
        if (health !== 'well') {
          resolve({ kind: health });
        }
      };
      const onConnection = () => {
        onChange();
        if (kernel.connectionStatus !== 'connected') {
          return;
        }
        if (!this._isSent) {
          // It waited for the connection.
          this._isSent = true;
        } else {
          this._isLost().then(
            isLost => isLost && resolve({ kind: 'lost' }),
            // Rejected where the kernel goes away: `onChange` sees that.
            () => undefined
          );
        }
      };
      const lookNoMore = whenGone(kernel, () => resolve({ kind: 'lost' }));
      stop = () => {
        lookNoMore();
        signal?.removeEventListener('abort', onAbort);
        kernel.statusChanged.disconnect(onChange);
        kernel.connectionStatusChanged.disconnect(onConnection);
        kernel.disposed.disconnect(onChange);
      };
      const onLate = () =>
        elsewhere.has(kernel)
          ? void isGone(kernel).then(isLost =>
              resolve({ kind: isLost ? 'lost' : 'late' })
            )
          : resolve({ kind: 'late' });
      timer = setTimeout(onLate, seconds * 1000);
      signal?.addEventListener('abort', onAbort);
      kernel.statusChanged.connect(onChange);
      kernel.connectionStatusChanged.connect(onConnection);
      kernel.disposed.connect(onChange);
      this._reply?.then(
        reply => resolve({ kind: 'reply', content: reply.content }),
        // Rejected without a reply: its process is another one by now.
        () => resolve({ kind: 'died' })
      );
      if (signal?.aborted) {
        onAbort();
      }
      onChange();
    });
    try {
      return await ending;
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  /**
   * Whether the request, or its reply, was lost with an earlier connection. A
   * kernel answers in turn, and the server keeps what came while nobody was
   * connected: whoever asks now has the answer after ours. Without an answer
   * nothing is known.
   */
  private async _isLost(): Promise<boolean> {
    const answer = await this._kernel.requestKernelInfo();
    return answer !== undefined && !this._replied;
  }

  /** Listen no more. The kernel goes on with it unless it is interrupted. */
  dispose(): void {
    this._future?.dispose();
  }

  private _isSent: boolean;
  private _started = false;
  private _replied = false;
  private _lag: ReturnType<typeof setTimeout> | undefined;
  private readonly _future?: Kernel.IShellFuture<
    KernelMessage.IExecuteRequestMsg,
    KernelMessage.IExecuteReplyMsg
  >;
  private readonly _reply?: Promise<KernelMessage.IExecuteReplyMsg>;
}

/**
 * A kernel that goes away while its connection stands died. One that is gone
 * when the connection comes back went with its server: no candidate did that.
 */
export function healthOf(
  kernel: Kernel.IKernelConnection
): 'well' | 'died' | 'lost' {
  const { status, connectionStatus } = kernel;
  if (status === 'restarting' || status === 'autorestarting') {
    return 'died';
  }
  if (connectionStatus === 'disconnected') {
    return 'lost';
  }
  if (status === 'dead') {
    return connectionStatus === 'connected' ? 'died' : 'lost';
  }
  return 'well';
}
