import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { messageOf } from '../../base/messageOf';
import type { RunRequest } from '../../run/config';
import type { IRun, IRunStatus } from '../../run/interfaces';
import { Driven } from '../../run/live/driven';
import type { IUserRequest } from '../../run/userRequests';
import { budgetFor } from './budgetFor';
import type { IEngine } from './engine';
import type { RunView } from './runView';
import { Runs } from './runs';

/** What a person waits for: a run's folder is made or read, or the server takes it over. */
export type Wait = 'create' | 'read' | 'handOver';

/**
 * What AIDE does for one notebook: the runs that lie beside it, and the one that
 * is shown. It outlives the notebook's tab, so that a run goes on.
 */
export class Session implements IDisposable {
  constructor(
    readonly engine: IEngine,
    notebook: NotebookPanel
  ) {
    this._notebook = notebook;
    this._path = notebook.context.path;
    this.runs = new Runs(engine);
    this.runs.changed.connect(() => this._changed.emit());
  }

  /** The runs beside the notebook. */
  readonly runs: Runs;

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

  /** The ids of what a person asked for, where the run goes on for that alone. */
  get asked(): readonly string[] {
    return this._asked;
  }

  /** Anything of the above changed. The run itself has signals of its own. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The run came to its end by itself; the argument is what was shown of it. */
  get finished(): ISignal<this, RunView> {
    return this._finished;
  }

