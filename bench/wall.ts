import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fateOf, type Kind, scriptOf } from './candidates';
import { floorOf } from './floor';
import { aidemlPython, python, run, temporaryFolder, tell } from './processes';
import { type IRequest, modelName, startModel } from './server';
import { type Figures, median, summary } from './statistics';

/** Solutions of each run. */
const nodes = 20;
/** Seconds that the model takes for an answer. */
const latency = 3;
/** Seconds that a candidate may run; one hangs. */
const timeLimit = 8;
/** Requests to the model at once that are given. */
const atOnce = 8;

export const goal =
  'Predict the sale price (Sale_Price) of each house. Lower RMSLE is better.';

/** What one run took. */
interface IRunCost {
  /** Seconds from the command to its end. */
  seconds: number;
  /** Seconds from the command to its first request to the model. */
  start: number;
  requests: IRequest[];
  /** Calls in flight at once, at most; 1 for aideml. */
  calls: number;
}

/**
 * Item 1: the wall time of 20 nodes. Ours as it is by default with a given number
 * of requests at once, ours with one slot, and aideml, one after the other in each repetition.
 */
export async function measureWall(repetitions: number): Promise<Figures> {
  const costs: Record<'default' | 'sequential' | 'aideml', IRunCost[]> = {
    default: [],
    sequential: [],
    aideml: []
  };
  for (let seed = 0; seed < repetitions; seed++) {
    costs.default.push(await ours(seed, ['--calls', String(atOnce)]));
    costs.sequential.push(await ours(seed, ['--slots', '1']));
    costs.aideml.push(await theirs(seed));
  }
  // What it costs to find out how many requests are served side by side.
  const first = await ours(0, []);
  const seconds = (runs: IRunCost[]) => runs.map(each => each.seconds);
  const cpu = await cpuOf([...costs.default, ...costs.sequential]);
  const limits = costs.default.map(run => limitOf(run, cpu));
  const floors: number[] = [];
  for (const [seed, { calls }] of costs.default.entries()) {
    const kernels = cpus().length;
    const seconds = secondsOf(cpu);
    floors.push(
      await floorOf({ steps: nodes, seed, calls, kernels, latency, seconds })
    );
  }
  const wall = median(seconds(costs.default));
  const aideml = median(seconds(costs.aideml));
  return {
    ...summary('wall20_s', seconds(costs.default)),
    wall20_first_run_s: first.seconds,
    ...summary('wall20_sequential_s', seconds(costs.sequential)),
    ...summary('wall20_aideml_s', seconds(costs.aideml)),
    wall20_limit_s: median(limits.map(limit => limit.seconds)),
    wall20_limit_model_s: median(limits.map(limit => limit.model)),
    wall20_limit_cpu_s: median(limits.map(limit => limit.cpu)),
    wall20_floor_s: median(floors),
    wall20_sequential_floor_s: median(
      costs.sequential.map(run => sequentialFloorOf(run, cpu))
    ),
    wall20_calls_at_once: costs.default[0].calls,
    wall20_ratio_aideml: wall / aideml,
    wall20_ratio_limit: median(
      costs.default.map(({ seconds }, i) => seconds / limits[i].seconds)
    ),
    wall20_ratio_floor: median(
      costs.default.map(({ seconds }, i) => seconds / floors[i])
    ),
    wall20_sequential_ratio_aideml: median(seconds(costs.sequential)) / aideml,
    wall20_start_s: median(costs.default.map(each => each.start)),
    wall20_start_aideml_s: median(costs.aideml.map(each => each.start)),
    wall20_calls: median(costs.default.map(each => each.requests.length)),
    wall20_calls_aideml: median(costs.aideml.map(each => each.requests.length))
  };
}

/** A run of ours in the terminal, as a person begins it. */
async function ours(seed: number, options: string[]): Promise<IRunCost> {
  const folder = folderWithData();
  const name = `ours${options.join('')}-${seed}`;
  return withModel(name, async (url, requests, begun) => {
    const args = [
      'aide',
      'run',
      '--coder',
      'openai',
      '--goal',
      goal,
      '--data',
      'data',
      // The script's own score, as in AIDE.
      '--objective',
      'reported'
    ];
    args.push(
      '--steps',
      String(nodes),
      '--seed',
      String(seed),
      '--json',
      'report.json'
    );
    args.push('--time-limit', String(timeLimit), ...options);
    const env = {
      AIDE_BASE_URL: url,
      AIDE_API_KEY: 'none',
      AIDE_MODEL: modelName
    };
    const home = temporaryFolder();
    const { seconds } = await run(resolve('.venv/bin/jupyter'), args, {
      cwd: folder,
      env,
      home
    });
    return { seconds, requests, calls: atOnce, start: requests[0].at - begun };
  });
}

