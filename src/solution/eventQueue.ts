import type { TreeEvent } from './events';

/**
 * Who keeps what happened, and lets T take it in: one thing at a time, recorded
 * first. So the order in the record is the order in which T took events in, and
 * folding the record gives the same tree.
 */
export interface IEventQueue {
  /**
   * Record events, all at once, and let T take them in.
   *
   * @returns whether that happened to the last one. It does not where the event
   *   has been overtaken (its solution was cancelled, the direction is settled),
   *   nor where it cannot be kept.
   */
  record(...events: TreeEvent[]): Promise<boolean>;
  /**
   * Record events that are made when their turn comes, from T as it stands then.
   *
   * @returns those that were recorded: all of them, or none.
   */
  commit<E extends TreeEvent>(make: () => readonly E[]): Promise<readonly E[]>;
  /** Do something when all that was put in before is through. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T>;
  /** Before anything else that is put in from now on, try again what was refused. */
  retry(): void;
}
