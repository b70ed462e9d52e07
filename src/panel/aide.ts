import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IEngine } from './model/engine';
import type { RunView } from './model/runView';
import { Session } from './model/session';
import type { IAide } from './tokens';

/** Keeps a session for each notebook, and tells which one is in front. */
export class Aide implements IAide {
  constructor(
    private readonly _tracker: INotebookTracker,
    private readonly _engine: IEngine,
    readonly settings: () => Record<string, unknown>
  ) {
    _tracker.currentChanged.connect(this._update, this);
    _tracker.widgetAdded.connect((_, notebook) => {
      notebook.disposed.connect(this._update, this);
    });
    this._update();
  }

  /**
   * The session of the notebook in front. Where no notebook is open, the last
   * one that has a run.
   */
  get session(): Session | null {
    return this._session;
  }

  get changed(): ISignal<IAide, void> {
    return this._changed;
  }

  get finished(): ISignal<IAide, { session: Session; view: RunView }> {
    return this._finished;
  }

  get held(): ISignal<IAide, { session: Session; view: RunView }> {
    return this._held;
  }

  find(path: string): Session | null {
    return this._sessions.get(path) ?? null;
  }

  private _update(): void {
    const notebook = this._tracker.currentWidget;
    const session =
      notebook && !notebook.isDisposed
        ? this._of(notebook)
        : ([...this._sessions.values()].reverse().find(each => each.view) ??
          null);
    if (session !== this._session) {
      this._session = session;
      this._changed.emit();
    }
  }

  private _of(notebook: NotebookPanel): Session {
    const known = this._sessions.get(notebook.context.path);
    if (known) {
      if (known.notebook !== notebook) {
        known.notebook = notebook;
        this._watchPath(known, notebook);
      }
      return known;
    }
    const session = new Session(this._engine, notebook);
    this._sessions.set(session.path, session);
    session.changed.connect(() => this._changed.emit());
    session.ends.finished.connect((_, view) =>
      this._finished.emit({ session, view })
    );
    session.ends.held.connect((_, view) => this._held.emit({ session, view }));
    this._watchPath(session, notebook);
    return session;
  }

  private _watchPath(session: Session, notebook: NotebookPanel): void {
    notebook.context.pathChanged.connect((_, path) => {
      this._sessions.delete(session.path);
      session.path = path;
      this._sessions.set(path, session);
    });
  }

  private _session: Session | null = null;
  private readonly _sessions = new Map<string, Session>();
  private readonly _changed = new Signal<IAide, void>(this);
  private readonly _finished = new Signal<
    IAide,
    { session: Session; view: RunView }
  >(this);
  private readonly _held = new Signal<
    IAide,
    { session: Session; view: RunView }
  >(this);
}
