import type { IEventQueue } from '../solution/eventQueue';
import type { TreeEvent } from '../solution/events';
import type { Solution } from '../solution/solution';
import type { Evaluation } from '../task/evaluation';
import type { Execution } from '../task/execution';
import type { News } from '../task/news';
import type { Task } from '../task/task';
import type { Usage } from '../task/usage';
import type { Writing } from '../task/writing';
import type { ISummary } from './summary';
import type { SolutionTree } from './tree';

/**
 * What the search needs from the rest of the world. Its own package implements
 * none of these.
 */

/** What every request to write a solution brings. */
export interface IWriteRequestBase {
  task: Task;
  /** The node that is being written; its step seeds whatever a coder draws. */
  solution: Solution;
  /** T as it stands, this node and the others under way included. */
  tree: SolutionTree;
  /** What a person hinted at for every solution, the oldest first. */
  hints: readonly string[];
}

/** What else is made, or was made, on the same solution. */
export interface IOthers {
  /** Under way at this moment, by the same move. */
  underWay: readonly Solution[];
  /** The newest few that were made of it and have a result, by their step. */
  finished: readonly Solution[];
}

/** To write a first solution of its own. */
export interface IDraftRequest extends IWriteRequestBase {
  stage: 'draft';
  parent: null;
  summary: ISummary;
  others: IOthers;
}

/** To mend a solution that failed. */
export interface IDebugRequest extends IWriteRequestBase {
  stage: 'debug';
  parent: Solution;
  /** What led to it, the nearest first. */
  ancestors: readonly Solution[];
}

/** To improve a solution that has a score. */
export interface IImproveRequest extends IWriteRequestBase {
  stage: 'improve';
  parent: Solution;
  summary: ISummary;
  others: IOthers;
}

/** One call of the coding operator f, by its move. */
export type WriteRequest = IDraftRequest | IDebugRequest | IImproveRequest;

/** What is asked when a solution that ran is reviewed. */
export interface IReviewRequest {
  task: Task;
  solution: Solution;
  execution: Execution;
  /** What the facts alone say. */
  evaluation: Evaluation;
}

/** A reviewer's opinion. Facts win over it. */
export interface IReview {
  /** Whether the solution is wrong although it has a score. */
  isBug: boolean;
  /** What was learned, a few sentences. */
  summary: string;
  /** What the reviewer takes to be the metric's direction; `null` if it can't tell. */
  lowerIsBetter: boolean | null;
  usage: Usage;
}

/** How a call is watched and ended. */
export interface ICallOptions {
  signal: AbortSignal;
  /** The reply's text as far as it came, for people to watch. */
  onText?: (text: string) => void;
  /** A wait before the next try: why, and how many seconds it takes. */
  onWait?: (reason: string, seconds: number) => void;
  /** What calls cost that come to nothing, where the request as a whole fails. */
  onSpent?: (usage: Usage) => void;
  /** A reply that comes to nothing, as far as it came, and why: a sentence. */
  onUnused?: (text: string, reason: string) => void;
}

/** Who writes scripts: a language model, or the offline recipes. */
export interface ICoder {
  /** For people: "Offline recipes", "gpt-5 at api.openai.com". */
  readonly name: string;
  /**
   * Write a solution.
   *
   * @throws UnusableReply - the coder answered, repeatedly, but with nothing
   *   that can run. The node fails, the run goes on.
   * @throws ExternalError - the coder cannot be reached or refuses. The run pauses.
   */
  write(request: WriteRequest, options: ICallOptions): Promise<Writing>;
  /**
   * Review a solution that ran; `null` from a coder that has no opinion.
   *
   * @throws Anything - a review that fails is left out, the run goes on.
   */
  review(
    request: IReviewRequest,
    options: ICallOptions
  ): Promise<IReview | null>;
}

/** Who runs scripts. */
export interface IRunner {
  /**
   * Run a candidate to its end, whatever that is. Whatever a candidate does is
   * a result, not an exception.
   *
   * @param candidate - `where`: what `onStart` was told when a run of it began
   *   that was cut off. It is taken up there, where it still goes on; otherwise
   *   it runs from its beginning.
   * @param onStart - called once when its first cell starts, or when it is taken
   *   up, after any wait for a free kernel; told where it runs.
   * @param onOutput - the text printed so far, capped, as it comes.
   * @throws ExternalError - no kernel can be had. The run pauses.
   */
  run(
    candidate: { id: string; code: string; where?: string | null },
    options: {
      /** Seconds. */
      timeLimit: number;
      /** Aborting ends the candidate with the status `interrupted`. */
      signal: AbortSignal;
      onStart?: (where?: string) => void;
      onOutput?: (text: string) => void;
    }
  ): Promise<Execution>;
}

/** Who says how much may be under way at once, and be made in all. */
export interface IAdmission {
  /**
   * Whether one more solution may be taken up.
   *
   * @param underWay - those that are worked on now, as they stand.
   */
  mayStart(tree: SolutionTree, underWay: readonly Solution[]): boolean;
  /**
   * What is told where no new solution may be begun; `null` where one may.
   *
   * @param elapsed - seconds of work so far.
   */
  budgetSpent(tree: SolutionTree, elapsed: number): News | null;
}

/** What the search tells whoever watches it. */
export type SearchNotice =
  /** T changed; the event is recorded already. */
  | { type: 'tree'; event: TreeEvent }
  /** The reply of the coder so far. */
  | { type: 'reply'; id: string; text: string }
  /** What the candidate printed so far. */
  | { type: 'output'; id: string; text: string }
  /** A wait before the next try of a call, in seconds. */
  | { type: 'wait'; id: string; reason: string; seconds: number };

/** What the search works on and with. */
export interface ISearchWorld {
  task: Task;
  /** T as far as it was grown; the search goes on from there. */
  tree: SolutionTree;
  coder: ICoder;
  runner: IRunner;
  /** The queue into the tree; of its events and faults the search is told. */
  queue: IEventQueue;
  /** Must not throw. */
  notify: (notice: SearchNotice) => void;
}
