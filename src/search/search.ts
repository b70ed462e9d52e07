import type { TreeEvent } from './events';
import type { Fault, ICoder, IRecorder, IRunner } from './interfaces';
import type { ISearchPolicy } from './policy';
import type { Task } from './task';
import type { SolutionTree } from './tree';

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

/** How a search came to rest. */
export interface ISearchRest {
  state: 'finished' | 'paused' | 'stopped';
  /** A sentence for people. */
  reason: string;
  /** Where something outside stopped it. */
  fault: Fault | null;
}

/** What a search keeps to. */
export interface ISearchSettings {
  /** How many solutions π may choose, cancelled ones included. */
  steps: number;
  /** Solutions under way at once; 1 is AIDE's own sequence. */
  slots: number;
  /** Seed of everything that is drawn. */
  seed: number;
  /** Seconds of work after which nothing new is begun; `null` for no limit. */
  timeBudget: number | null;
  /** Tokens that a whole prompt may take. */
  promptTokens: number;
  /** Ask the coder for a review of failed solutions too. */
  reviewFailures: boolean;
  /** Seconds of work that were spent before, when a run is resumed. */
  elapsed?: number;
}

/** What a search is made of. */
export interface ISearchOptions {
  task: Task;
  /** T as far as it was grown; the search goes on from there. */
  tree: SolutionTree;
  policy: ISearchPolicy;
  coder: ICoder;
  runner: IRunner;
  recorder: IRecorder;
  settings: ISearchSettings;
  /** Milliseconds, from any origin, that pass at the pace of real time. */
  clock: () => number;
  notify: (notice: SearchNotice) => void;
}

/** The loop of AIDE over asynchronous slots. */
export class Search {
  constructor(options: ISearchOptions) {
    this._options = options;
  }

  /** Seconds of work so far, pauses left out. */
  get elapsed(): number {
    return this._options.settings.elapsed ?? 0;
  }

  /** Go on until the budget is spent; resolves when the search comes to rest. */
  start(): Promise<ISearchRest> {
    throw new Error('Under construction');
  }

  /** Begin nothing new, let what is under way finish. */
  pause(): void {}

  /** Interrupt what is under way and come to rest. */
  stop(): void {}

  /** Cancel one solution under way. */
  async cancel(id: string): Promise<void> {}

  private readonly _options: ISearchOptions;
}
