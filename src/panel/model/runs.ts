import { Signal, type ISignal } from '@lumino/signaling';
import { messageOf } from '../../base/messageOf';
import type { IRunEntry } from '../../run/folder/folder';
import type { IEngine } from './engine';
import type { IStanding } from './standing';

/** The runs that lie beside a notebook, and how each of them stands. */
export class Runs {
  constructor(private readonly _engine: IEngine) {}

  /**
   * All of them, newest first, those of other notebooks and of the terminal
   * included; `null` before they were looked for.
   */
  get all(): readonly IRunEntry[] | null {
    return this._all;
  }

  /** The notebook's own, newest first, and those that cannot be opened. */
  get own(): readonly IRunEntry[] {
    return (this._all ?? []).filter(
      ({ file }) => file === null || file.config.notebook === this._notebook
    );
  }

  /** Whether somebody drives a run, or it went on without a tab. */
  isLive(path: string): boolean {
    return this._live.has(path);
  }

  /** How a run stands; `null` before that was read, or where it cannot be. */
  standing(path: string): IStanding | null {
    return this._standings.get(path) ?? null;
  }

  /** Why it cannot be read how a run stands; empty where it can. */
  problem(path: string): string {
    return this._problems.get(path) ?? '';
  }

  /** They were looked for anew, or it was read how one stands. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Look for those beside a notebook. @throws ExternalError */
  async list(notebook: string): Promise<void> {
    const [all, live] = await Promise.all([
      this._engine.list(notebook),
      this._engine.live()
    ]);
    this._notebook = notebook;
    this._all = all;
    this._live = live;
    this._standings.clear();
    this._problems.clear();
    this._changed.emit();
  }

  /** Read how a run stands, where that is not known yet. */
  async read(path: string): Promise<void> {
    if (this._standings.has(path) || this._problems.has(path)) {
      return;
    }
    const all = this._all;
    let keep: () => void;
    try {
      const standing = await this._engine.standing(path);
      keep = () => this._standings.set(path, standing);
    } catch (error) {
      keep = () => this._problems.set(path, messageOf(error));
    }
    if (this._all === all) {
      keep();
      this._changed.emit();
    }
  }

  private _notebook = '';
  private _all: readonly IRunEntry[] | null = null;
  private _live: ReadonlySet<string> = new Set();
  private readonly _standings = new Map<string, IStanding>();
  private readonly _problems = new Map<string, string>();
  private readonly _changed = new Signal<this, void>(this);
}
