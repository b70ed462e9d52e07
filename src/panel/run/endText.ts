import type { TranslationBundle } from '@jupyterlab/translation';
import { formatShare } from '../../task/scores';
import type { RunView } from '../model/runView';
import { withInterval } from '../model/scoreText';

/** How a run ended, in a sentence, and whether it is good news. */
export interface IEndText {
  text: string;
  /** Whether there is something new that can be inserted. */
  isFound: boolean;
}

/**
 * What came of the solution that a person asked for last: its own result, for that
 * is what they wait for.
 *
 * @param id - which one it is.
 */
export function askedText(
  view: RunView,
  id: string,
  trans: TranslationBundle
): IEndText {
  const solution = view.run.tree.get(id);
  const { step, evaluation, state } = solution;
  const score = view.score(solution);
  if (state !== 'good' || score === null) {
    return {
      text:
        state === 'buggy'
          ? trans
              .__('Step %1 failed. %2', step, evaluation?.reason ?? '')
              .trim()
          : trans.__('Step %1 was cancelled.', step),
      isFound: false
    };
  }
  return view.best?.id === id
    ? {
        text: trans.__(
          'Step %1 is the best now: %2.',
          step,
          view.format(score.value)
        ),
        isFound: true
      }
    : {
        text: trans.__(
          'Step %1 has %2; the best stays %3.',
          step,
          view.format(score.value),
          view.format(((view.best && view.score(view.best)) || score).value)
        ),
        isFound: false
      };
}

/** How a run ended. */
export function endText(view: RunView, trans: TranslationBundle): IEndText {
  const { best, gain, counts } = view;
  const score = best && view.score(best);
  if (score === null) {
    return {
      text: trans._n(
        'No solution found: %1 was tried and has no score. Open one in the AIDE panel to see why.',
        'No solution found: %1 were tried and none has a score. Open one in the AIDE panel to see why.',
        counts.all
      ),
      isFound: false
    };
  }
  const shown = withInterval(view, score);
  const text =
    gain !== null
      ? view.isVerified
        ? trans.__(
            'Best %1, %2 better than the first draft in the search.',
            shown,
            formatShare(gain)
          )
        : trans.__(
            'Best %1, %2 better than the first draft.',
            shown,
            formatShare(gain)
          )
      : best === view.firstDraft
        ? trans.__('Best %1, the first draft.', shown)
        : trans.__('Best %1.', shown);
  return { text, isFound: true };
}
