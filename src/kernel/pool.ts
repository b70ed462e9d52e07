import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { callPython } from './callPython';
import { elsewhere } from './elsewhere';
import { endKernel, type IKernelLauncher } from './launcher';
import { healthOf } from './request';
import { CANDIDATE } from './together';

/** A kernel for one candidate, and for no other. */
export interface IKernelLease {
  readonly kernel: Kernel.IKernelConnection;
  /**
   * Give it back: the kernel is ended, and who waits has its turn once it is.
   * What cannot be ended now is tried again by the pool's `shutdown`.
   */
  release(): Promise<void>;
}

/** What a pool is made of. */
export interface IKernelPoolOptions {
  launcher: IKernelLauncher;
  /** Kernels that run candidates at once. One spare comes on top. */
  size: number;
  /** Modules that spares import ahead, where they are installed. */
  preload: readonly string[];
}

/** Modules that are learned of all scripts of a run. */
const MOST_LEARNED = 100;
/** Seconds that a kernel on another machine waits for a candidate. */
const SPARE_LIMIT = 3600;
/** Seconds that importing the modules may take. */
const PRELOAD_LIMIT = 180;

/**
 * The kernels of a run: each fresh, used once, and ready when it is needed. While
 * the coder writes, a spare starts and imports what scripts usually import.
 */
export class KernelPool {
  /** Begins with the first spare right away. */
  constructor(private readonly _options: IKernelPoolOptions) {
    this._free = _options.size;
    this._prepareSpare();
  }

  /**
   * Wait for a turn and a kernel.
   *
   * @throws ExternalError - of kind `kernel`, where the kernel does not start.
   * @throws signal.reason - where the signal is aborted.
   */
  async acquire(signal: AbortSignal): Promise<IKernelLease> {
    await this._turn(signal);
    try {
      return this._lease(await this._take(signal));
    } catch (error) {
      this._endTurn();
      throw error;
    }
  }

  /**
   * Wait for a turn, and have a kernel that an earlier driver of the run left with
   * a candidate in it.
   *
   * @returns `null` where it is gone.
   * @throws ExternalError - of kind `kernel`, where the server does not answer.
   * @throws signal.reason - where the signal is aborted.
   */
  async adopt(id: string, signal: AbortSignal): Promise<IKernelLease | null> {
    await this._turn(signal);
    try {
      const kernel = await this._options.launcher.find(id);
      this._closing.signal.throwIfAborted();
      if (kernel) {
        this._kernels.add(kernel);
        return this._lease(kernel);
      }
    } catch (error) {
      this._endTurn();
      throw error;
    }
    this._endTurn();
    return null;
  }

  /**
   * Have kernels to come forked from a process that has imported what a script
   * was seen to import. Those that start cold don't: in their folder such a name
   * may be a file of the person's own.
   */
  learn(modules: readonly string[]): void {
    const room = MOST_LEARNED - this._learned.size;
    modules.slice(0, room).forEach(module => this._learned.add(module));
  }

  /**
   * End all kernels of the run, those that run candidates included.
   *
   * @throws ExternalError - where some cannot be ended.
   */
  async shutdown(): Promise<void> {
    this._closing.abort(closed());
    this._waiting.splice(0).forEach(waiter => waiter.refuse(closed()));
    this._spare = null;
    await Promise.allSettled(this._starting);
    await Promise.allSettled(
      [...this._kernels].map(kernel => this._end(kernel))
    );
    // One whose start was never heard of, because the connection failed.
    await this._options.launcher.orphans();
    if (this._kernels.size > 0) {
      throw new ExternalError(
        'Some kernels of this run could not be ended. Shut them down in the list of running kernels; what is left is ended when the run is opened next.',
        'kernel'
      );
    }
  }

  /**
   * Give no more kernels, and let go of those that run candidates: what runs in
   * them goes on, for somebody else to end. The others are ended.
   */
  async abandon(): Promise<void> {
    this._closing.abort(closed());
    this._waiting.splice(0).forEach(waiter => waiter.refuse(closed()));
    this._spare = null;
    for (const kernel of this._leased) {
      this._kernels.delete(kernel);
      kernel.dispose();
    }
    await Promise.allSettled(this._starting);
    await Promise.allSettled(
      [...this._kernels].map(kernel => this._end(kernel))
    );
  }

