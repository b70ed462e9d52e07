import type { KernelSpec } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';
import type { IOrigin } from '../notebook/solutionCells';
import { scoresOf } from '../run/account/scores';
import { inputOf } from '../run/runPaths';
import type { ITarget } from './target';

/** What inserted cells tell of where they come from. */
export function originOf({ view, id }: ITarget): IOrigin {
  const { path, config, tree, task } = view.run;
  return {
    solution: tree.get(id),
    run: path,
    data: inputOf(config, path, config.data, task),
    metric: config.metric,
    direction: tree.direction,
    objective: config.objective.kind,
    submission: tree.submission,
    scores: scoresOf(tree, tree.get(id))
  };
}

/** Which kernel a new notebook asks for, as in its metadata. */
export function kernelspecOf(
  kernel: string,
  { specs }: KernelSpec.IManager
): PartialJSONObject {
  return {
    name: kernel,
    display_name: specs?.kernelspecs[kernel]?.display_name ?? kernel,
    language: 'python'
  };
}
