import { type ExternalError, externalErrorOf } from '../base/externalError';
import { stepRandom } from '../base/random';
import { Stopwatch } from '../base/stopwatch';
import type { TreeEvent } from '../solution/events';
import { idOf } from '../solution/solution';
import type { News } from '../task/news';
import type { IAdmission, ISearchWorld } from './interfaces';
import type { ISearchPolicy } from './policy';
import { SolutionStep } from './step';

/** How a search came to rest. */
export interface ISearchOutcome {
  state: 'finished' | 'paused' | 'stopped';
  /** What is told of that, beside the fault. */
  news: readonly News[];
  /** Where something outside stopped it. */
  fault: ExternalError | null;
}

/** What a search keeps to. */
export interface ISearchSettings {
  /** Seed of everything that is drawn. */
  seed: number;
  /** Ask the coder for a review of failed solutions too, as AIDE does. */
  reviewFailures: boolean;
  /** Seconds of work that were spent before, where a run is resumed. */
  elapsed?: number;
}

/** All that a search is given: its world, π, how much it may do, and its settings. */
export interface ISearchOptions extends ISearchWorld {
  policy: ISearchPolicy;
  admission: IAdmission;
  settings: ISearchSettings;
  /** Milliseconds from any origin, at the pace of real time. */
  clock: () => number;
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
    const { clock, settings } = options;
    this._options = options;
    this._watch = new Stopwatch(clock, settings.elapsed ?? 0);
    this._step = new SolutionStep({
      ...options,
      reviewFailures: settings.reviewFailures,
      onFault: (error, kind) => this.fail(error, kind)
    });
  }

  /** Seconds of work so far, pauses left out. */
  get elapsed(): number {
    return this._watch.seconds;
  }

  /**
   * Go on until the budget is spent, first with what is under way in the tree;
   * takes back a pause, too. Resolves when the search comes to rest, and never
   * rejects for what coder, runner or recorder do. While a stop is still
   * interrupting, this waits for that and begins nothing.
   */
  start(): Promise<ISearchOutcome> {
    if (this._rest !== null && this._wish === 'stop') {
      return this._rest;
    }
    this._wish = 'go';
    this._fault = null;
    this._options.queue.retry();
    this._nudge();
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
   * @throws Error - where there is no such solution.
   */
  async cancel(id: string, reason = 'Cancelled.'): Promise<boolean> {
    if (!this._options.tree.has(id)) {
      throw new Error(`There is no solution ${id} to cancel`);
    }
    this._underWay.get(id)?.abort();
    const event = { type: 'cancel' as const, id, reason };
    const isCancelled = await this._options.queue.record(event);
    // It may have been taken up while the event was being recorded.
    this._underWay.get(id)?.abort();
    return isCancelled;
  }

  /** Look again whether there is something to begin: an event was taken in. */
  nudge(): void {
    this._nudge();
  }

  /** Begin nothing new, since something outside does not work. */
  fail(error: unknown, kind: ExternalError['kind']): void {
    this._fault ??= externalErrorOf(error, kind);
  }

  /** Keep the slots filled until there is nothing more to do, or to begin. */
  private async _untilRest(): Promise<ISearchOutcome> {
    const { tree, admission } = this._options;
    const atWork = new Set<Promise<void>>();
    this._watch.start();
    for (;;) {
      let isNudged = false;
      const nudge = new Promise<void>(resolve => {
        this._nudge = () => {
          isNudged = true;
          resolve();
        };
      });
      const underWay = [...this._underWay.keys()].map(key => tree.get(key));
      const hasRoom = admission.mayStart(tree, underWay);
      const id = hasRoom ? await this._next() : null;
      if (id !== null) {
        const work = this._advance(id).finally(() => atWork.delete(work));
        atWork.add(work);
      } else if (atWork.size > 0) {
        await Promise.race([...atWork, nudge]);
      } else if (!isNudged) {
        break;
      }
    }
    this._watch.stop();
    this._rest = null;
    if (this._mistake) {
      const { error } = this._mistake;
      this._mistake = null;
      throw error;
    }
    return this._restState();
  }

  /** What a free slot takes up: what was left unfinished, else π's choice. */
  private async _next(): Promise<string | null> {
    const { tree, queue } = this._options;
    try {
      const left = await queue.inTurn(() =>
        this._goesOn
          ? tree.pending.find(({ id }) => !this._underWay.has(id))
          : undefined
      );
      if (left) {
        return left.id;
      }
      const [event] = await queue.commit(() => this._choose());
      return event?.id ?? null;
    } catch (error) {
      this._mistake ??= { error };
      return null;
    }
  }

  private async _advance(id: string): Promise<void> {
    const controller = new AbortController();
    if (this._wish === 'stop') {
      controller.abort();
    }
    this._underWay.set(id, controller);
    try {
      await this._step.advance(id, controller.signal);
    } catch (error) {
      this._mistake ??= { error };
    } finally {
      this._underWay.delete(id);
    }
  }

  /** π's choice as an event; none where nothing new may be begun, or π waits. */
  private _choose(): Extract<TreeEvent, { type: 'select' }>[] {
    if (!this._goesOn || this._budgetSpent !== null) {
      return [];
    }
    const { tree, policy, settings } = this._options;
    const step = tree.size + 1;
    const random = stepRandom(settings.seed, step);
    const choice = policy.next(tree, tree.pending, random);
    const id = idOf(step);
    return choice ? [{ type: 'select', id, step, ...choice }] : [];
  }

  private get _goesOn(): boolean {
    return (
      this._wish === 'go' && this._fault === null && this._mistake === null
    );
  }

  private get _budgetSpent(): News | null {
    const { tree, admission } = this._options;
    return admission.budgetSpent(tree, this.elapsed);
  }

  private _restState(): ISearchOutcome {
    const { _fault: fault, _budgetSpent: spent } = this;
    if (fault) {
      return { state: 'paused', news: [], fault };
    }
    if (spent !== null && this._options.tree.pending.length === 0) {
      return { state: 'finished', news: [spent], fault };
    }
    return this._wish === 'stop'
      ? { state: 'stopped', news: [{ code: 'stopped' }], fault }
      : { state: 'paused', news: [{ code: 'paused' }], fault };
  }

  private readonly _options: ISearchOptions;
  private readonly _step: SolutionStep;
  private readonly _watch: Stopwatch;
  /** What the slots hold, by id, and how each is interrupted. */
  private readonly _underWay = new Map<string, AbortController>();
  private _wish: 'go' | 'pause' | 'stop' = 'go';
  private _fault: ExternalError | null = null;
  /** An error of the search itself or of π; the search ends with it. */
  private _mistake: { error: unknown } | null = null;
  /** Wakes the loop. */
  private _nudge: () => void = () => undefined;
  private _rest: Promise<ISearchOutcome> | null = null;
}
