import type { Solution } from './solution';

/**
 * The nodes and edges of T: a forest whose roots are drafts and whose edges are
 * repairs and improvements. Nodes are added and never taken away; a changed node is
 * a new value under its id.
 */
export class Forest {
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

  /** How many roots there are, those under way, failed or cancelled included. */
  get draftCount(): number {
    return this._drafts.length;
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

  /** What was made of a solution, in the order of its step. */
  children(solution: Solution): readonly Solution[] {
    return (this._children.get(solution.id) ?? []).map(id => this.get(id));
  }

  /** What was made of a solution, the newest first, as far as somebody looks. */
  *newestChildren(solution: Solution): Iterable<Solution> {
    const ids = this._children.get(solution.id) ?? [];
    for (let at = ids.length - 1; at >= 0; at--) {
      yield this.get(ids[at]);
    }
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

  /**
   * Add a node.
   *
   * @throws Error - where its id is taken, or it is a draft of something, or no
   *   draft of nothing.
   */
  protected _add(solution: Solution): void {
    const { id, stage } = solution;
    if (this._solutions.has(id)) {
      throw new Error(`There is already a solution ${id} in this tree`);
    }
    const parent = this.parent(solution);
    if ((parent === null) !== (stage === 'draft')) {
      throw new Error(`Solution ${id} is a ${stage} of ${solution.parent}`);
    }
    this._solutions.set(id, solution);
    if (parent === null) {
      this._drafts.push(id);
      return;
    }
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

  /** Put a changed value in a node's place. */
  protected _replace(solution: Solution): void {
    this._solutions.set(solution.id, solution);
  }

  private readonly _solutions = new Map<string, Solution>();
  private readonly _drafts: string[] = [];
  private readonly _children = new Map<string, string[]>();
  private readonly _debugDepth = new Map<string, number>();
}
