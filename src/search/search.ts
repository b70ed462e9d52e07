import type { TreeEvent } from './events';
import { Fault, type ICoder, type IRecorder, type IRunner } from './interfaces';
import { Ledger } from './ledger';
import { CodingOperator } from './operator';
import type { SearchNotice } from './notices';
import { Pipeline } from './pipeline';
import type { ISearchPolicy } from './policy';
import { stepRandom } from './random';
import type { Task } from './task';
import type { SolutionTree } from './tree';

export type { SearchNotice };

/** How a search came to rest. */
export interface ISearchRest {
  state: 'finished' | 'paused' | 'stopped';
  /** A sentence for people. */
  reason: string;
  /** Where something outside stopped it. */
  fault: Fault | null;
}

/** What a search keeps to. */
export interface ISearchSettings {
  /** How many solutions π may choose, cancelled ones included. */
  steps: number;
  /** Solutions under way at once; 1 is AIDE's own sequence. */
  slots: number;
  /** Seed of everything that is drawn. */
  seed: number;
  /** Seconds of work after which nothing new is begun; `null` for no limit. */
  timeBudget: number | null;
  /** Tokens that a whole prompt may take. */
  promptTokens: number;
  /** Ask the coder for a review of failed solutions too, as AIDE does. */
  reviewFailures: boolean;
  /** Seconds of work that were spent before, where a run is resumed. */
  elapsed?: number;
}

/** What a search is made of. */
export interface ISearchOptions {
  task: Task;
  /** T as far as it was grown; the search goes on from there. */
  tree: SolutionTree;
  policy: ISearchPolicy;
  coder: ICoder;
  runner: IRunner;
  recorder: IRecorder;
  settings: ISearchSettings;
  /** Milliseconds from any origin, at the pace of real time. */
  clock: () => number;
  /** Must not throw. */
  notify: (notice: SearchNotice) => void;
  /** What an earlier search over this tree could not record, see `Search.unrecorded`. */
  unrecorded?: readonly TreeEvent[];
}

/**
 * The loop of AIDE over asynchronous slots. Each slot takes one solution after
 * another from π's choice to its evaluation:
 *
 *     select → write → run → evaluate by the facts → review → evaluate
 *
 * Whatever happens is recorded before the search acts on it, in the order in
 * which the tree takes it in. So the tree alone says where each solution stands,
 * and `start` goes on from any tree: one that was just begun, was paused, or was
 * cut off anywhere.
 */
export class Search {
  constructor(options: ISearchOptions) {
    const { task, tree, coder, runner, recorder, settings, notify } = options;
    this._options = options;
    this._spent = settings.elapsed ?? 0;
    this._ledger = new Ledger({
      tree,
      recorder,
      unrecorded: options.unrecorded ?? [],
      onFault: error => this._onFault(error, 'storage'),
      onEvent: event => this._onEvent(event)
    });
    this._pipeline = new Pipeline({
      task,
      tree,
      operator: new CodingOperator(task, settings.promptTokens),
      coder,
      runner,
      ledger: this._ledger,
      reviewFailures: settings.reviewFailures,
      notify,
      onFault: (error, kind) => this._onFault(error, kind)
    });
  }

  /** Seconds of work so far, pauses left out. */
  get elapsed(): number {
    return this._since === null
      ? this._spent
      : this._spent + (this._options.clock() - this._since) / 1000;
  }

  /**
   * What happened but could not be recorded, a paid reply perhaps. `start`
   * records it first; a new search over the same tree is to be given it.
   */
  get unrecorded(): readonly TreeEvent[] {
    return this._ledger.unrecorded;
  }

  /**
   * Go on until the budget is spent, first with what is under way in the tree;
   * takes back a pause, too. Resolves when the search comes to rest, and never
   * rejects for what coder, runner or recorder do. While a stop is still
   * interrupting, this waits for that and begins nothing.
   */
  start(): Promise<ISearchRest> {
    if (this._rest !== null && this._wish === 'stop') {
      return this._rest;
    }
    this._wish = 'go';
    this._fault = null;
    this._ledger.retry();
    while (this._slots.size < this._options.settings.slots) {
      this._openSlot();
    }
    this._rest ??= this._untilRest();
    return this._rest;
  }

  /** Begin nothing new, let what is under way finish. */
  pause(): void {
    if (this._wish === 'go') {
      this._wish = 'pause';
    }
  }

  /**
   * Interrupt what is under way and come to rest. What is interrupted keeps its
   * last recorded state and is taken up by the next `start`.
   */
  stop(): void {
    this._wish = 'stop';
    for (const controller of this._underWay.values()) {
      controller.abort();
    }
  }

