import { type IRankedSet, RankedSet } from '../base/rankedSet';
import {
  after,
  afterPass,
  selected,
  type SolutionEvent,
  type TreeEvent
} from '../solution/events';
import { Findings } from '../solution/findings';
import { isExtra, isSettled, type Solution } from '../solution/solution';
import { GoodSolutions, type IGoodSolutions } from '../solution/standing';
import { isBetter } from '../task/scores';
import type { Direction } from '../task/task';
import { addUsage, noUsage, type Usage } from '../task/usage';

/**
 * The solution tree T: the fold of what happened to it. Its roots are drafts, its edges
 * repairs and improvements.
 *
 * Append-only: `apply` is the one way to change it, and every figure that the policy, Σ
 * and the panel ask for is kept up to date as events come, so that a step costs the same
 * in a tree of five thousand nodes as in one of five.
 */
export class SolutionTree extends Findings {
  /** @param direction - which scores are better; `null` until an event settles it. */
  constructor(direction: Direction | null = null) {
    super('solution');
    this._settle(direction);
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

  /** Every solution, in the order of its step. */
  get solutions(): Iterable<Solution> {
    return this.nodes;
  }

  /** The drafts, in the order of their step. */
  get drafts(): readonly Solution[] {
    return this.roots.map(id => this.get(id));
  }

  /** How many solutions π chose; all others cost no step of the budget. */
  get chosen(): number {
    return this.size - this._extra;
  }

  /** The solutions that are not settled, in the order of their step. */
  get pending(): readonly Solution[] {
    return [...this._pending].map(id => this.get(id));
  }

  /**
   * The good solutions, in the order in which they were found good; the best has the
   * first rank, and of two that are equal the earlier one. Nothing ranks them while the
   * direction is unknown; what goes by the clock has no rank.
   */
  get good(): IGoodSolutions {
    return this._good;
  }

  /** The buggy solutions, in the order in which they were found buggy; without ranks. */
  get buggy(): IRankedSet<Solution> {
    return this._buggy;
  }

  /**
   * The bugs that may be mended and that nothing was built on yet, as they were found.
   *
   * @param below - those alone that fewer repairs in a row led to. Chains as long as
   *   they may be, which pile up in a long run, are not looked at.
   */
  buggyLeaves(below = Infinity): readonly Solution[] {
    return this._leaves
      .slice(0, below)
      .flatMap(found => [...found])
      .sort(([, a], [, b]) => a - b)
      .map(([id]) => this.get(id));
  }

  /** How many repairs in a row led to a solution: 0 for a draft or improvement. */
  debugDepth({ id }: Solution): number {
    return this._debugDepth.get(id) ?? 0;
  }

  /** The good solution of the first rank; `null` where there is none. */
  get best(): Solution | null {
    return this._good.ranked[0] ?? null;
  }

  /**
   * What π improves: the best that it may build on, a gain that may be luck set aside. Of a
   * blend there is nothing to improve but what it is made of.
   */
  get base(): Solution | null {
    for (const best of this._good.promising) {
      const base = best.members ? this.get(best.members[0]) : best;
      if (this.isOpen(base)) {
        return base;
      }
    }
    return null;
  }

  /** What all model calls used. */
  get usage(): Usage {
    return this._usage;
  }

  /** What a person hinted at, in the order in which it was said. */
  get hints(): readonly string[] {
    return this._hints;
  }

  /** Whether a person has π build no more on this very solution. */
  isClosed({ id }: Solution): boolean {
    return this._closed.has(id);
  }

  /** Whether π may build on a solution: neither it nor what led to it is closed. */
  isOpen(solution: Solution): boolean {
    return (
      this._closed.size === 0 ||
      !this.path(solution).some(each => this.isClosed(each))
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
      case 'spend':
        this.get(event.id);
        this._usage = addUsage(this._usage, event.usage);
        break;
      case 'direction':
        this._settle(event.direction);
        break;
      case 'hint':
        this._hints.push(event.text);
        break;
      case 'close':
        this._closed[event.closed ? 'add' : 'delete'](this.get(event.id).id);
        break;
      case 'pass': {
        this._find(event);
        const solution = afterPass(this.get(event.id), event.rerun);
        this._replace(solution);
        this._good.rescore(solution);
        break;
      }
      case 'verify':
      case 'submit':
      case 'probe':
        this._find(event);
        break;
      default:
        this._advance(event);
    }
  }

  private _select(event: Extract<TreeEvent, { type: 'select' }>): void {
    const { id, stage, parent } = event;
    if ((parent === null) !== (stage === 'draft')) {
      throw new Error(`Solution ${id} is a ${stage} of ${parent}`);
    }
    this._add(selected(event));
    this._pending.add(id);
    this._extra += isExtra(event) ? 1 : 0;
    if (parent !== null) {
      const depth = this.debugDepth(this.get(parent));
      this._leaves[depth]?.delete(parent);
      this._debugDepth.set(id, stage === 'debug' ? depth + 1 : 0);
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
        this._good.replace(solution);
        this._buggy.replace(solution);
        return;
      case 'run':
        this._where.set(id, event.where ?? null);
        return;
      case 'evaluate':
        // A review brings the usage of an evaluation, which had none before.
        this._usage = addUsage(this._usage, event.evaluation.usage);
        this._forget(solution);
        this._file(solution, event.evaluation.bug);
        break;
      case 'cancel':
        this._forget(solution);
        break;
    }
    this._where.delete(id);
    if (isSettled(solution)) {
      this._pending.delete(id);
    }
  }

  /** Put a solution among the good or the buggy ones. */
  private _file(solution: Solution, isBug: boolean): void {
    (isBug ? this._buggy : this._good).put(solution);
    // A blend is made of what runs; no coder mends it.
    if (isBug && solution.stage !== 'blend' && this.isLeaf(solution)) {
      const leaves = (this._leaves[this.debugDepth(solution)] ??= new Map());
      leaves.set(solution.id, this._filed++);
    }
  }

  /** Take a solution out again: a review took its score back, or it was cancelled. */
  private _forget(solution: Solution): void {
    this._good.delete(solution.id);
    this._buggy.delete(solution.id);
    this._leaves[this.debugDepth(solution)]?.delete(solution.id);
  }

  private _settle(direction: Direction | null): void {
    if (this._direction !== null && this._direction !== direction) {
      throw new Error(
        `The direction is settled as ${this._direction} and does not flip`
      );
    }
    this._direction = direction;
    if (direction !== null) {
      this._good.settle(direction);
    }
  }

  private _direction: Direction | null = null;
  private _usage: Usage = noUsage;
  /** Solutions that π did not choose. */
  private _extra = 0;
  private readonly _hints: string[] = [];
  private readonly _closed = new Set<string>();
  private readonly _pending = new Set<string>();
  private readonly _good = new GoodSolutions();
  private readonly _buggy = new RankedSet<Solution>();
  private readonly _debugDepth = new Map<string, number>();
  /** Bugs to be mended, by their repairs in a row; each with its place among all. */
  private readonly _leaves: Map<string, number>[] = [];
  private _filed = 0;
  /** Where those run that run. */
  private readonly _where = new Map<string, string | null>();
}
