import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

/** What the panel shows where there is no notebook: what to do first. */
export function Welcome({ trans }: { trans: TranslationBundle }): JSX.Element {
  return (
    <div className="jp-AideWelcome">
      <Sketch />
      <p>
        {trans.__(
          'Open a notebook whose first cell says what to predict, beside a folder with the data.'
        )}
      </p>
      <p>
        {trans.__(
          'AIDE then tries one script after another, keeps what helps, and puts the best into the notebook.'
        )}
      </p>
    </div>
  );
}

/** What will be there: a small tree. */
function Sketch(): JSX.Element {
  return (
    <svg
      className="jp-AideWelcome-sketch"
      viewBox="0 0 160 96"
      width="160"
      height="96"
      aria-hidden="true"
    >
      <path
        className="jp-AideTree-sketchLine"
        d="M16 36 H22 Q28 36 28 42 V54 Q28 60 34 60 H40 M40 60 H46 Q52 60 52 66 V78 Q52 84 58 84 H64"
      />
      <g className="jp-AideMark jp-mod-good">
        <circle cx="16" cy="12" r="4.5" />
        <circle cx="16" cy="36" r="4.5" />
        <circle cx="40" cy="60" r="4.5" />
      </g>
      <path
        className="jp-AideMark jp-mod-best"
        transform="translate(64 84)"
        d="M0 -6.2 L1.75 -2.05 L6.2 -1.75 L2.8 1.1 L3.9 5.5 L0 3.1 L-3.9 5.5 L-2.8 1.1 L-6.2 -1.75 L-1.75 -2.05 Z"
      />
      <g className="jp-AideWelcome-words">
        <rect x="80" y="9" width="56" height="6" rx="3" />
        <rect x="80" y="33" width="68" height="6" rx="3" />
        <rect x="80" y="57" width="48" height="6" rx="3" />
        <rect x="80" y="81" width="72" height="6" rx="3" />
      </g>
    </svg>
  );
}
