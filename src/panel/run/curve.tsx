import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';

const width = 240;
const height = 44;
const inset = 6;

/**
 * The best score over the steps. Nothing in it moves but when the best does:
 * the steps' axis is as long as the run from the start.
 */
export function Curve(props: {
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { view, trans } = props;
  useSignal(view.changed);
  const curve = view.curve;
  if (curve.length < 2) {
    return null;
  }
  const first = curve[0];
  const best = curve[curve.length - 1];
  const steps = Math.max(view.steps, best.step, 2);
  const x = (step: number) =>
    inset + ((step - 1) / (steps - 1)) * (width - 2 * inset);
  // A better score is drawn higher, whatever the direction.
  const y = (score: number) =>
    height -
    inset -
    ((score - first.score) / (best.score - first.score)) * (height - 2 * inset);
  const line = curve
    .map(({ step, score }, at) =>
      at === 0
        ? `M${x(step)} ${y(score)}`
        : `H${x(step).toFixed(1)} V${y(score).toFixed(1)}`
    )
    .join(' ');
  return (
    <figure className="jp-AideCurve">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={trans.__(
          'Best score by step: from %1 at step %2 to %3 at step %4',
          view.format(first.score),
          first.step,
          view.format(best.score),
          best.step
        )}
      >
        <path
          d={`M${inset} ${height - 1} H${width - inset}`}
          className="jp-mod-axis"
        />
        <path d={line} className="jp-mod-line" />
        <path
          d={`M${x(best.step)} ${y(best.score)} h0`}
          className="jp-mod-best"
        />
      </svg>
      <figcaption aria-hidden="true">
        <span>{view.format(first.score)}</span>
        <span>
          {view.isVerified
            ? trans.__('%1 in the search', view.format(best.score))
            : view.format(best.score)}
          {' · '}
          {trans.__('step %1', best.step)}
        </span>
      </figcaption>
    </figure>
  );
}
