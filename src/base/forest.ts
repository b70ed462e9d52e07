/** A node of a forest. */
interface INode {
  id: string;
  /** The id of the node that it grew on; `null` for a root. */
  parent: string | null;
}

/**
 * Nodes and edges. Nodes are added and never taken away; a changed node is a new
 * value under its id.
 */
export class Forest<N extends INode> {
  /** @param _name - what a node is called, in errors. */
  constructor(private readonly _name: string) {}

  /** How many nodes there are. */
  get size(): number {
    return this._nodes.size;
  }

  /** Every node, in the order in which they were added. */
  get nodes(): Iterable<N> {
    return this._nodes.values();
  }

  /** The ids of the nodes that grew on none, in that order. */
  get roots(): readonly string[] {
    return this._roots;
  }

  has(id: string): boolean {
    return this._nodes.has(id);
  }

  /** @throws Error - where there is no such node. */
  get(id: string): N {
    const node = this._nodes.get(id);
    if (!node) {
      throw new Error(`There is no ${this._name} ${id} in this tree`);
    }
    return node;
  }

  /** The node that this one grew on. */
  parent(node: N): N | null {
    return node.parent === null ? null : this.get(node.parent);
  }

  /** What grew on a node, in the order in which it was added. */
  children(node: N): readonly N[] {
    return this._childrenOf(node).map(id => this.get(id));
  }

  /** What grew on a node, the newest first, as far as somebody looks. */
  *newestChildren(node: N): Iterable<N> {
    const ids = this._childrenOf(node);
    for (let at = ids.length - 1; at >= 0; at--) {
      yield this.get(ids[at]);
    }
  }

  /** Whether nothing grew on a node. */
  isLeaf(node: N): boolean {
    return !this._children.has(node.id);
  }

  /** What led to a node, the nearest first, as far as somebody looks. */
  *ancestors(node: N): Iterable<N> {
    for (let at = this.parent(node); at !== null; at = this.parent(at)) {
      yield at;
    }
  }

  /** The way to a node from its root, both ends included. */
  path(node: N): readonly N[] {
    return [node, ...this.ancestors(node)].reverse();
  }

  /** @throws Error - where its id is taken, or there is no such parent. */
  protected _add(node: N): void {
    const { id, parent } = node;
    if (this._nodes.has(id)) {
      throw new Error(`There is already a ${this._name} ${id} in this tree`);
    }
    if (parent === null) {
      this._roots.push(id);
    } else if (this._children.has(this.get(parent).id)) {
      this._children.get(parent)!.push(id);
    } else {
      this._children.set(parent, [id]);
    }
    this._nodes.set(id, node);
  }

  /** Put a changed value in a node's place. */
  protected _replace(node: N): void {
    this._nodes.set(node.id, node);
  }

  private _childrenOf({ id }: N): readonly string[] {
    return this._children.get(id) ?? [];
  }

  private readonly _nodes = new Map<string, N>();
  private readonly _roots: string[] = [];
  private readonly _children = new Map<string, string[]>();
}
