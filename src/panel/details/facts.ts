import type { TranslationBundle } from '@jupyterlab/translation';
import type { Solution } from '../../solution/solution';
import type { Execution } from '../../task/execution';
import { addUsage, noUsage } from '../../task/usage';
import type { RunView } from '../model/runView';
import {
  formatDuration,
  formatUsage,
  stageWord,
  stateWord
} from '../shared/words';

/** What is known of a solution beside its score, each a few words, in their order. */
export function factsOf(
  view: RunView,
  solution: Solution,
  trans: TranslationBundle
): string[] {
  const { evaluation, execution, writing, step, stage } = solution;
  const used = addUsage(
    writing?.usage ?? noUsage,
    evaluation?.usage ?? noUsage
  );
  return [
    trans.__('Step %1, %2', step, stageWord(stage, trans)),
    originOf(solution, trans),
    view.run.tree.isOpen(solution) ? '' : trans.__('not looked at any more'),
    standingOf(view, solution, trans),
    ...(execution === null ? [] : timesOf(execution, trans)),
    formatUsage(used, view.cost(used), trans)
  ].filter(fact => fact !== '');
}

/** Who wanted it; empty where the search did. */
function originOf(
  { writing, asked }: Solution,
  trans: TranslationBundle
): string {
  if (writing?.by === 'person') {
    return trans.__('written by you');
  }
  return asked ? trans.__('asked for by you') : '';
}

function standingOf(
  view: RunView,
  solution: Solution,
  trans: TranslationBundle
): string {
  if (view.best?.id !== solution.id) {
    return stateWord(solution.state, trans);
  }
  return view.isVerified ? trans.__('best, verified') : trans.__('best so far');
}

/** How long it ran, on all rows and on a sample first. */
function timesOf(
  { seconds, smoke }: Execution,
  trans: TranslationBundle
): string[] {
  return [
    smoke?.passed === false
      ? ''
      : trans.__('ran %1', formatDuration(seconds, trans)),
    smoke
      ? trans.__(
          '%1 on a sample of %2 rows',
          formatDuration(smoke.seconds, trans),
          smoke.rows
        )
      : ''
  ];
}
