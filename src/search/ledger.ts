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
   * Record events, all at once, and let the tree take them in.
   *
   * @returns whether that happened to the last one. It does not where the event
   *   has been overtaken (its solution was cancelled, the direction is settled),
   *   nor where the recorder fails.
   */
  async record(...events: TreeEvent[]): Promise<boolean> {
    const recorded = await this.inTurn(() => this._commit(events));
    return recorded.includes(events[events.length - 1]);
  }

  /**
   * Record events that are made when their turn comes, from the tree as it stands
   * then.
   *
   * @returns those that were recorded: all of them, or none.
   */
  commit<E extends TreeEvent>(make: () => readonly E[]): Promise<readonly E[]> {
    return this.inTurn(() => this._commit(make()));
  }

  /** Do something when all that was put in before is through. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this._turn.then(async () => {
      if (this._isRetried) {
        this._isRetried = false;
        // In one, so that no result is recorded before what it follows from.
        await this._commit(this._unrecorded.splice(0));
      }
      return work();
    });
    this._turn = turn.catch(() => undefined);
    return turn;
  }

  /** @returns those that were recorded: all but the overtaken ones, or none. */
  private async _commit<E extends TreeEvent>(
    all: readonly E[]
  ): Promise<readonly E[]> {
    const { tree, recorder, onEvent, onFault } = this._options;
    const events = all.filter(
      (event, i) => !this._isOvertaken(event, all.slice(0, i))
    );
    if (events.length === 0) {
      return events;
    }
    try {
      await recorder.record(events);
    } catch (error) {
      // A choice costs nothing and is made again; a start is no result.
      const worthKeeping = events.filter(
        ({ type }) => type !== 'select' && type !== 'run'
      );
      this._unrecorded.push(...worthKeeping);
      onFault(error);
      return [];
    }
    for (const event of events) {
      tree.apply(event);
      onEvent(event);
    }
    return events;
  }

  private _isOvertaken(
    event: TreeEvent,
    before: readonly TreeEvent[]
  ): boolean {
    const { tree } = this._options;
    switch (event.type) {
      case 'select':
      case 'hint':
      case 'verify':
        return false;
      case 'spend':
        // What was paid counts, whatever became of the solution.
        return !tree.has(event.id);
      case 'close':
        return (
          !tree.has(event.id) ||
          tree.isClosed(tree.get(event.id)) === event.closed
        );
      case 'direction':
        return (
          tree.direction !== null ||
          before.some(({ type }) => type === 'direction')
        );
      default:
        // Of a solution whose choice was not recorded, nothing is.
        return tree.has(event.id)
          ? isSettled(tree.get(event.id))
          : !before.some(
              each => each.type === 'select' && each.id === event.id
            );
    }
  }

  private readonly _options: ILedgerOptions;
  private readonly _unrecorded: TreeEvent[];
  private _isRetried = false;
  private _turn: Promise<unknown> = Promise.resolve();
}
