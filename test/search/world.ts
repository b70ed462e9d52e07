import { ExternalError } from '../../src/base/externalError';
import type { EventQueue, IRecorder } from '../../src/run/drive/eventQueue';
import { wire, type IWiringOptions } from '../../src/run/drive/wiring';
import {
  type ICoder,
  type IReview,
  type IRunner,
  type SearchNotice
} from '../../src/search/interfaces';
import { greedyPolicy } from '../../src/search/policy';
import type { Search } from '../../src/search/search';
import type { TreeEvent } from '../../src/solution/events';
import { SolutionTree } from '../../src/search/tree';
import type { Solution } from '../../src/solution/solution';
import type { Execution } from '../../src/task/execution';
import type { Task } from '../../src/task/task';
import { anExecution, aTask, aWriting } from './support';

type Settings = IWiringOptions['settings'];

/** Every call that a search makes of the world. */
export type Call = 'write' | 'run' | 'review' | 'record';

/**
 * A world for a search: a coder, a runner and a recorder that do the same for
 * the same solution at any time and in any order. What the search gets from them
 * is counted, so that a test can tell what was lost or paid twice.
 */
export class World {
  constructor(
    options: {
      settings?: Partial<Settings>;
      task?: Partial<Task>;
      events?: readonly TreeEvent[];
      /** Reached by every call; it decides when the call goes on, and may throw. */
      gate?: (call: Call, id: string) => Promise<void> | void;
      /** What the coder answers with. */
      review?: (solution: Solution) => IReview | null;
      execution?: (code: string) => Execution;
      clock?: () => number;
    } = {}
  ) {
    this._options = options;
    this.task = aTask({ metric: '', goal: 'Predict.', ...options.task });
    this.settings = {
      steps: 30,
      slots: 1,
      calls: 8,
      kernels: 8,
      seed: 1,
      timeBudget: null,
      reviewFailures: false,
      ...options.settings
    };
    this.journal = [...(options.events ?? [])];
    this.tree = SolutionTree.from(this.journal, this.task.direction);
  }

  readonly task: Task;
  readonly settings: Settings;
  readonly tree: SolutionTree;
  readonly journal: TreeEvent[];
  readonly notices: SearchNotice[] = [];
  /** The way into the tree of the search that was made last. */
  queue: EventQueue | null = null;
  /** How often the world gave something for a solution: `write 0001`. */
  readonly given = new Map<string, number>();
  /** Solutions that are being written, run or reviewed, by what happens to them. */
  readonly underWay = new Map<string, Call>();
  /** The most of these at once, of those that were written or run, and of calls. */
  most = { underWay: 0, busy: 0, calls: 0 };

  /** A search over this world's tree. */
  search(change: Partial<IWiringOptions> = {}): Search {
    const { search, queue } = wire({
      task: this.task,
      tree: this.tree,
      policy: greedyPolicy({ drafts: 5, debugProbability: 0.5, debugDepth: 3 }),
      coder: this.coder,
      runner: this.runner,
      recorder: this.recorder,
      settings: this.settings,
      clock: this._options.clock ?? (() => 0),
      notify: notice => this.notices.push(notice),
      ...change
    });
    this.queue = queue;
    return search;
  }

  get coder(): ICoder {
    return {
      name: 'A coder of a test',
      write: ({ solution, parent, stage }, { signal }) =>
        this._call('write', solution.id, signal, () =>
          aWriting({
            title: `${stage} ${solution.id}`,
            code: `${stage} ${solution.id} of ${parent?.writing?.code ?? ''}`.slice(
              0,
              200
            ),
            usage: { calls: 1, tokensIn: 10, tokensOut: 5, tokensCached: 0 }
          })
        ),
      review: ({ solution }, { signal }) =>
        this._call('review', solution.id, signal, () =>
          this._options.review
            ? this._options.review(solution)
            : aReview({ isBug: hash(solution.writing!.code) % 7 === 0 })
        )
    };
  }

  get runner(): IRunner {
    return {
      run: ({ id, code }, { signal, onStart, onOutput }) =>
        this._call('run', id, signal, () => {
          onStart?.();
          onOutput?.('running');
          return (this._options.execution ?? executionOf)(code);
        }).catch(error => {
          if (signal.aborted) {
            return anExecution({ status: 'interrupted', reason: 'Stopped.' });
          }
          throw error;
        })
    };
  }

  get recorder(): IRecorder {
    return {
      record: async events => {
        const [event] = events;
        await this._options.gate?.('record', 'id' in event ? event.id : '');
        this.journal.push(...events);
      }
    };
  }

  private async _call<T>(
    call: Call,
    id: string,
    signal: AbortSignal,
    give: () => T
  ): Promise<T> {
    if (this.underWay.has(id)) {
      throw new Error(`${id} is under way twice`);
    }
    this.underWay.set(id, call);
    const calls = [...this.underWay.values()];
    const { underWay, busy, calls: asked } = this.most;
    this.most = {
      underWay: Math.max(underWay, calls.length),
      busy: Math.max(busy, calls.filter(each => each !== 'review').length),
      calls: Math.max(asked, calls.filter(each => each !== 'run').length)
    };
    try {
      await Promise.race([this._options.gate?.(call, id), aborted(signal)]);
      signal.throwIfAborted();
      const key = `${call} ${id}`;
      this.given.set(key, (this.given.get(key) ?? 0) + 1);
      return give();
    } finally {
      this.underWay.delete(id);
    }
  }

  private readonly _options: NonNullable<
    ConstructorParameters<typeof World>[0]
  >;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

export function aReview(change: Partial<IReview> = {}): IReview {
  return {
    isBug: false,
    summary: 'Something was learned.',
    lowerIsBetter: true,
    usage: { calls: 1, tokensIn: 3, tokensOut: 1, tokensCached: 0 },
    ...change
  };
}

/** What comes of a script: the same each time; a third of them fail. */
export function executionOf(code: string): Execution {
  const value = hash(code);
  return value % 3 === 0
    ? anExecution({ status: 'error', reason: 'ValueError in cell 1.' })
    : anExecution({
        metric: { variable: String(value / 1e6), printed: null },
        output: ''
      });
}

function hash(text: string): number {
  let value = 7;
  for (let at = 0; at < text.length; at++) {
    value = (Math.imul(value, 31) + text.charCodeAt(at)) >>> 0;
  }
  return value % 1_000_003;
}

/** A run's outcome, to be compared. */
export function outcomeOf(tree: SolutionTree): unknown {
  return { direction: tree.direction, solutions: [...tree.solutions] };
}

export const fault = (kind: ExternalError['kind']): ExternalError =>
  new ExternalError(`The ${kind} is not there; try again.`, kind);

/** Let everything that can go on go on. */
export async function quiet(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}

/** A promise and what ends it. */
export function deferred(): {
  promise: Promise<void>;
  resolve: () => void;
} {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>(done => (resolve = done));
  return { promise, resolve };
}
