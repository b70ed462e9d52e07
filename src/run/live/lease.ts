import type { ServerConnection } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { ExternalError } from '../../base/externalError';
import type { JournalEntry } from '../folder/entry';
import type { RunCommand } from '../commands';
import type { IRun, IStreamed } from '../interfaces';
import { Driven } from './driven';
import { liveRuns, ToDriver } from './hub';
import { backOff, HubSocket } from './hubSocket';
import { liveStatusOf } from './liveStatus';

/** Seconds that a driver waits for its server before it gives up a save. */
const PATIENCE = 20;
/** Seconds that connecting may take. */
const CONNECTING = 10;
/** Milliseconds between two texts that are streamed of one solution. */
const PACE = 200;

/** How the lease of a run is held. */
export interface ILeaseOptions {
  settings: ServerConnection.ISettings;
  /** Take the lease from whoever has it. */
  take: boolean;
  /** Somebody else has the lease now: leave the run at once, as it is. */
  onTaken: () => void;
  /** Somebody who watches asks for something. */
  onCommand: (command: RunCommand) => void;
}

/**
 * The right to drive a run, as the hub gives it: everybody who watches is told what
 * happens in the run, and asks for things by it. It is a WebSocket; where that is cut,
 * it is asked for again at once.
 */
export class Lease implements IDisposable {
  private constructor(
    private readonly _run: IRun,
    private readonly _options: ILeaseOptions
  ) {
    _run.statusChanged.connect(this._tellStatus, this);
    _run.streamed.connect(this._onStreamed, this);
  }

  /**
   * Take the lease of a run.
   *
   * @returns `null` on a server without a hub, where nobody is told.
   * @throws Driven - somebody else has it, and it is not to be taken.
   * @throws ExternalError - `storage`: the server does not answer.
   */
  static async begin(run: IRun, options: ILeaseOptions): Promise<Lease | null> {
    if ((await liveRuns(options.settings)) === null) {
      return null;
    }
    const lease = new Lease(run, options);
    lease._connect(options.take);
    try {
      await lease._granted(CONNECTING);
    } catch (error) {
      lease.dispose();
      throw error;
    }
    return lease;
  }

  /** Why it is not held any more. */
  get lost(): Driven | null {
    return this._lost;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Wait until nobody else can be driving: at once, but where the connection is
   * cut.
   *
   * @throws Driven - somebody else has taken the run.
   * @throws ExternalError - `storage`: the server does not come back.
   */
  held(): Promise<void> {
    return this._granted(PATIENCE);
  }

  /** Tell of what is in the journal now. */
  tell(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this._socket?.send({ type: 'event', entry });
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._run.statusChanged.disconnect(this._tellStatus, this);
    this._run.streamed.disconnect(this._onStreamed, this);
    this._socket?.dispose();
  }

  private _connect(take: boolean): void {
    this._socket = new HubSocket({
      settings: this._options.settings,
      endpoint: 'drive',
      query: { run: this._run.path, take: take ? '1' : '0', id: this._id },
      schema: ToDriver,
      onMessage: message => this._onMessage(message),
      onClose: () => this._onClose()
    });
  }

  private _onMessage(message: ToDriver): void {
    switch (message.type) {
      case 'granted':
        this._isHeld = true;
        this._attempt = 0;
        this._tellStatus();
        break;
      case 'refused':
        this._lose(new Driven(message.by));
        break;
      case 'taken':
        this._lose(new Driven(null));
        break;
      case 'command':
        this._options.onCommand(message.command);
        break;
    }
    this._wake();
  }

  private _onClose(): void {
    this._isHeld = false;
    if (!this._isDisposed && this._lost === null) {
      this._timer = setTimeout(
        () => this._connect(false),
        backOff(this._attempt++)
      );
    }
  }

  private _lose(lost: Driven): void {
    if (this._lost === null) {
      const wasGranted = this._isHeld || this._attempt > 0;
      this._lost = lost;
      this._isHeld = false;
      if (wasGranted) {
        this._options.onTaken();
      }
    }
  }

  /** Wait for the lease, within so many seconds. */
  private async _granted(seconds: number): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!this._isHeld) {
      if (this._lost) {
        throw this._lost;
      }
      const left = deadline - performance.now();
      if (left <= 0 || this._isDisposed) {
        throw new ExternalError(
          'The Jupyter server cannot be reached, so nothing more is saved. Go on once it is back.',
          'storage'
        );
      }
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>(resolve => {
        this._waiters.push(resolve);
        timer = setTimeout(resolve, left);
      });
      clearTimeout(timer);
    }
  }

  private _wake(): void {
    this._waiters.splice(0).forEach(wake => wake());
  }

  private _tellStatus(): void {
    this._socket?.send({ type: 'status', status: liveStatusOf(this._run) });
  }

  private _onStreamed(_: IRun, streamed: IStreamed): void {
    const now = performance.now();
    const last = this._streamedAt.get(streamed.id) ?? -Infinity;
    if (now - last >= PACE) {
      this._streamedAt.set(streamed.id, now);
      this._socket?.send({ type: 'stream', ...streamed });
    }
  }

  private readonly _id = UUID.uuid4();
  private _socket: HubSocket<ToDriver> | null = null;
  private _isHeld = false;
  private _lost: Driven | null = null;
  private _attempt = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private readonly _waiters: (() => void)[] = [];
  private readonly _streamedAt = new Map<string, number>();
  private _isDisposed = false;
}
