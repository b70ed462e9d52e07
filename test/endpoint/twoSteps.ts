import {
  UnusableReply,
  type ICoder,
  type IReviewRequest,
  type IWriteRequest
} from '../../src/search/interfaces';
import { noUsage, type Solution } from '../../src/search/solution';
import { SolutionTree } from '../../src/search/tree';
import type { startEndpoint } from '../support/endpoint.mjs';
import { toldTask } from '../support/toldTask';
import type { IOutcome } from './mode';

const solution: Solution = {
  id: '0001',
  step: 1,
  stage: 'draft',
  parent: null,
  state: 'writing',
  writing: null,
  execution: null,
  evaluation: null
};
const task = { ...toldTask, goal: 'Predict the price.' };
const toWrite: IWriteRequest = {
  stage: 'draft',
  task,
  solution,
  parent: null,
  tree: new SolutionTree(),
  prompt: {
    system: 'You write Python scripts.',
    sections: [{ heading: 'Task', body: 'Predict the price.' }]
  }
};
const toReview: IReviewRequest = {
  task,
  solution,
  execution: {
    status: 'ok',
    seconds: 1,
    reason: '',
    error: null,
    metric: { variable: '0.5', printed: '0.5' },
    measured: null,
    output: '',
    cells: []
  },
  evaluation: {
    score: 0.5,
    bug: false,
    reason: '',
    error: null,
    reported: null,
    analysis: '',
    warnings: [],
    usage: noUsage
  },
  prompt: {
    system: 'You review.',
    sections: [{ heading: 'Output', body: 'validation_metric: 0.5' }]
  }
};

/** What two steps of a run ask of a coder, until a fault; nothing is executed. */
export async function twoSteps(
  coder: ICoder,
  endpoint: Awaited<ReturnType<typeof startEndpoint>>
): Promise<IOutcome> {
  const scripts: string[] = [];
  const said: string[] = [];
  let told = 0;
  const options = {
    signal: new AbortController().signal,
    onWait: (reason: string) => said.push(reason)
  };
  /** Whether the run goes on. */
  const attempt = async (ask: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await ask();
    } catch (error) {
      said.push((error as Error).message);
      told += error instanceof UnusableReply ? error.usage.calls : 0;
      return error instanceof UnusableReply;
    }
  };
  for (let step = 1; step <= 2; step++) {
    let isWritten = false;
    const goesOn = await attempt(async () => {
      const writing = await coder.write(toWrite, options);
      told += writing.usage.calls;
      scripts.push(writing.code);
      return (isWritten = true);
    });
    if (!goesOn) {
      break;
    }
    if (isWritten) {
      await attempt(async () => {
        const review = await coder.review(toReview, options);
        told += review?.usage.calls ?? 0;
        return true;
      });
    }
  }
  const served = endpoint.requests.filter(({ path }) =>
    path.endsWith('/chat/completions')
  ).length;
  return { scripts, said: said.join('\n'), served, told };
}