  private _lease(kernel: Kernel.IKernelConnection): IKernelLease {
    this._leased.add(kernel);
    return {
      kernel,
      release: async () => {
        this._leased.delete(kernel);
        // One that cannot be ended now is tried again by `shutdown`.
        await this._end(kernel).catch(() => undefined);
        this._endTurn();
      }
    };
  }

  private async _turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this._closing.signal.throwIfAborted();
    if (this._free > 0) {
      this._free--;
      return;
    }
    let waiter: IWaiter | undefined;
    const leave = () => {
      this._waiting.splice(this._waiting.indexOf(waiter!), 1);
      waiter!.refuse(signal.reason);
    };
    try {
      await new Promise<void>((resolve, reject) => {
        waiter = { admit: resolve, refuse: reject };
        this._waiting.push(waiter);
        signal.addEventListener('abort', leave);
      });
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  private _endTurn(): void {
    const next = this._waiting.shift();
    if (next) {
      next.admit();
    } else {
      this._free++;
    }
  }

  /** Take the spare, or another kernel where the spare is gone or did not start. */
  private async _take(signal: AbortSignal): Promise<Kernel.IKernelConnection> {
    for (;;) {
      signal.throwIfAborted();
      const spare = this._spare;
      const start = spare ?? this._start();
      this._spare = null;
      let kernel: Kernel.IKernelConnection;
      try {
        kernel = await untilAborted(start, signal);
      } catch (error) {
        if (signal.aborted) {
          this._spare ??= start;
        } else if (spare && !this._closing.signal.aborted) {
          continue;
        }
        throw error;
      }
      this._closing.signal.throwIfAborted();
      this._prepareSpare();
      if (healthOf(kernel) === 'well') {
        return kernel;
      }
      void this._end(kernel).catch(() => undefined);
    }
  }

  private _prepareSpare(): void {
    this._spare ??= this._start();
  }

  private _start(): Promise<Kernel.IKernelConnection> {
    const start = this._launch();
    this._starting.add(start);
    start.then(
      () => this._starting.delete(start),
      () => {
        // Told to whoever waits for it. Who comes later tries again.
        this._starting.delete(start);
        if (this._spare === start) {
          this._spare = null;
        }
      }
    );
    return start;
  }

  private async _launch(): Promise<Kernel.IKernelConnection> {
    const { signal } = this._closing;
    const kernel = await this._options.launcher.start(signal, [
      ...this._learned
    ]);
    this._kernels.add(kernel);
    try {
      // Where the end of the server does not end it, it ends itself.
      const seconds = elsewhere.has(kernel) ? SPARE_LIMIT : null;
      const args = { modules: [...this._options.preload], seconds };
      await callPython(kernel, CANDIDATE, 'warm', args, z.array(z.string()), {
        timeout: PRELOAD_LIMIT,
        signal
      });
    } catch (error) {
      await this._end(kernel).catch(() => undefined);
      throw error;
    }
    return kernel;
  }

  private async _end(kernel: Kernel.IKernelConnection): Promise<void> {
    if (!this._kernels.has(kernel)) {
      // Ended already, or abandoned.
      return;
    }
    await endKernel(kernel);
    this._kernels.delete(kernel);
  }

  /** Aborted once no more kernels are given. */
  private readonly _closing = new AbortController();
  private readonly _learned = new Set<string>();
  /** Semaphore that nobody has. */
  private _free: number;
  private readonly _waiting: IWaiter[] = [];
  private _spare: Promise<Kernel.IKernelConnection> | null = null;
  /** Every start under way, the spare's and those of who waits. */
  private readonly _starting = new Set<Promise<Kernel.IKernelConnection>>();
  /** Those that run candidates. */
  private readonly _leased = new Set<Kernel.IKernelConnection>();
  /** Every kernel that is not known to be ended. */
  private readonly _kernels = new Set<Kernel.IKernelConnection>();
}

interface IWaiter {
  admit: () => void;
  refuse: (reason: unknown) => void;
}

function closed(): Error {
  return new Error('The kernels of this run are shut down');
}

/** What a promise gives, or the signal's reason as soon as it is aborted. */
async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal
): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
