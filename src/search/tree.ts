import type { Evaluation } from '../task/evaluation';
import { isBetter } from '../task/scores';
import type { Direction } from '../task/task';
import { addUsage, noUsage, type Usage } from '../task/usage';
import type { Verification } from '../task/verification';
import { after, selected, type SolutionEvent, type TreeEvent } from './events';
import { Forest } from './forest';
import { isExtra, isSettled, type Solution } from './solution';
import { Ranking } from './ranking';

/**
 * The solution tree T: the fold of what happened to it.
 *
 * Append-only: `apply` is the one way to change it, and every figure that the
 * policy, Σ and the panel ask for is kept up to date as events come, so that a
 * step costs the same in a tree of five thousand nodes as in one of five.
 */
export class SolutionTree extends Forest {
  /**
   * @param direction - whether a smaller or a larger score is better; `null`
   *   until an event settles it.
   */
  constructor(direction: Direction | null = null) {
    super();
    this._direction = direction;
    this._ranking = new Ranking(direction);
  }

  /** The fold of a run's events. */
  static from(
    events: Iterable<TreeEvent>,
    direction: Direction | null = null
  ): SolutionTree {
    const tree = new SolutionTree(direction);
    for (const event of events) {
      tree.apply(event);
    }
    return tree;
  }

  /** `null` as long as no score told which way is better. */
  get direction(): Direction | null {
    return this._direction;
  }

  /** What a person hinted at, in the order in which it was said. */
  get hints(): readonly string[] {
    return this._hints;
  }

  /** How many of them π chose; all others cost no step of the budget. */
  get chosen(): number {
    return this.size - this._extra;
  }

  /** The solutions that are not settled, in the order of their step. */
  get pending(): readonly Solution[] {
    return [...this._pending].map(id => this.get(id));
  }

  /** The good solutions, in the order in which they were found good. */
  get good(): readonly Solution[] {
    return this._ranking.good.map(id => this.get(id));
  }

  /** The buggy solutions, in the order in which they were found buggy. */
  get buggy(): readonly Solution[] {
    return this._ranking.buggy.map(id => this.get(id));
  }

  /** How many good solutions there are. */
  get goodCount(): number {
    return this._ranking.good.length;
  }

  /** How many buggy solutions there are. */
  get buggyCount(): number {
    return this._ranking.buggy.length;
  }

  /**
   * The buggy solutions that nothing was built on yet, in the order in which they
   * were found buggy.
   *
   * @param below - those alone that fewer repairs in a row led to.
   */
  buggyLeaves(below = Infinity): readonly Solution[] {
    return this._ranking.leaves(below).map(id => this.get(id));
  }

  /**
   * The best good solution; the earlier one of two that are equal. `null` as
   * long as there is none, or the direction is unknown.
   */
  get best(): Solution | null {
    return this.top(1)[0] ?? null;
  }

  /**
   * What π improves: the best that it may build on. Of a blend there is nothing to
   * improve but what it is made of.
   */
  get base(): Solution | null {
    for (const { id } of this._ranking.ranked) {
      const best = this.get(id);
      const base = best.members ? this.get(best.members[0]) : best;
      if (this.isOpen(base)) {
        return base;
      }
    }
    return null;
  }

  /** The latest verification of the best, finished or not. */
  get verification(): Verification | null {
    return this._verification;
  }

  /**
   * The solution that a verification picked; `null` where there was none, or
   * where a better score was found since.
   */
  get verified(): Solution | null {
    const { best, _verification: last } = this;
    return last?.pick && best && last.leaders.includes(best.id)
      ? this.get(last.pick)
      : null;
  }

  /** What a person is to take: the verified pick, else the best by its score. */
  get pick(): Solution | null {
    return this.verified ?? this.best;
  }

  /** The best good solutions, best first, at most `count`. */
  top(count: number): readonly Solution[] {
    return this._ranking.ranked.slice(0, count).map(({ id }) => this.get(id));
  }

  /**
   * The good, or the buggy, solutions that were found last, newest first, at
   * most `count`.
   */
  latest(kind: 'good' | 'buggy', count: number): readonly Solution[] {
    const { good, buggy } = this._ranking;
    const ids = kind === 'good' ? good : buggy;
    return ids
      .slice(Math.max(0, ids.length - count))
      .reverse()
      .map(id => this.get(id));
  }

