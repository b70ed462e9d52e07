import { Semaphore } from '../src/base/semaphore';
import { wire } from '../src/run/drive/wiring';
import type { ICoder, IRunner } from '../src/search/interfaces';
import { greedyPolicy } from '../src/search/policy';
import { SolutionTree } from '../src/search/tree';
import { noUsage } from '../src/task/usage';
import { scriptedTask } from '../test/support/scriptedTask';
import { fateOf, type Kind } from './candidates';
import { executionOf, writingOf } from './told';

/** A run as it would be, were there nothing but the model and the candidates. */
export interface IFloorOptions {
  steps: number;
  seed: number;
  /** Requests in flight at once. */
  calls: number;
  /** Candidates that run at once. */
  kernels: number;
  /** Seconds that the model takes for an answer. */
  latency: number;
  /** Seconds of a candidate's own work. */
  seconds: (kind: Kind, count: number) => number;
}

/**
 * Seconds that the search takes where everything of ours costs nothing: starts,
 * kernels, imports, saving. What is left is the order in which a tree grows: an
 * improvement waits for what it improves, and a candidate that hangs has a kernel.
 * It takes that time: the search's pace would be another one in a faster world.
 */
export async function floorOf(options: IFloorOptions): Promise<number> {
  const { latency, seconds, kernels, calls } = options;
  const counts: Record<Kind, number> = { draft: 0, debug: 0, improve: 0 };
  const scripts = new Map<string, { kind: Kind; count: number }>();
  const turns = new Semaphore(kernels);
  const coder: ICoder = {
    name: 'nobody',
    write: async ({ stage, solution }) => {
      const kind = stage as Kind;
      const count = counts[kind]++;
      scripts.set(solution.id, { kind, count });
      await pass(latency);
      return writingOf('an idea', 'A plan.', `step = ${solution.step}`);
    },
    review: async () => {
      await pass(latency);
      return {
        isBug: false,
        summary: 'It can be trusted.',
        lowerIsBetter: true,
        usage: noUsage
      };
    }
  };
  const runner: IRunner = {
    run: async ({ id, code }, { signal, onStart }) => {
      const { kind, count } = scripts.get(id)!;
      const endTurn = await turns.take(signal);
      onStart?.();
      await pass(seconds(kind, count));
      endTurn();
      const isGood = fateOf(kind, count) === 'score';
      const score = (1 / (1 + Number(id))).toFixed(6);
      return {
        ...executionOf(isGood ? score : 'KeyError', code),
        // The search writes ahead by this pace.
        seconds: seconds(kind, count)
      };
    }
  };
  const { search } = wire({
    task: { ...scriptedTask, direction: 'minimize' },
    tree: new SolutionTree('minimize'),
    policy: greedyPolicy({ drafts: 5, debugProbability: 0.5, debugDepth: 3 }),
    coder,
    runner,
    recorder: { record: () => Promise.resolve() },
    settings: {
      steps: options.steps,
      seed: options.seed,
      slots: null,
      timeBudget: null,
      reviewFailures: false,
      calls,
      kernels
    },
    clock: () => performance.now(),
    notify: () => undefined
  });
  const begun = performance.now();
  await search.start();
  return (performance.now() - begun) / 1000;
}

function pass(seconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
