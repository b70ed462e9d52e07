import type { TranslationBundle } from '@jupyterlab/translation';
import {
  type IScore,
  measuredOn,
  scoresOf,
  within
} from '../../run/account/scores';
import type { Solution } from '../../solution/solution';
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
    score => `${withInterval(view, score)} ${measuredOn(score, kind, trans)}`
  );
}