  /** What all model calls used. */
  get usage(): Usage {
    return this._usage;
  }

  /** Whether a person has π build no more on this very solution. */
  isClosed(solution: Solution): boolean {
    return this._closed.has(solution.id);
  }

  /** Whether π may build on a solution: neither it nor what led to it is closed. */
  isOpen(solution: Solution): boolean {
    return (
      this._closed.size === 0 ||
      this.path(solution).every(each => !this.isClosed(each))
    );
  }

  /** Whether score `a` is better than `b`. False while the direction is unknown. */
  isBetter(a: number, b: number): boolean {
    return isBetter(a, b, this._direction);
  }

  /** Where a solution runs, in the words of who runs it; `null` where it does not. */
  where(id: string): string | null {
    return this._where.get(id) ?? null;
  }

  /**
   * Take an event in.
   *
   * @throws Error - where the event does not fit: an unknown or a taken id, a
   *   missing parent, an event out of its order, anything for what is settled, a
   *   direction other than the settled one. The tree is unchanged then.
   */
  apply(event: TreeEvent): void {
    switch (event.type) {
      case 'select':
        this._select(event);
        break;
      case 'write':
      case 'unused':
      case 'run':
      case 'execute':
      case 'evaluate':
      case 'cancel':
        this._advance(event);
        break;
      case 'spend':
        this.get(event.id);
        this._usage = addUsage(this._usage, event.usage);
        break;
      case 'direction':
        this._settleDirection(event.direction);
        break;
      case 'hint':
        this._hints.push(event.text);
        break;
      case 'close':
        this._closed[event.closed ? 'add' : 'delete'](this.get(event.id).id);
        break;
      case 'verify':
        event.verification.leaders.forEach(id => this.get(id));
        this._verification = event.verification;
        break;
    }
  }

  private _select(event: Extract<TreeEvent, { type: 'select' }>): void {
    this._add(selected(event));
    this._pending.add(event.id);
    this._extra += isExtra(event) ? 1 : 0;
    if (event.parent !== null) {
      this._ranking.buildOn(event.parent);
    }
  }

  /** Let an event happen to a solution. */
  private _advance(event: SolutionEvent): void {
    const { id } = event;
    const solution = after(this.get(id), event);
    this._replace(solution);
    switch (event.type) {
      case 'write':
        this._usage = addUsage(this._usage, event.writing.usage);
        return;
      case 'unused':
        return;
      case 'run':
        this._where.set(id, event.where ?? null);
        return;
      case 'evaluate':
        // A review brings the usage of an evaluation, which had none before.
        this._usage = addUsage(this._usage, event.evaluation.usage);
        this._rank(solution, event.evaluation);
        break;
      case 'cancel':
        this._ranking.remove(id);
        break;
    }
    this._where.delete(id);
    if (isSettled(solution)) {
      this._pending.delete(id);
    }
  }

  /** A review may take back a score that counted already. */
  private _rank(solution: Solution, { bug, score }: Evaluation): void {
    // A blend is made of what runs; no coder mends it.
    const mayBeMended = this.isLeaf(solution) && solution.stage !== 'blend';
    this._ranking.put({
      id: solution.id,
      step: solution.step,
      score: bug ? null : score,
      repairs: mayBeMended ? this.debugDepth(solution) : null
    });
  }

  private _settleDirection(direction: Direction): void {
    if (this._direction !== null && this._direction !== direction) {
      throw new Error(
        `The direction is settled as ${this._direction} and does not flip`
      );
    }
    this._direction = direction;
    this._ranking.settle(direction);
  }

  private _direction: Direction | null;
  private _usage: Usage = noUsage;
  /** Solutions that π did not choose. */
  private _extra = 0;
  private _verification: Verification | null = null;
  private readonly _hints: string[] = [];
  private readonly _closed = new Set<string>();
  private readonly _pending = new Set<string>();
  /** Where those run that run. */
  private readonly _where = new Map<string, string | null>();
  private readonly _ranking: Ranking;
}
