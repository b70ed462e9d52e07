import { isBetter } from '../task/scores';
import type { Direction } from '../task/task';
import type { Verification } from '../task/verification';
import type { TreeEvent } from './events';
import {
  addUsage,
  noUsage,
  type Solution,
  type SolutionState,
  type Usage
} from './solution';
import { Standing } from './standing';

/** The states that something may still happen in. */
const UNSETTLED: readonly SolutionState[] = [
  'writing',
  'waiting',
  'running',
  'reviewing'
];

/**
 * The solution tree T: a forest whose roots are drafts and whose edges are
 * repairs and improvements.
 *
 * Append-only: `apply` is the one way to change it, and every figure that the
 * policy, Σ and the panel ask for is kept up to date as events come, so that a
 * step costs the same in a tree of five thousand nodes as in one of five.
 * `Solution` values never change; a changed node is a new value under its id.
 */
export class SolutionTree {
  /**
   * @param direction - whether a smaller or a larger score is better; `null`
   *   until an event settles it.
   */
  constructor(direction: Direction | null = null) {
    this._direction = direction;
    this._standing = new Standing(direction);
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

  /** How many solutions there are, whatever their state. */
  get size(): number {
    return this._solutions.size;
  }

  /**
   * How many of them π chose: blends, and what a person asked for, cost no step of
   * the budget.
   */
  get chosen(): number {
    return this._solutions.size - this._extra;
  }

  /** Every solution in the order of its step. */
  get solutions(): Iterable<Solution> {
    return this._solutions.values();
  }

  /** The roots, in the order of their step. */
  get drafts(): readonly Solution[] {
    return this._drafts.map(id => this.get(id));
  }

  /** How many roots there are, those under way, failed or cancelled included. */
  get draftCount(): number {
    return this._drafts.length;
  }

  /** The solutions that are not settled, in the order of their step. */
  get pending(): readonly Solution[] {
    return [...this._pending].map(id => this.get(id));
  }

  /** The good solutions, in the order in which they were found good. */
  get good(): readonly Solution[] {
    return this._standing.good.map(id => this.get(id));
  }

  /** The buggy solutions, in the order in which they were found buggy. */
  get buggy(): readonly Solution[] {
    return this._standing.buggy.map(id => this.get(id));
  }

  /** How many good solutions there are. */
  get goodCount(): number {
    return this._standing.good.length;
  }

  /** How many buggy solutions there are. */
  get buggyCount(): number {
    return this._standing.buggy.length;
  }

  /**
   * The buggy solutions that nothing was built on yet, in the order in which they
   * were found buggy.
   *
   * @param below - those alone that fewer repairs in a row led to.
   */
  buggyLeaves(below = Infinity): readonly Solution[] {
    return this._standing.leaves(below).map(id => this.get(id));
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
    for (const { id } of this._standing.ranked) {
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
    return this._standing.ranked.slice(0, count).map(({ id }) => this.get(id));
  }

  /**
   * The good, or the buggy, solutions that were found last, newest first, at
   * most `count`.
   */
  latest(kind: 'good' | 'buggy', count: number): readonly Solution[] {
    const { good, buggy } = this._standing;
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

  has(id: string): boolean {
    return this._solutions.has(id);
  }

  /** @throws Error - where there is no such solution. */
  get(id: string): Solution {
    const solution = this._solutions.get(id);
    if (!solution) {
      throw new Error(`There is no solution ${id} in this tree`);
    }
    return solution;
  }

  /** The solution that this one mends or improves. */
  parent(solution: Solution): Solution | null {
    return solution.parent === null ? null : this.get(solution.parent);
  }

  children(solution: Solution): readonly Solution[] {
    return (this._children.get(solution.id) ?? []).map(id => this.get(id));
  }

  /** Nothing was built on it, not even something cancelled or under way. */
  isLeaf(solution: Solution): boolean {
    return !this._children.has(solution.id);
  }

  /** The way from its draft to a solution, both ends included. */
  path(solution: Solution): readonly Solution[] {
    const path = [solution];
    for (let at = this.parent(solution); at !== null; at = this.parent(at)) {
      path.push(at);
    }
    return path.reverse();
  }

  /** How many repairs in a row led to a solution: 0 for a draft or improvement. */
  debugDepth(solution: Solution): number {
    return this._debugDepth.get(solution.id) ?? 0;
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
        this._replace(event, ['writing'], {
          state: 'waiting',
          writing: event.writing
        });
        break;
      case 'run':
        this._replace(event, ['waiting', 'running'], { state: 'running' });
        this._where.set(event.id, event.where ?? null);
        break;
      case 'execute':
        this._replace(event, ['waiting', 'running'], {
          state: 'reviewing',
          execution: event.execution
        });
        this._where.delete(event.id);
        break;
      case 'evaluate':
        this._evaluate(event);
        break;
      case 'cancel':
        this._replace(event, UNSETTLED, { state: 'cancelled' });
        this._where.delete(event.id);
        this._standing.remove(event.id);
        this._pending.delete(event.id);
        break;
      case 'direction':
        this._settleDirection(event.direction);
        break;
      case 'hint':
        this._hints.push(event.text);
        break;
      case 'close':
        this._close(this.get(event.id), event.closed);
        break;
      case 'verify':
        event.verification.leaders.forEach(id => this.get(id));
        this._verification = event.verification;
        break;
    }
  }

  private _select(event: Extract<TreeEvent, { type: 'select' }>): void {
    const { id, step, stage } = event;
    if (this._solutions.has(id)) {
      throw new Error(`There is already a solution ${id} in this tree`);
    }
    const parent = event.parent === null ? null : this.get(event.parent);
    if ((parent === null) !== (stage === 'draft')) {
      throw new Error(`Solution ${id} is a ${stage} of ${event.parent}`);
    }
    this._solutions.set(id, {
      id,
      step,
      stage,
      parent: event.parent,
      ...(event.members && { members: event.members }),
      ...(event.asked && { asked: event.asked }),
      state: 'writing',
      writing: null,
      execution: null,
      evaluation: null
    });
    this._pending.add(id);
    this._extra += isExtra(event) ? 1 : 0;
    if (parent === null) {
      this._drafts.push(id);
      return;
    }
    this._standing.buildOn(parent.id);
    const siblings = this._children.get(parent.id);
    if (siblings) {
      siblings.push(id);
    } else {
      this._children.set(parent.id, [id]);
    }
    if (stage === 'debug') {
      this._debugDepth.set(id, this.debugDepth(parent) + 1);
    }
  }

  private _close({ id }: Solution, closed: boolean): void {
    if (closed) {
      this._closed.add(id);
    } else {
      this._closed.delete(id);
    }
  }

  /** Put a changed value in a solution's place, where it stands in one of `from`. */
  private _replace(
    event: { type: string; id: string },
    from: readonly SolutionState[],
    change: Partial<Solution>
  ): void {
    const solution = this.get(event.id);
    if (!from.includes(solution.state)) {
      throw new Error(
        `Solution ${event.id} is ${solution.state}: "${event.type}" does not fit`
      );
    }
    this._solutions.set(event.id, { ...solution, ...change });
    // A review brings the usage of an evaluation, which had none before.
    this._usage = [change.writing, change.evaluation].reduce(
      (sum, part) => addUsage(sum, part?.usage ?? noUsage),
      this._usage
    );
  }

  private _evaluate(event: Extract<TreeEvent, { type: 'evaluate' }>): void {
    const { id, evaluation, final } = event;
    if (!evaluation.bug && evaluation.score === null) {
      throw new Error(`Solution ${id} cannot be good without a score`);
    }
    const state = evaluation.bug ? 'buggy' : 'good';
    // A reply without a script is evaluated although it never ran.
    this._replace(event, ['waiting', 'reviewing'], {
      evaluation,
      state: final ? state : 'reviewing'
    });
    const solution = this.get(id);
    // A blend is made of what runs; no coder mends it.
    const isLeaf = this.isLeaf(solution) && solution.stage !== 'blend';
    // A review may take back a score that counted already.
    this._standing.put({
      id,
      step: solution.step,
      score: evaluation.bug ? null : evaluation.score,
      repairs: isLeaf ? this.debugDepth(solution) : null
    });
    if (final) {
      this._pending.delete(id);
    }
  }

  private _settleDirection(direction: Direction): void {
    if (this._direction !== null && this._direction !== direction) {
      throw new Error(
        `The direction is settled as ${this._direction} and does not flip`
      );
    }
    this._direction = direction;
    this._standing.settle(direction);
  }

  private _direction: Direction | null;
  private _usage: Usage = noUsage;
  /** Solutions that π did not choose. */
  private _extra = 0;
  private _verification: Verification | null = null;
  private readonly _solutions = new Map<string, Solution>();
  private readonly _children = new Map<string, string[]>();
  private readonly _hints: string[] = [];
  private readonly _drafts: string[] = [];
  private readonly _debugDepth = new Map<string, number>();
  private readonly _closed = new Set<string>();
  private readonly _pending = new Set<string>();
  /** Where those run that run. */
  private readonly _where = new Map<string, string | null>();
  private readonly _standing: Standing;
}

/** Whether π did not choose a solution. */
export function isExtra({
  stage,
  asked
}: Pick<Solution, 'stage' | 'asked'>): boolean {
  return stage === 'blend' || asked !== undefined;
}
