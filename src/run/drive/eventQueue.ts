import type { IEventQueue } from '../../solution/eventQueue';
import type { TreeEvent } from '../../solution/events';
import type { SolutionTree } from '../../search/tree';
import { isSettled } from '../../solution/solution';

/** Who keeps what happened. */
export interface IRecorder {
  /**
   * Keep events that belong together, all of them or none; resolved once they
   * are safe.
   *
   * @throws ExternalError - they cannot be kept (disk full, folder gone). The run pauses.
   */
  record(events: readonly TreeEvent[]): Promise<void>;
}

/** What an event queue is made of. */
export interface IEventQueueOptions {
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
export class EventQueue implements IEventQueue {
  constructor(options: IEventQueueOptions) {
    this._options = options;
    this._unrecorded = [...options.unrecorded];
  }

  /** What the recorder refused although it is worth keeping: replies and results. */
  get unrecorded(): readonly TreeEvent[] {
    return this._unrecorded;
  }

  /** {@inheritDoc IEventQueue.retry} */
  retry(): void {
    this._isRetried = true;
  }

  /** {@inheritDoc IEventQueue.record} */
  async record(...events: TreeEvent[]): Promise<boolean> {
    const recorded = await this.inTurn(() => this._commit(events));
    return recorded.includes(events[events.length - 1]);
  }

  /** {@inheritDoc IEventQueue.commit} */
  commit<E extends TreeEvent>(make: () => readonly E[]): Promise<readonly E[]> {
    return this.inTurn(() => this._commit(make()));
  }

  /** {@inheritDoc IEventQueue.inTurn} */
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
      case 'submit':
      case 'probe':
      case 'pass':
        return false;
      case 'spend':
      case 'unused':
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

  private readonly _options: IEventQueueOptions;
  private readonly _unrecorded: TreeEvent[];
  private _isRetried = false;
  private _turn: Promise<unknown> = Promise.resolve();
}