async function theirs(seed: number): Promise<IRunCost> {
  const folder = folderWithData();
  return withModel(`aideml-${seed}`, async (url, requests, begun) => {
    const args = [resolve('bench/python/aideml_run.py'), String(seed)];
    args.push(
      ...aidemlOptions(folder),
      `agent.steps=${nodes}`,
      `exec.timeout=${timeLimit}`
    );
    const env = { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'none' };
    const { seconds } = await run(aidemlPython, args, {
      cwd: folder,
      env,
      home: temporaryFolder()
    });
    return { seconds, requests, calls: 1, start: requests[0].at - begun };
  });
}

/** What aideml is told in each benchmark. */
export function aidemlOptions(folder: string): string[] {
  return [
    `data_dir=${join(folder, 'data')}`,
    `goal='${goal}'`,
    `agent.code.model=${modelName}`,
    `agent.feedback.model=${modelName}`,
    'generate_report=False'
  ];
}

export function folderWithData(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  cpSync('examples/houses/data', join(folder, 'data'), { recursive: true });
  return folder;
}

async function withModel(
  name: string,
  work: (url: string, requests: IRequest[], begun: number) => Promise<IRunCost>
): Promise<IRunCost> {
  const model = await startModel(latency, `build/bench/${name}.jsonl`);
  try {
    const cost = await work(
      model.url,
      model.requests,
      performance.now() / 1000
    );
    tell(
      `  ${name}: ${cost.seconds.toFixed(1)} s, ${model.requests.length} calls`
    );
    const written = model.requests.filter(
      ({ kind }) => kind !== 'review'
    ).length;
    if (written !== nodes) {
      throw new Error(
        `${name} asked for ${written} scripts, not for ${nodes}.`
      );
    }
    return cost;
  } finally {
    await model.close();
  }
}

/** The least that a run can take: the model's time, or the candidates' CPU. */
interface ILimit {
  model: number;
  cpu: number;
  seconds: number;
}

/** CPU seconds of each script that the model wrote, by its text. */
async function cpuOf(runs: IRunCost[]): Promise<ReadonlyMap<string, number>> {
  const all = runs.flatMap(({ requests }) => requests.filter(isWriting));
  const scripts = [
    ...new Set(all.map(({ kind, count }) => scriptOf(kind, count)))
  ];
  const folder = temporaryFolder();
  symlinkSync(resolve('examples/houses/data'), join(folder, 'input'));
  const { stdout } = await run(
    python,
    [resolve('bench/python/cpu.py'), folder],
    { cwd: folder, home: temporaryFolder() },
    JSON.stringify(scripts)
  );
  return new Map(
    (JSON.parse(stdout) as number[]).map((cost, i) => [scripts[i], cost])
  );
}

function limitOf(
  { requests, calls }: IRunCost,
  cpu: ReadonlyMap<string, number>
): ILimit {
  const limit = {
    model: (requests.length * latency) / calls,
    cpu:
      workOf(requests, (kind, count) => cpu.get(scriptOf(kind, count))!) /
      cpus().length
  };
  return { ...limit, seconds: Math.max(limit.model, limit.cpu) };
}

/** Seconds of a candidate's own work; a script that nobody measured is as the others. */
function secondsOf(
  cpu: ReadonlyMap<string, number>
): (kind: Kind, count: number) => number {
  const usual = median([...cpu.values()]);
  return (kind, count) =>
    fateOf(kind, count) === 'hang'
      ? timeLimit
      : (cpu.get(scriptOf(kind, count)) ?? usual);
}

/** The sum of all calls and of all candidates' own work. */
function sequentialFloorOf(
  { requests }: IRunCost,
  cpu: ReadonlyMap<string, number>
): number {
  return requests.length * latency + workOf(requests, secondsOf(cpu));
}

/** The sum over the scripts that were asked for. */
function workOf(
  requests: readonly IRequest[],
  seconds: (kind: Kind, count: number) => number
): number {
  return requests
    .filter(isWriting)
    .reduce((sum, { kind, count }) => sum + seconds(kind, count), 0);
}

function isWriting(request: IRequest): request is IRequest & { kind: Kind } {
  return request.kind !== 'review';
}
