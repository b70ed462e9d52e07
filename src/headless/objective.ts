import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IDeclaredTask } from '../coder/recipes/declare';
import { proposeHoldout } from '../coder/recipes/holdout';
import { endKernel, ManagedKernels } from '../kernel/launcher';
import { probePackages } from '../kernel/packages';
import { previewData } from '../kernel/preview';
import {
  checkRequest,
  dataName,
  InvalidRequest,
  type RunConfig,
  type RunRequest
} from '../run/config';
import { lackingBoosters } from '../run/account/boosters';
import { trans as english } from '../run/account/english';
import type { IRunHost } from '../run/host';
import { adviceFor } from '../run/drive/advice';
import { checkNeeds } from '../run/drive/prepare';
import { checkPackages } from '../run/drive/stack';
import type { DataPreview } from '../task/data';
import { scoredByCell, type TaskDeclaration } from '../task/declaration';
import {
  filesToGive,
  kindFacts,
  reported,
  type Objective
} from '../task/objectiveKinds';
import { said, saidLine } from '../task/said';
import { type AskWord, settleTask } from './settleTask';
import type { ITaskOptions } from './taskOptions';

/** A request with its task and its objective, and what there is to say about them. */
export interface IChosen {
  request: RunRequest;
  /** Lines for people. */
  said: string[];
}

/** What the command line says of the task and of who measures. */
export interface IChoice {
  task: ITaskOptions;
  /**
   * `reported`, `holdout`, a Python file with an objective cell (`FILE.py`, or
   * `fresh:FILE.py` for a kernel of its own), or nothing: a hold-out where the data
   * allow it.
   */
  objective: string | undefined;
  /** Files that solutions of a hold-out get whatever they hold, with commas between. */
  give: string | undefined;
}

/**
 * Settle the task and the objective of a new run, with one kernel that is checked for
 * what the run needs.
 *
 * @param ask - asks what goal and data leave open; `null` where nobody can be asked.
 * @throws InvalidRequest - something is open that no option settles, the data cannot be
 *   held out as asked, or the kernel lacks what is needed.
 */
export async function settle(
  host: IRunHost,
  request: Record<string, unknown>,
  choice: IChoice,
  ask: AskWord | null
): Promise<IChosen> {
  const isProposed =
    choice.objective === undefined || choice.objective === 'holdout';
  const config = checkRequest({
    ...request,
    metric: request.metric ?? choice.task.given.metric?.name,
    direction: request.direction ?? choice.task.given.metric?.direction,
    objective:
      isProposed || choice.objective === 'reported'
        ? reported
        : cellIn(choice.objective!)
  });
  await checkNeeds(host, config);
  const kernel = await new ManagedKernels({
    serverSettings: host.serverSettings,
    kernelManager: host.kernels,
    name: config.kernel,
    path: '',
    run: `preview of ${dataName(config)}`
  }).start();
  try {
    if (config.coder.kind === 'recipes') {
      await checkPackages(kernel, config);
    }
    const preview = await previewData(kernel, dataName(config), {
      goal: config.goal
    });
    if (preview.files.length === 0) {
      throw new InvalidRequest(
        `${preview.notes[0] ?? `The kernel sees no files in “${dataName(config)}”.`} Put the data there, or name another folder with --data.`
      );
    }
    const advised = await adviceFor(config, host.serverSettings, preview);
    const task = await settleTask(config, preview, choice.task, ask, advised);
    const chosen = choose(config, preview, task, isProposed, choice);
    if (config.coder.kind !== 'recipes') {
      await checkPackages(kernel, chosen.config);
    }
    const { declaration } = chosen.config;
    return {
      request: { ...chosen.config, reading: advised.usage },
      said: [
        ...(declaration ? said(declaration).map(saidLine) : []),
        chosen.why,
        config.coder.kind === 'recipes'
          ? lackingBoosters(await probePackages(kernel), config.kernel, english)
          : ''
      ]
    };
  } finally {
    await endKernel(kernel).catch(() => undefined);
  }
}

function choose(
  config: RunConfig,
  preview: DataPreview,
  task: IDeclaredTask,
  isProposed: boolean,
  { objective: named, give = '' }: IChoice
): { config: RunConfig; why: string } {
  const proposal = isProposed
    ? proposeHoldout(preview, task, config.metric)
    : null;
  if (proposal?.objective === null && named === 'holdout') {
    throw new InvalidRequest(
      `No rows can be held out here: ${proposal.why} Or take --objective reported.`
    );
  }
  if (!proposal?.objective && give !== '') {
    throw new InvalidRequest(
      'No rows are held out here, so solutions get all of the data: leave --give out.'
    );
  }
  if (proposal?.objective) {
    const { objective } = proposal;
    return {
      config: {
        ...config,
        objective: { ...objective, give: filesToGive(give) },
        metric: objective.metric,
        direction: config.direction ?? task.metric?.direction ?? null,
        declaration: task.declaration
      },
      why: `Scores on rows of ${objective.table} that candidates do not see (--objective reported: AIDE’s own way).`
    };
  }
  return {
    config: { ...config, declaration: withoutHoldout(config, task) },
    why:
      config.objective.kind === 'cell'
        ? ''
        : proposal
          ? `Each script measures itself, and no rows are held out: ${proposal.why}`
          : 'Each script measures itself.'
  };
}

/** Where no rows are held out, whoever writes measures what was not said. */
function withoutHoldout(
  { coder, objective, metric }: RunConfig,
  { declaration, metric: read }: IDeclaredTask
): TaskDeclaration | null {
  const isSaid = metric !== '' || (read && !read.from.startsWith('usual'));
  if (declaration && !kindFacts(objective).isOfMetric) {
    return scoredByCell(declaration);
  }
  return (
    declaration && {
      ...declaration,
      metric: coder.kind !== 'recipes' && !isSaid ? null : declaration.metric
    }
  );
}

function cellIn(choice: string): Objective {
  const fresh = choice.startsWith('fresh:');
  const file = fresh ? choice.slice('fresh:'.length) : choice;
  let code: string;
  try {
    code = readFileSync(resolve(file), 'utf8');
  } catch {
    throw new InvalidRequest(
      `There is no objective “${file}”: it is reported, holdout, or a Python file whose last expression is the score.`
    );
  }
  if (code.trim() === '') {
    throw new InvalidRequest(`The objective “${file}” is empty.`);
  }
  return { kind: 'cell', code, fresh };
}
