import type { JSX } from 'react';
import type { Points } from '../../task/evidence';
import { digits } from './table';

const SIZE = 160;

/** The properties of {@link Plot}. */
export interface IPlotProps {
  /** What it shows, which is read out. */
  label: string;
  x: string;
  y: string;
  points: Points;
  /** Whether the points are one line. */
  isLine?: boolean;
  /** A line that is drawn beside: of equal x and y, or of no y. */
  guide?: 'equal' | 'zero';
  /** From where to where both axes go; by the points where nothing is said. */
  within?: readonly [number, number];
}

/** A small picture of points, or of a line through them. */
export function Plot(props: IPlotProps): JSX.Element | null {
  const { label, x, y, points, isLine = false, guide, within } = props;
  const known = points.filter(
    (pair): pair is [number, number] => pair[0] !== null && pair[1] !== null
  );
  if (known.length === 0) {
    return null;
  }
  const xs = known.map(([one]) => one);
  const ys = known.map(([, one]) => one);
  const all = guide === 'equal' ? [...xs, ...ys] : null;
  const [left, right] = within ?? rangeOf(all ?? xs);
  const [low, high] =
    within ?? rangeOf(all ?? (guide === 'zero' ? [...ys, 0] : ys));
  const across = (value: number) =>
    (((value - left) / (right - left || 1)) * SIZE).toFixed(1);
  const up = (value: number) =>
    (SIZE - ((value - low) / (high - low || 1)) * SIZE).toFixed(1);
  const dots = known.map(([a, b]) => `${across(a)} ${up(b)}`);
  return (
    <figure className="jp-AidePlot">
      <svg
        viewBox={`-3 -3 ${SIZE + 6} ${SIZE + 6}`}
        role="img"
        aria-label={label}
      >
        <path className="jp-mod-axis" d={`M0 0 V${SIZE} H${SIZE}`} />
        {guide !== undefined && (
          <path
            className="jp-mod-guide"
            d={
              guide === 'equal'
                ? `M0 ${SIZE} L${SIZE} 0`
                : `M0 ${up(0)} H${SIZE}`
            }
          />
        )}
        <path
          className={isLine ? 'jp-mod-line' : 'jp-mod-dots'}
          d={
            isLine
              ? `M${dots.join(' L')}`
              : dots.map(dot => `M${dot} h0`).join(' ')
          }
        />
      </svg>
      <figcaption aria-hidden="true">
        <span>
          {y}: {digits(low)} – {digits(high)}
        </span>
        <span>
          {x}: {digits(left)} – {digits(right)}
        </span>
      </figcaption>
    </figure>
  );
}

function rangeOf(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
