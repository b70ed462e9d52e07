import type { JSX } from 'react';
import type { SolutionState } from '../../solution/solution';

/** The mark of a node: its state by shape, before any colour. */
export type Mark = SolutionState | 'best';

const star =
  'M0 -6.2 L1.75 -2.05 L6.2 -1.75 L2.8 1.1 L3.9 5.5 L0 3.1 L-3.9 5.5 L-2.8 1.1 L-6.2 -1.75 L-1.75 -2.05 Z';

/** The mark as SVG, around the origin, 12 units wide. */
export function MarkShape({ mark }: { mark: Mark }): JSX.Element {
  const className = `jp-AideMark jp-mod-${mark}`;
  switch (mark) {
    case 'best':
      return <path className={className} d={star} />;
    case 'good':
      return <circle className={className} r="4.5" />;
    case 'buggy':
      return <path className={className} d="M-4 -4 L4 4 M4 -4 L-4 4" />;
    case 'cancelled':
      return <path className={className} d="M-4.5 0 L4.5 0" />;
    case 'writing':
      return <circle className={className} r="4.5" strokeDasharray="2.2 2.1" />;
    case 'waiting':
      return <circle className={className} r="4.5" />;
    case 'running':
      return (
        <g className={className}>
          <circle r="4.5" />
          <path d="M0 -4.5 A4.5 4.5 0 0 1 4.5 0" />
        </g>
      );
    case 'reviewing':
      return (
        <g className={className}>
          <circle r="4.5" />
          <path d="M0 -4.5 A4.5 4.5 0 0 1 0 4.5 Z" />
        </g>
      );
  }
}

/** A mark standing in a line of text. */
export function InlineMark({ mark }: { mark: Mark }): JSX.Element {
  return (
    <svg
      className="jp-AideMark-inline"
      viewBox="-8 -8 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      <MarkShape mark={mark} />
    </svg>
  );
}
