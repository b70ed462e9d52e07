import type { TreeEvent } from './events';
import { isSettled, type Evaluation, type Solution } from './solution';
import type { Direction } from './task';

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

  /** How many solutions there are, whatever their state. */
  get size(): number {
    return this._solutions.size;
  }

  /** Every solution in the order of its step. */
  get solutions(): Iterable<Solution> {
    return this._solutions.values();
  }

  /** The roots, in the order of their step. */
  get drafts(): readonly Solution[] {
    return this._drafts.map(id => this.get(id));
  }

  /** The solutions that are not settled, in the order of their step. */
  get pending(): readonly Solution[] {
    return [...this._pending].map(id => this.get(id));
  }

  /** The good solutions, in the order in which they were found good. */
  get good(): readonly Solution[] {
    return [...this._good].map(id => this.get(id));
  }

  /** The buggy solutions, in the order in which they were found buggy. */
  get buggy(): readonly Solution[] {
    return [...this._buggy].map(id => this.get(id));
  }

  /** The best good solution; the earlier one of two that are equal. */
  get best(): Solution | null {
    return this._best === null ? null : this.get(this._best);
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
    const path: Solution[] = [];
    for (
      let at: Solution | null = solution;
      at !== null;
      at = this.parent(at)
    ) {
      path.unshift(at);
    }
    return path;
  }

  /** How many repairs in a row led to a solution: 0 for a draft or improvement. */
  debugDepth(solution: Solution): number {
    return this._debugDepth.get(solution.id) ?? 0;
  }

  /** Whether score `a` is better than `b`. False while the direction is unknown. */
  isBetter(a: number, b: number): boolean {
    return this._direction === 'minimize'
      ? a < b
      : this._direction === 'maximize' && a > b;
  }

  /**
   * Take an event in.
   *
   * @throws Error - where the event does not fit: an unknown or a taken id, a
   *   missing parent, a second direction, a result for what is settled. The tree
   *   is unchanged then.
   */
  apply(event: TreeEvent): void {
    switch (event.type) {
      case 'select':
        this._select(event);
        break;
      case 'write':
        this._replace(event.id, {
          state: 'waiting',
          writing: event.writing
        });
        break;
      case 'run':
        this._replace(event.id, { state: 'running' });
        break;
      case 'execute':
        this._replace(event.id, {
          state: 'reviewing',
          execution: event.execution
        });
        break;
      case 'evaluate':
        this._evaluate(event.id, event.evaluation, event.final);
        break;
      case 'cancel':
        this._replace(event.id, { state: 'cancelled' });
        this._settle(event.id);
        break;
      case 'direction':
        if (this._direction !== null && this._direction !== event.direction) {
          throw new Error(
            `The direction is settled as ${this._direction} and does not flip`
          );
        }
        this._direction = event.direction;
        this._findBest();
        break;
    }
  }

  private _select(event: Extract<TreeEvent, { type: 'select' }>): void {
    if (this._solutions.has(event.id)) {
      throw new Error(`There is already a solution ${event.id} in this tree`);
    }
    const parent = event.parent === null ? null : this.get(event.parent);
    this._solutions.set(event.id, {
      id: event.id,
      step: event.step,
      stage: event.stage,
      parent: event.parent,
      state: 'writing',
      writing: null,
      execution: null,
      evaluation: null
    });
    this._pending.add(event.id);
    if (parent === null) {
      this._drafts.push(event.id);
      return;
    }
    const siblings = this._children.get(parent.id);
    if (siblings) {
      siblings.push(event.id);
    } else {
      this._children.set(parent.id, [event.id]);
    }
    if (event.stage === 'debug') {
      this._debugDepth.set(event.id, this.debugDepth(parent) + 1);
    }
  }

  private _replace(id: string, change: Partial<Solution>): void {
    const solution = this.get(id);
    if (isSettled(solution)) {
      throw new Error(`Solution ${id} is settled as ${solution.state}`);
    }
    this._solutions.set(id, { ...solution, ...change });
  }

  private _evaluate(id: string, evaluation: Evaluation, final: boolean): void {
    const state = evaluation.bug ? 'buggy' : 'good';
    this._replace(id, { evaluation, state: final ? state : 'reviewing' });
    const wasBest = this._best === id;
    this._good.delete(id);
    this._buggy.delete(id);
    (evaluation.bug ? this._buggy : this._good).add(id);
    if (final) {
      this._settle(id);
    }
    // A review may take back a score that counted already.
    if (wasBest) {
      this._findBest();
    } else {
      this._considerBest(id);
    }
  }

  private _settle(id: string): void {
    this._pending.delete(id);
  }

  private _considerBest(id: string): void {
    const score = this.get(id).evaluation?.score ?? null;
    if (!this._good.has(id) || score === null || this._direction === null) {
      return;
    }
    const best = this.best?.evaluation?.score ?? null;
    if (best === null || this.isBetter(score, best)) {
      this._best = id;
    }
  }

  private _findBest(): void {
    this._best = null;
    for (const id of this._good) {
      this._considerBest(id);
    }
  }

  private _direction: Direction | null;
  private _best: string | null = null;
  private readonly _solutions = new Map<string, Solution>();
  private readonly _children = new Map<string, string[]>();
  private readonly _drafts: string[] = [];
  private readonly _debugDepth = new Map<string, number>();
  private readonly _pending = new Set<string>();
  private readonly _good = new Set<string>();
  private readonly _buggy = new Set<string>();
}
