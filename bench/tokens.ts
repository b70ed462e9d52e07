import { join, resolve } from 'node:path';
import OpenAI from 'openai';
import { OpenAICoder } from '../src/coder/openai';
import { RunConfig } from '../src/run/config';
import { readTask } from '../src/run/drive/prepare';
import { wire } from '../src/run/drive/wiring';
import { greedyPolicy } from '../src/search/policy';
import { SolutionTree } from '../src/search/tree';
import type { Task } from '../src/task/task';
import { serve } from './jupyter';
import { aidemlPython, run, temporaryFolder } from './processes';
import { type IRequest, modelName, startModel } from './server';
import { type Figures, median } from './statistics';
import { toldRunner } from './told';
import { aidemlOptions, folderWithData, goal } from './wall';

const nodes = 100;
/** The node numbers that a figure stands for, on either side of its own. */
const around = 5;

/**
 * Item 3: tokens of the prompt for an improvement, by node number, and of all
 * prompts. Scripts say how they end and are not run.
 */
export async function measureTokens(repetitions: number): Promise<Figures> {
  const folder = folderWithData();
  const task = await taskOf(folder);
  const ours: IRequest[][] = [];
  const theirs: IRequest[][] = [];
  for (let seed = 0; seed < repetitions; seed++) {
    ours.push(
      await grow(`tokens-ours-${seed}`, url => search(url, task, seed))
    );
    theirs.push(await grow(`tokens-aideml-${seed}`, url => agent(url, seed)));
  }
  const figures: Figures = {};
  for (const node of [10, 20, 40, 60, 80, 100]) {
    figures[`tokens_${node}`] = tokensAt(ours, node);
    figures[`tokens_aideml_${node}`] = tokensAt(theirs, node);
  }
  const all = (runs: IRequest[][], field: 'tokens' | 'shared') =>
    median(
      runs.map(run => run.reduce((sum, request) => sum + request[field], 0))
    );
  return {
    ...figures,
    tokens_ratio_100_20: figures.tokens_100 / figures.tokens_20,
    tokens_ratio_aideml_100: figures.tokens_100 / figures.tokens_aideml_100,
    tokens_all_100: all(ours, 'tokens'),
    tokens_all_aideml_100: all(theirs, 'tokens'),
    tokens_cacheable_share: all(ours, 'shared') / all(ours, 'tokens'),
    tokens_cacheable_share_aideml: all(theirs, 'shared') / all(theirs, 'tokens')
  };
}

/** The median over what was asked for improvements at about this node. */
function tokensAt(runs: IRequest[][], node: number): number {
  return median(
    runs.flatMap(requests =>
      requests
        .filter(({ kind }) => kind !== 'review')
        .slice(Math.max(0, node - around), node + around)
        .filter(({ kind }) => kind === 'improve')
        .map(({ tokens }) => tokens)
    )
  );
}

async function grow(
  name: string,
  work: (url: string) => Promise<void>
): Promise<IRequest[]> {
  const model = await startModel(0, `build/bench/${name}.jsonl`, true);
  try {
    await work(model.url);
    return model.requests;
  } finally {
    await model.close();
  }
}

/** What ours is asked to do, read from the data by a kernel. */
async function taskOf(folder: string): Promise<Task> {
  const server = await serve(folder);
  try {
    const kernel = await server.kernels.startNew({ name: 'python3' });
    const config = RunConfig.parse({
      goal,
      data: 'data',
      coder: { kind: 'recipes' }
    });
    const task = await readTask(kernel, config, join(folder, 'data'));
    await kernel.shutdown();
    return task;
  } finally {
    await server.close();
  }
}

async function search(url: string, task: Task, seed: number): Promise<void> {
  const defaults = RunConfig.parse({
    goal,
    data: 'data',
    coder: { kind: 'recipes' }
  });
  const { search } = wire({
    task,
    tree: new SolutionTree(),
    policy: greedyPolicy(defaults),
    coder: new OpenAICoder({
      client: new OpenAI({ baseURL: url, apiKey: 'none', maxRetries: 0 }),
      model: modelName,
      temperature: null,
      promptTokens: defaults.promptTokens
    }),
    runner: toldRunner,
    recorder: { record: async () => undefined },
    settings: {
      ...defaults,
      steps: nodes + around,
      slots: 1,
      calls: 1,
      kernels: 1,
      seed
    },
    clock: () => performance.now(),
    notify: () => undefined
  });
  const rest = await search.start();
  if (rest.fault) {
    throw rest.fault;
  }
}

async function agent(url: string, seed: number): Promise<void> {
  const folder = folderWithData();
  await run(
    aidemlPython,
    [
      resolve('bench/python/aideml_tokens.py'),
      String(seed),
      String(nodes + around),
      ...aidemlOptions(folder)
    ],
    {
      cwd: folder,
      env: { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'none' },
      home: temporaryFolder()
    }
  );
}
