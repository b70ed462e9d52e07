import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { proposeHoldout } from '../coder/recipes/holdout';
import { understand } from '../coder/recipes/understand';
import { endKernel, ManagedKernels } from '../kernel/launcher';
import { previewData } from '../kernel/preview';
import { checkRequest, InvalidRequest } from '../run/config';
import type { IRunHost } from '../run/host';
import { checkPlaces } from '../run/prepare';
import { filesToGive, reported, type Objective } from '../task/objectiveKinds';

/** A request with its objective, and what there is to say about it. */
export interface IChosen {
  request: Record<string, unknown>;
  /** A sentence for people; empty where nothing is to be said. */
  why: string;
}

/**
 * Settle the objective of a new run.
 *
 * @param choice - `reported`, `holdout`, a Python file with an objective cell
 *   (`FILE.py`, or `fresh:FILE.py` for a kernel of its own), or nothing: a
 *   hold-out where the data allow it.
 * @param give - files that solutions of a hold-out get whatever they hold, with
 *   commas between.
 * @throws InvalidRequest - it is none of these, or the data cannot be held out.
 */
export async function withObjective(
  host: IRunHost,
  request: Record<string, unknown>,
  choice: string | undefined,
  give = ''
): Promise<IChosen> {
  const chosen = await choose(host, request, choice);
  if (give === '') {
    return chosen;
  }
  const { objective } = checkRequest(chosen.request);
  if (objective.kind !== 'holdout') {
    throw new InvalidRequest(
      'No rows are held out here, so solutions get all of the data: leave --give out.'
    );
  }
  return {
    ...chosen,
    request: {
      ...chosen.request,
      objective: { ...objective, give: filesToGive(give) }
    }
  };
}

async function choose(
  host: IRunHost,
  request: Record<string, unknown>,
  choice: string | undefined
): Promise<IChosen> {
  if (choice === 'reported') {
    return { request: { ...request, objective: reported }, why: '' };
  }
  if (choice !== undefined && choice !== 'holdout') {
    return { request: { ...request, objective: cellIn(choice) }, why: '' };
  }
  const config = checkRequest({ ...request, objective: reported });
  await checkPlaces(host, config);
  const kernel = await new ManagedKernels({
    serverSettings: host.serverSettings,
    kernelManager: host.kernels,
    name: config.kernel,
    path: '',
    run: `preview of ${config.data}`
  }).start();
  try {
    const { goal, metric, direction } = config;
    const preview = await previewData(kernel, config.data);
    if (preview.files.length === 0) {
      throw new InvalidRequest(
        `${preview.notes[0] ?? `The kernel sees no files in “${config.data}”.`} Put the data there, or name another folder with --data.`
      );
    }
    const understood = understand(goal, preview, { metric, direction });
    if (config.coder.kind === 'recipes' && understood.problems.length > 0) {
      throw new InvalidRequest(understood.problems.join(' '));
    }
    const proposal = proposeHoldout(goal, preview, understood, metric);
    if (proposal !== null) {
      const { objective, why } = proposal;
      return {
        request: {
          ...request,
          objective,
          metric: objective.metric,
          direction: direction ?? understood.metric?.direction ?? null
        },
        why: `Scores on rows of ${objective.table} that candidates do not see. ${why} (--objective reported: AIDE’s own way.)`
      };
    }
    if (choice === 'holdout') {
      throw new InvalidRequest(
        'No rows can be held out here: that needs a table with at least 60 rows at the top of the data folder, a target that the goal names, and a metric such as RMSE, MAE, accuracy, log loss or ROC AUC. Name them in the goal, or take --objective reported.'
      );
    }
    return {
      request: { ...request, objective: reported },
      why: 'Each script measures itself: no rows can be held out here (--objective holdout says what that needs).'
    };
  } finally {
    await endKernel(kernel).catch(() => undefined);
  }
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
