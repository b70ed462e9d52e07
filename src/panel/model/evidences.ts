import { Signal, type ISignal } from '@lumino/signaling';
import { messageOf } from '../../base/messageOf';
import type { IRun } from '../../run/interfaces';
import type { Evidence, Importance } from '../../task/evidence';
import type { IEngine } from './engine';

/** Something that is asked for, and comes or does not. */
export interface IAsked<T> {
  /** `null` until it is there. */
  value: T | null;
  /** Why it did not come, as a sentence; empty otherwise. */
  problem: string;
}

/** What was asked of a solution; `null` what was not. */
export interface IEvidenceShown {
  evidence: IAsked<Evidence> | null;
  importance: IAsked<Importance> | null;
}

/** The evidence for solutions that a person asked for, as long as their run is shown. */
export class Evidences {
  constructor(private readonly _engine: IEngine) {}

  /** Something was asked for, or came. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  of(run: IRun, id: string): IEvidenceShown {
    return (
      this._known.get(run)?.get(id) ?? { evidence: null, importance: null }
    );
  }

  /** Have the evidence for a solution made; once, unless that failed. */
  show(run: IRun, id: string): Promise<void> {
    return this._ask(run, id, 'evidence', () => this._engine.evidence(run, id));
  }

  /** Have it found out which columns a solution goes by, until {@link stop} is called. */
  weigh(run: IRun, id: string): Promise<void> {
    const ending = new AbortController();
    this._ending.set(run, ending);
    return this._ask(
      run,
      id,
      'importance',
      () => this._engine.importance(run, id, ending.signal),
      ending.signal
    );
  }

  /** No longer find out which columns a run's solution goes by. */
  stop(run: IRun): void {
    this._ending.get(run)?.abort();
  }

  private async _ask<K extends keyof IEvidenceShown>(
    run: IRun,
    id: string,
    what: K,
    work: () => Promise<Evidence | Importance>,
    signal?: AbortSignal
  ): Promise<void> {
    const before = this.of(run, id)[what];
    if (before !== null && before.problem === '') {
      return;
    }
    const keep = (asked: IAsked<Evidence | Importance> | null) => {
      const known = this._known.get(run) ?? new Map<string, IEvidenceShown>();
      known.set(id, { ...this.of(run, id), [what]: asked });
      this._known.set(run, known);
      this._changed.emit();
    };
    keep({ value: null, problem: '' });
    // What was stopped may be asked for again at once, whatever still comes of it.
    signal?.addEventListener('abort', () => keep(null), { once: true });
    let asked: IAsked<Evidence | Importance>;
    try {
      const value = await work();
      asked = { value, problem: value.problem };
    } catch (error) {
      asked = { value: null, problem: messageOf(error) };
    }
    if (!signal?.aborted) {
      keep(asked);
    }
  }

  private readonly _ending = new WeakMap<IRun, AbortController>();
  private readonly _known = new WeakMap<IRun, Map<string, IEvidenceShown>>();
  private readonly _changed = new Signal<this, void>(this);
}
