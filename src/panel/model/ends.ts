import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { isAtRest } from '../../run/atRest';
import type { IRun, IRunStatus } from '../../run/interfaces';
import type { RunView } from './runView';

/** Tells how the run that is shown comes to rest, where nobody here asked for that. */
export class Ends implements IDisposable {
  /** The run came to its end by itself; the argument is what was shown of it. */
  get finished(): ISignal<this, RunView> {
    return this._finished;
  }

  /** The run paused because something outside it needs a person. */
  get held(): ISignal<this, RunView> {
    return this._held;
  }

  /** The ids of what a person asked for, where the run goes on for that alone. */
  get asked(): readonly string[] {
    return this._asked;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether a person stopped the run: its end is no news to them. */
  isStopped = false;

  /** Whether the run is being handed over: that it rests here is no end. */
  isLeft = false;

  /** Watch another run than before; `null`: none. */
  watch(view: RunView | null): void {
    this._view?.run.statusChanged.disconnect(this._onStatus, this);
    this._view = view;
    this._asked = [];
    this.isLeft = false;
    this._isWorking = view !== null && !isAtRest(view.run.status);
    view?.run.statusChanged.connect(this._onStatus, this);
  }

  /** The run goes on for what a person asked for alone. */
  waitFor(id: string): void {
    this._asked.push(id);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.watch(null);
    Signal.clearData(this);
  }

  private _onStatus(_: IRun, status: IRunStatus): void {
    const wasWorking = this._isWorking;
    this._isWorking = !isAtRest(status);
    const view = this._view;
    if (view === null || !wasWorking || this._isWorking || this.isLeft) {
      return;
    }
    if (status.fault) {
      this._held.emit(view);
    } else if (status.phase === 'finished' && !this.isStopped) {
      this._finished.emit(view);
    }
    if (status.phase === 'finished') {
      this._asked = [];
    }
  }

  private _view: RunView | null = null;
  private _asked: string[] = [];
  private _isWorking = false;
  private _isDisposed = false;
  private readonly _finished = new Signal<this, RunView>(this);
  private readonly _held = new Signal<this, RunView>(this);
}
