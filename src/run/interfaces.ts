import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { z } from 'zod';
import type { ExternalError } from '../base/externalError';
import type { SolutionTree } from '../search/tree';
import type { Solution } from '../solution/solution';
import type { Execution } from '../task/execution';
import type { News } from '../task/news';
import type { Task } from '../task/task';
import type { Usage } from '../task/usage';
import type { RunCommand } from './commands';
import type { RunConfig } from './config';

/**
 * What a run is doing.
 *
 * - `preparing`: probing packages, reading the data, starting a kernel
 * - `running`: π chooses, solutions are written and run
 * - `pausing`: nothing new is begun, what is under way goes on to its end
 * - `paused`: at rest, `start` goes on
 * - `stopping`: what is under way is interrupted
 * - `finished`: its budget is spent or it was stopped; `start` goes on all the
 *   same where steps are left
 */
export type RunPhase =
  'preparing' | 'running' | 'pausing' | 'paused' | 'stopping' | 'finished';

/** A run's state beside its tree, for people. */
export interface IRunStatus {
  phase: RunPhase;
  /** What it does, why it paused or how it ended, where the rest does not say so. */
  news: readonly News[];
  /** Why it paused, where the world is at fault. */
  fault: ExternalError | null;
  /** A wait before the next try; `until` in milliseconds since the epoch. */
  waiting: { reason: string; until: number } | null;
  /** Seconds of work so far, pauses left out. */
  elapsed: number;
  /** Estimate of the seconds left; `null` before there is something to go by. */
  remaining: number | null;
  /** Sum over the tree. */
  usage: Usage;
}

/** All the text that came in so far for a solution under way. */
export interface IStreamed {
  id: string;
  /** What the coder writes, or what the candidate prints. */
  kind: 'reply' | 'output';
  text: string;
}

/** Who drives a run: a page in a browser (or a terminal), or the server itself. */
export const Driver = z.object({
  kind: z.enum(['tab', 'background']),
  /** ISO 8601. */
  since: z.string()
});
export type Driver = z.infer<typeof Driver>;

/** A run that is looked at from here, and driven elsewhere if at all. */
export interface IWatching {
  /** Who drives it; `null` where nobody does. */
  driver: Driver | null;
  /** Whether the server tells what happens; otherwise it may be old. */
  isConnected: boolean;
}

/**
 * One run of the search, as the panel and the terminal see it. It lives in a
 * folder (`path`), from which it can be opened again at any time.
 */
export interface IRun extends IDisposable {
  /** The run's folder, relative to the server's root. */
  readonly path: string;
  readonly config: RunConfig;
  /** The name of the coder, for people. */
  readonly coderName: string;
  /** `null` until the data were read. */
  readonly task: Task | null;
  readonly tree: SolutionTree;
  readonly status: IRunStatus;
  /** How it is watched; `null` where it is driven from here. */
  readonly watching: IWatching | null;
  /** What was found odd when it was opened: a torn line dropped, and the like. */
  readonly notes: readonly string[];
  /** A solution changed; the argument is its new value. */
  readonly solutionChanged: ISignal<IRun, Solution>;
  readonly statusChanged: ISignal<IRun, IRunStatus>;
  /**
   * Text that comes in: the reply as the coder writes it, or what a candidate
   * prints; each time all of it so far.
   */
  readonly streamed: ISignal<IRun, IStreamed>;
  /** The text streamed so far for a solution under way. */
  stream(id: string): string;
  /**
   * Go on until the budget is spent; resolves when the run comes to rest.
   *
   * @param options - `take`: take the run over from whoever drives it.
   * @throws Driven - somebody else drives it, or has taken it over meanwhile.
   */
  start(options?: { take?: boolean }): Promise<void>;
  /**
   * Let go of the run as it is, for somebody else to drive: what runs goes on
   * running. Resolves once nothing of it is touched from here any more.
   */
  leave(): Promise<void>;
  /**
   * Verify the best: run the leading few again and compare them by scores that
   * the search had no part in. For a run at rest; resolves when it is again.
   *
   * @throws Driven - somebody else drives it.
   */
  verify(): Promise<void>;
  /**
   * Have the run do something, here or where it is driven. Resolves once that is done or
   * kept; of what goes on or stops, once the run is at rest.
   *
   * @throws Error - a sentence, where that cannot be done to a solution, or there is none.
   * @throws InvalidRequest - such as a budget of no steps.
   * @throws ExternalError - `storage`: it cannot be kept.
   */
  command(command: RunCommand): Promise<void>;
  /** The full execution with every cell's outputs, loaded where needed. */
  execution(id: string): Promise<Execution | null>;
}
