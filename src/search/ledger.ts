import type { TreeEvent } from './events';
import type { IRecorder } from './interfaces';
import { isSettled } from './solution';
import type { SolutionTree } from './tree';

/** What a ledger is made of. */
export interface ILedgerOptions {
  tree: SolutionTree;
  recorder: IRecorder;
  /** The tree has taken an event in. */
  onEvent: (event: TreeEvent) => void;
  /** The recorder failed. */
  onFault: (error: unknown) => void;
  /** Events that could not be recorded earlier. */
  unrecorded: readonly TreeEvent[];
}

/**
 * Events on their way into the tree: one at a time, recorded first. So the order
 * in the record is the order in which the tree took them in, and folding the
 * record gives the same tree.
 */
export class Ledger {
  constructor(options: ILedgerOptions) {
    this._options = options;
    this._unrecorded = [...options.unrecorded];
  }

  /** What the recorder refused although it is worth keeping: replies and results. */
  get unrecorded(): readonly TreeEvent[] {
    return this._unrecorded;
  }

  /** Before anything else that is put in from now on, try again what was refused. */
  retry(): void {
    this._isRetried = true;
  }

  /**
   * Record an event and let the tree take it in.
   *
   * @returns whether that happened. It does not where the event has been
   *   overtaken (its solution was cancelled, the direction is settled), nor where
   *   the recorder fails.
   */
  async record(event: TreeEvent): Promise<boolean> {
    return (await this.commit(() => event)) !== null;
  }

  /**
   * Record an event that is made when its turn comes, from the tree as it stands
   * then.
   *
   * @returns the event, or `null` where none was made or it was not recorded.
   */
  commit<E extends TreeEvent>(make: () => E | null): Promise<E | null> {
    return this.inTurn(() => this._commit(make()));
  }

  /** Do something when all that was put in before is through. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this._turn.then(async () => {
      if (this._isRetried) {
        this._isRetried = false;
        for (const event of this._unrecorded.splice(0)) {
          await this._commit(event);
        }
      }
      return work();
    });
    this._turn = turn.catch(() => undefined);
    return turn;
  }

  private async _commit<E extends TreeEvent>(
    event: E | null
  ): Promise<E | null> {
    const { tree, recorder, onEvent, onFault } = this._options;
    if (event === null || this._isOvertaken(event)) {
      return null;
    }
    try {
      await recorder.record(event);
    } catch (error) {
      // A choice costs nothing and is made again; a start is no result.
      if (event.type !== 'select' && event.type !== 'run') {
        this._unrecorded.push(event);
      }
      onFault(error);
      return null;
    }
    tree.apply(event);
    onEvent(event);
    return event;
  }

  private _isOvertaken(event: TreeEvent): boolean {
    const { tree } = this._options;
    switch (event.type) {
      case 'select':
        return false;
      case 'direction':
        return tree.direction !== null;
      default:
        return isSettled(tree.get(event.id));
    }
  }

  private readonly _options: ILedgerOptions;
  private readonly _unrecorded: TreeEvent[];
  private _isRetried = false;
  private _turn: Promise<unknown> = Promise.resolve();
}
