import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { messageOf } from '../../base/messageOf';
import type { RunRequest } from '../../run/config';
import type { IRun } from '../../run/interfaces';
import { Ends } from './ends';
import type { IEngine } from './engine';
import { Evidences } from './evidences';
import { Runs } from './runs';
import type { RunView } from './runView';
import { Steering, type IShowing, type Wait } from './steering';

/**
 * What AIDE does for one notebook: the runs that lie beside it, and the one that
 * is shown. It outlives the notebook's tab, so that a run goes on.
 */
export class Session implements IShowing, IDisposable {
  constructor(
    readonly engine: IEngine,
    notebook: NotebookPanel
  ) {
    this._notebook = notebook;
    this._path = notebook.context.path;
    this.evidences = new Evidences(engine);
    this.runs = new Runs(engine);
    this.runs.changed.connect(() => this._changed.emit());
    this.steering = new Steering(engine, this, this.ends);
  }

  /** The runs beside the notebook. */
  readonly runs: Runs;

  /** The evidence for solutions that was asked for. */
  readonly evidences: Evidences;

  /** How the run that is shown comes to rest. */
  readonly ends = new Ends();

  /** What a person does with the run that is shown. */
  readonly steering: Steering;

  /** The notebook's tab; `null` while it is closed. */
  get notebook(): NotebookPanel | null {
    return this._notebook?.isDisposed ? null : this._notebook;
  }

  set notebook(notebook: NotebookPanel | null) {
    this._notebook = notebook;
    this._changed.emit();
  }

  /** Where the notebook is, from the server's root. */
  get path(): string {
    return this._path;
  }

  set path(path: string) {
    this._path = path;
    this._changed.emit();
  }

  /** The run that is shown; `null` while the form is. */
  get view(): RunView | null {
    return this._view;
  }

  /** The solution whose details are shown. */
  get selected(): string | null {
    return this._selected;
  }

  /** What went wrong last, as a sentence; empty where nothing did. */
  get problem(): string {
    return this._problem;
  }

  /** What the person waits for; `null` where it is nothing. */
  get busy(): Wait | null {
    return this._busy;
  }

  /** Anything of the above changed. The run itself has signals of its own. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  select(id: string | null): void {
    this._selected = id;
    this._changed.emit();
  }

  /**
   * Look for the notebook's runs, and show the one that goes on without this
   * tab, else the newest where it was cut off: it waits there to be gone on with.
   *
   * @param options - `resume`: go on with it where nobody does.
   */
  async look({ resume = false } = {}): Promise<void> {
    await this.attempt(null, async () => {
      await this.runs.list(this.path);
      const { own } = this.runs;
      const live = own.find(({ path }) => this.runs.isLive(path));
      const newest = live ?? own[0];
      if (!newest?.file || this._view !== null) {
        return;
      }
      const run = await this.engine.open(newest.path);
      const isCutOff = run.status.phase === 'paused' && run.tree.size > 0;
      if (isCutOff || live) {
        await this.show(run);
        if (resume && isCutOff && !run.watching?.driver) {
          void this.steering.resume();
        }
      } else {
        run.dispose();
      }
    });
  }

  /**
   * Begin a new run.
   *
   * @param options - `background`: the server keeps it going, not this tab;
   *   `code`: a script of the person's own, the first draft.
   */
  async start(
    request: RunRequest,
    { background = false, code = null as string | null } = {}
  ): Promise<void> {
    await this.attempt('create', async () => {
      const run = await this.engine.create(request);
      await this.show(run);
      if (code !== null) {
        await run.command({ do: 'ask', parent: null, hint: '', code });
      }
      if (background) {
        await this.steering.background(run);
      } else {
        void this.steering.resume();
      }
    });
  }

  /** Show a run of before, and go on with it where that is asked. */
  async open(path: string, options: { resume: boolean }): Promise<void> {
    await this.attempt('read', async () => {
      await this.show(await this.engine.open(path));
      if (options.resume) {
        void this.steering.resume();
      }
    });
  }

  /** Leave the run, which must be at rest, for the form. */
  leave(): void {
    this._close();
    void this.attempt(null, () => this.runs.list(this.path));
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._close();
    this.ends.dispose();
    Signal.clearData(this);
  }

  /** Show a run; the one before is closed. */
  async show(run: IRun): Promise<void> {
    const view = await this.engine.view(run);
    // Another way of looking at the same run keeps what is looked at.
    const selected = this._view?.run.path === run.path ? this._selected : null;
    this._close();
    this._view = view;
    this._selected = selected;
    this.ends.watch(view);
    this._changed.emit();
  }

  /** Do something that takes a while; a failure becomes a sentence. */
  async attempt(busy: Wait | null, work: () => Promise<void>): Promise<void> {
    this._busy = busy;
    this._problem = '';
    this._changed.emit();
    try {
      await work();
    } catch (error) {
      this._problem = messageOf(error);
    } finally {
      this._busy = null;
      if (!this._isDisposed) {
        this._changed.emit();
      }
    }
  }

  private _close(): void {
    const view = this._view;
    this._view = null;
    this._selected = null;
    this.ends.watch(null);
    view?.dispose();
    view?.run.dispose();
  }

  private _notebook: NotebookPanel | null;
  private _path: string;
  private _view: RunView | null = null;
  private _selected: string | null = null;
  private _problem = '';
  private _busy: Wait | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