  /**
   * Cancel one solution, under way or left for the next `start`. Nothing happens
   * to one that is settled.
   *
   * @param reason - a sentence for people.
   * @returns whether it is cancelled, and that is recorded.
   */
  async cancel(id: string, reason = 'Cancelled.'): Promise<boolean> {
    this._underWay.get(id)?.abort();
    const isCancelled = await this._ledger.record({
      type: 'cancel',
      id,
      reason
    });
    // It may have been taken up while the event was being recorded.
    this._underWay.get(id)?.abort();
    return isCancelled;
  }

  private _openSlot(): void {
    const slot = this._work()
      // Only a mistake in the search or in π gets here, and it ends the search.
      .catch(error => {
        this._mistake ??= { error };
      })
      .finally(() => this._slots.delete(slot));
    this._slots.add(slot);
  }

  /** One slot: one solution after another. */
  private async _work(): Promise<void> {
    for (let id = await this._next(); id !== null; id = await this._next()) {
      await this._pipeline.advance(id, this._underWay.get(id)!.signal);
      this._underWay.delete(id);
    }
  }

  /** What a slot takes up next: what was left unfinished, else π's choice. */
  private async _next(): Promise<string | null> {
    await this._ledger.settled;
    if (!this._goesOn) {
      return null;
    }
    const { pending } = this._options.tree;
    const left = pending.find(solution => !this._underWay.has(solution.id));
    if (left) {
      this._takeUp(left.id);
      return left.id;
    }
    const event = await this._ledger.commit(() => this._choose());
    return event?.id ?? null;
  }

  /** π's choice as an event; `null` where nothing new may be begun. */
  private _choose(): Extract<TreeEvent, { type: 'select' }> | null {
    if (!this._goesOn || this._budgetSpent() !== null) {
      return null;
    }
    const { tree, policy, settings } = this._options;
    const step = tree.size + 1;
    const { stage, parent } = policy.next(
      tree,
      tree.pending,
      stepRandom(settings.seed, step)
    );
    const id = String(step).padStart(4, '0');
    return { type: 'select', id, step, stage, parent };
  }

  private _onEvent(event: TreeEvent): void {
    // At once, so that no other slot takes it for something left unfinished.
    if (event.type === 'select') {
      this._takeUp(event.id);
    }
    this._options.notify({ type: 'tree', event });
  }

  private _takeUp(id: string): void {
    const controller = new AbortController();
    if (this._wish === 'stop') {
      controller.abort();
    }
    this._underWay.set(id, controller);
  }

  private _onFault(error: unknown, kind: Fault['kind']): void {
    this._fault ??=
      error instanceof Fault
        ? error
        : new Fault(
            `${SOURCES[kind]} failed in a way that was not foreseen: ${
              error instanceof Error ? error.message : String(error)
            }`,
            kind,
            { cause: error }
          );
  }

  private get _goesOn(): boolean {
    return (
      this._wish === 'go' && this._fault === null && this._mistake === null
    );
  }

  /** A sentence, where no new solution may be begun. */
  private _budgetSpent(): string | null {
    const { steps, timeBudget } = this._options.settings;
    if (this._options.tree.size >= steps) {
      return steps === 1
        ? 'The one step is done.'
        : `All ${steps} steps are done.`;
    }
    return timeBudget !== null && this.elapsed >= timeBudget
      ? `The time of ${timeBudget} s is spent.`
      : null;
  }

  private async _untilRest(): Promise<ISearchRest> {
    this._since = this._options.clock();
    do {
      await Promise.race(this._slots);
      await this._ledger.settled;
    } while (this._slots.size > 0);
    this._spent = this.elapsed;
    this._since = null;
    this._rest = null;
    if (this._mistake) {
      const { error } = this._mistake;
      this._mistake = null;
      throw error;
    }
    return this._restState();
  }

  private _restState(): ISearchRest {
    const fault = this._fault;
    if (fault) {
      return { state: 'paused', reason: fault.message, fault };
    }
    const spent = this._budgetSpent();
    if (spent !== null && this._options.tree.pending.length === 0) {
      return { state: 'finished', reason: spent, fault };
    }
    return this._wish === 'stop'
      ? { state: 'stopped', reason: 'Stopped.', fault }
      : { state: 'paused', reason: 'Paused.', fault };
  }

  private readonly _options: ISearchOptions;
  private readonly _ledger: Ledger;
  private readonly _pipeline: Pipeline;
  private readonly _slots = new Set<Promise<void>>();
  /** What the slots hold, by id, and how each is interrupted. */
  private readonly _underWay = new Map<string, AbortController>();
  private _wish: 'go' | 'pause' | 'stop' = 'go';
  private _fault: Fault | null = null;
  private _mistake: { error: unknown } | null = null;
  private _rest: Promise<ISearchRest> | null = null;
  /** Seconds of work before the present start. */
  private _spent: number;
  /** The clock when the present start began. */
  private _since: number | null = null;
}

/** The parts of the world, as they are named to people. */
const SOURCES: Record<Fault['kind'], string> = {
  model: 'The coder',
  kernel: 'The kernel',
  storage: 'Writing to the run folder'
};