  /** The run paused because something outside it needs a person. */
  get held(): ISignal<this, RunView> {
    return this._held;
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
    await this._try(null, async () => {
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
        await this._show(run);
        if (resume && isCutOff && !run.watching?.driver) {
          void this.resume();
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
    await this._try('create', async () => {
      const run = await this.engine.create(request);
      await this._show(run);
      if (code !== null) {
        await run.ask({ parent: null, hint: '', code });
      }
      if (background) {
        await this.engine.background(run.path);
        await this._show(await this.engine.open(run.path));
      } else {
        void this.resume();
      }
    });
  }

  /** Show a run of before, and go on with it where that is asked. */
  async open(path: string, options: { resume: boolean }): Promise<void> {
    await this._try('read', async () => {
      await this._show(await this.engine.open(path));
      if (options.resume) {
        void this.resume();
      }
    });
  }

  /** Let the run that is shown go on until it comes to rest. */
  async resume(): Promise<void> {
    const view = this._view;
    if (view === null) {
      return;
    }
    await this._try(null, async () => {
      this._isStopped = false;
      if (this._isUndriven) {
        await this._driveHere();
      }
      await this._work();
    });
  }

  /**
   * Have the run that is shown, which is at rest, try so many solutions more than it
   * did.
   */
  async extend(more: number): Promise<void> {
    await this._try(null, async () => {
      if (this._isUndriven) {
        await this._driveHere();
      }
      const { run } = this._view!;
      await run.extend(budgetFor(more, run));
      void this.resume();
    });
  }

  /** Verify the best of the run that is shown, which is at rest. */
  async verify(): Promise<void> {
    const view = this._view;
    if (view === null) {
      return;
    }
    await this._try(null, async () => {
      if (this._isUndriven) {
        await this._driveHere();
      }
      await this._view?.run.verify();
    });
  }

  /** Drive the run from here, whoever drives it now. */
  async takeOver(): Promise<void> {
    const path = this._view?.run.path;
    if (path !== undefined) {
      await this._try(null, async () => {
        await this._show(await this.engine.drive(path));
        await this._work({ take: true });
      });
    }
  }

  /** Have the server keep the run going, so that this tab can be closed. */
  async handOver(): Promise<void> {
    const run = this._view?.run;
    if (!run) {
      return;
    }
    await this._try('handOver', async () => {
      this._problem = await this.engine.backgroundProblem();
      if (this._problem === '') {
        this._isLeft = true;
        await run.leave();
        await this.engine.background(run.path);
        await this._show(await this.engine.open(run.path));
      }
    });
  }

  /** Give whoever writes a hint. */
  async hint(text: string): Promise<void> {
    await this._try(null, async () => this._view?.run.hint(text));
  }

  /**
   * Have a solution made that a person asks for; a run at rest goes on for it. It
   * is what is looked at next.
   */
  async ask(wish: IUserRequest): Promise<void> {
    await this._try(null, async () => {
      if (this._isUndriven) {
        await this._driveHere();
      }
      const view = this._view!;
      const { run } = view;
      const isAlone =
        this._asked.length > 0 || (view.isAtRest && !view.canGoOn);
      const before = run.tree.size;
      await run.ask(wish);
      const [asked] = [...run.tree.solutions].slice(before);
      if (asked?.asked && this._view?.run === run) {
        if (isAlone) {
          this._asked.push(asked.id);
        }
        this.select(asked.id);
      }
      if (!isWorking(run.status)) {
        void this.resume();
      }
    });
  }

  /** Have the search build no more on a solution and what came of it, or again. */
  async closeNode(id: string, closed: boolean): Promise<void> {
    await this._try(null, async () => {
      if (this._isUndriven) {
        await this._driveHere();
      }
      await this._view!.run.close(id, closed);
    });
  }

  /** Interrupt what is under way and bring the run to rest. */
  async stop(): Promise<void> {
    this._isStopped = true;
    await this._try(null, async () => this._view?.run.stop());
  }

  /** Leave the run, which must be at rest, for the form. */
  leave(): void {
    this._close();
    void this._try(null, () => this.runs.list(this.path));
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._close();
    Signal.clearData(this);
  }

  private async _show(run: IRun): Promise<void> {
    const view = await this.engine.view(run);
    // Another way of looking at the same run keeps what is looked at.
    const selected = this._view?.run.path === run.path ? this._selected : null;
    this._close();
    this._view = view;
    this._selected = selected;
    this._isLeft = false;
    this._isWorking = isWorking(run.status);
    run.statusChanged.connect(this._onStatus, this);
    this._changed.emit();
  }

  /** Whether the run that is shown is watched, with nobody to do what is asked. */
  private get _isUndriven(): boolean {
    return this._view?.run.watching?.driver === null;
  }

  private async _driveHere(): Promise<void> {
    await this._show(await this.engine.drive(this._view!.run.path));
  }

  /** Let the run go on; watch it where somebody else drives it. */
  private async _work(options?: { take: boolean }): Promise<void> {
    const run = this._view!.run;
    try {
      await run.start(options);
    } catch (error) {
      if (!(error instanceof Driven)) {
        throw error;
      }
      if (this._view?.run === run) {
        await this._show(await this.engine.open(run.path));
      }
    }
  }

  /** Tell of an end that nobody here asked for. */
  private _onStatus(_: IRun, status: IRunStatus): void {
    const wasWorking = this._isWorking;
    this._isWorking = isWorking(status);
    const view = this._view;
    if (view === null || !wasWorking || this._isWorking || this._isLeft) {
      return;
    }
    if (status.fault) {
      this._held.emit(view);
    } else if (status.phase === 'finished' && !this._isStopped) {
      this._finished.emit(view);
    }
    if (status.phase === 'finished') {
      this._asked = [];
    }
  }

  private _close(): void {
    const view = this._view;
    this._view = null;
    this._selected = null;
    this._asked = [];
    view?.run.statusChanged.disconnect(this._onStatus, this);
    view?.dispose();
    view?.run.dispose();
  }

  /** Do something that takes a while; a failure becomes a sentence. */
  private async _try(
    busy: Wait | null,
    work: () => Promise<void>
  ): Promise<void> {
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

  private _notebook: NotebookPanel | null;
  private _path: string;
  private _view: RunView | null = null;
  private _selected: string | null = null;
  private _problem = '';
  private _asked: string[] = [];
  private _busy: Wait | null = null;
  private _isStopped = false;
  private _isWorking = false;
  /** Whether the run is being handed over. */
  private _isLeft = false;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _finished = new Signal<this, RunView>(this);
  private readonly _held = new Signal<this, RunView>(this);
}

function isWorking({ phase }: IRunStatus): boolean {
  return phase !== 'paused' && phase !== 'finished';
}
