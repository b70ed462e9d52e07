import type { Solution } from '../../solution/solution';

/** What the layout needs of a solution. */
export type Placed = Pick<Solution, 'id' | 'parent' | 'stage'>;

/**
 * One row of the drawn tree: an idea, and the repairs that were made until it
 * ran. `ids` begins with the draft or improvement and goes on with its repairs,
 * so a chain of failures is one mark and not a column of them.
 */
export interface IPlace {
  /** Index of the row, from 0. Never changes. */
  readonly row: number;
  /** Column of the mark, from 0. Never changes. */
  readonly lane: number;
  /** Row of the idea that this one improves; `null` for a draft. */
  readonly parent: number | null;
  /** Which of its siblings it is, from 1. */
  readonly nth: number;
  /** How deep it hangs: 1 for a draft. */
  readonly level: number;
  readonly ids: string[];
  readonly children: number[];
  /** Lane of the trunk that it hangs from; `null` for a draft. */
  readonly stem: number | null;
}

/** A line from a parent's row down to the row of the last child on it. */
export interface ITrunk {
  readonly row: number;
  readonly lane: number;
  end: number;
}

/**
 * Gives every idea a place in the order in which π chose them, as a commit
 * graph does: a new one gets the next row, and no other moves. (A tidy layout
 * would shift what a person is looking at with every new node.)
 *
 * A place's children hang from a line, a trunk, in a lane where nothing stands
 * between the parent's row and the newest child's. Where something came to stand
 * in the way, the next child begins another trunk further right.
 */
export class Places {
  /** Rows in order. */
  get all(): readonly IPlace[] {
    return this._places;
  }

  /** How many lanes the drawing needs. */
  get lanes(): number {
    return this._lastRow.length;
  }

  /** The drafts' rows. */
  get roots(): readonly number[] {
    return this._roots;
  }

  /** @throws Error - where the solution was never added. */
  of(id: string): IPlace {
    const row = this._rows.get(id);
    if (row === undefined) {
      throw new Error(`Solution ${id} has no place`);
    }
    return this._places[row];
  }

  has(id: string): boolean {
    return this._rows.has(id);
  }

  /** The trunks that cross or touch the rows from `first` to `last`. */
  trunks(first: number, last: number): ITrunk[] {
    return this._trunks.filter(
      trunk => trunk.row <= last && trunk.end >= first
    );
  }

  /**
   * Give a new solution its place. Its parent has one already.
   *
   * @returns whether there is a row more.
   */
  add(solution: Placed): boolean {
    const parent = solution.parent === null ? null : this.of(solution.parent);
    const isRepair =
      solution.stage === 'debug' &&
      parent !== null &&
      parent.ids[parent.ids.length - 1] === solution.parent;
    if (isRepair) {
      parent.ids.push(solution.id);
      this._rows.set(solution.id, parent.row);
      return false;
    }
    const row = this._places.length;
    const stem = parent === null ? null : this._hang(parent, row);
    const lane = this._take(stem === null ? 0 : stem + 1, row, row);
    const siblings = parent?.children ?? this._roots;
    siblings.push(row);
    this._places.push({
      row,
      lane,
      parent: parent?.row ?? null,
      nth: siblings.length,
      level: (parent?.level ?? 0) + 1,
      ids: [solution.id],
      children: [],
      stem
    });
    this._rows.set(solution.id, row);
    return true;
  }

  /** Lead a trunk of the parent down to a row; its lane. */
  private _hang(parent: IPlace, row: number): number {
    const trunk = this._newest.get(parent.row);
    if (trunk && this._lastRow[trunk.lane] === trunk.end) {
      trunk.end = row;
      this._lastRow[trunk.lane] = row;
      return trunk.lane;
    }
    const lane = this._take(parent.lane, parent.row + 1, row);
    const added = { row: parent.row, lane, end: row };
    this._newest.set(parent.row, added);
    this._trunks.push(added);
    return lane;
  }

  /** The first lane from `from` on that is free from a row to the newest. */
  private _take(from: number, first: number, last: number): number {
    let lane = from;
    while (lane < this._lastRow.length && this._lastRow[lane] >= first) {
      lane++;
    }
    while (this._lastRow.length <= lane) {
      this._lastRow.push(-1);
    }
    this._lastRow[lane] = last;
    return lane;
  }

  private readonly _places: IPlace[] = [];
  private readonly _roots: number[] = [];
  private readonly _trunks: ITrunk[] = [];
  /** By the parent's row: the trunk that its next child may hang from. */
  private readonly _newest = new Map<number, ITrunk>();
  /** By lane: the last row in which something stands there. */
  private readonly _lastRow: number[] = [];
  private readonly _rows = new Map<string, number>();
}
