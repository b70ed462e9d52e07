import type { TranslationBundle } from '@jupyterlab/translation';
import { type IScore, scoresOf, within } from '../../run/account/scores';
import type { Solution } from '../../solution/solution';
import type { Objective } from '../../task/objectiveKinds';
import type { RunView } from './runView';

/** A score with the interval that holds the true value 95 times of 100: "0.145 ± 0.012". */
export function withInterval(view: RunView, score: IScore): string {
  const half = within(score);
  return half === null
    ? view.format(score.value)
    : `${view.format(score.value)} ± ${view.format(half)}`;
}

/** All that was measured of a solution, its score first, each with what it was measured on. */
export function explained(
  view: RunView,
  solution: Solution,
  trans: TranslationBundle
): string[] {
  const { kind } = view.run.config.objective;
  return scoresOf(view.run.tree, solution).map(
    score => `${withInterval(view, score)} ${measuredOn(score.on, kind, trans)}`
  );
}

/** What a number was measured on, as the end of "0.145 …". */
function measuredOn(
  on: IScore['on'],
  objective: Objective['kind'],
  trans: TranslationBundle
): string {
  switch (on) {
    case 'verified':
      return {
        holdout: trans.__('on rows that no choice was made by'),
        cell: trans.__('measured again in fresh kernels'),
        reported: trans.__('by its own validation with other seeds')
      }[objective];
    case 'search':
      return {
        holdout: trans.__('on held-out rows, which the search chose by'),
        cell: trans.__('by the objective cell, which the search chose by'),
        reported: trans.__('by its own validation, which the search chose by')
      }[objective];
    case 'own':
      return trans.__('by its own validation on the rows that it was given');
    case 'all rows':
      return trans.__('by its own validation on all rows');
  }
}
