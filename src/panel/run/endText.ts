import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunView } from './runView';
import { formatShare } from './scores';

/** How a run ended, in a sentence. */
export function endText(
  view: RunView,
  trans: TranslationBundle
): { text: string; isFound: boolean } {
  const { best, gain, counts } = view;
  const score = best?.evaluation?.score ?? null;
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
  const text =
    gain !== null && gain > 0
      ? trans.__(
          'Best %1, %2 better than the first draft.',
          view.format(score),
          formatShare(gain)
        )
      : trans.__('Best %1, the first draft.', view.format(score));
  return { text, isFound: true };
}
