import type { TranslationBundle } from '@jupyterlab/translation';
import { caretRightIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';
import { storyOf } from '../../run/account/story';
import { formatShare, improvement } from '../../task/scores';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';

/** The properties of {@link Story}. */
export interface IStoryProps {
  view: RunView;
  trans: TranslationBundle;
  onOpen: (id: string) => void;
  onTable: () => void;
  onReport: () => void;
}

/** What a run at rest came to: what helped, what failed and how often. */
export function Story(props: IStoryProps): JSX.Element | null {
  const { view, trans } = props;
  useSignal(view.changed);
  return view.isAtRest && view.counts.all > 1 ? (
    <Told {...props} trans={trans} />
  ) : null;
}

function Told(props: IStoryProps): JSX.Element {
  const { view, trans, onOpen, onTable, onReport } = props;
  const { direction } = view.run.tree;
  const { gains, helped, failures, inVain } = storyOf(view.run.tree);
  const failed = failures.reduce((sum, { times }) => sum + times, 0);
  const share = (before: number, score: number) => {
    const gain = direction && improvement(before, score, direction);
    return gain === null || gain <= 0 ? '' : `+${formatShare(gain)}`;
  };
  return (
    <details className="jp-AideStory">
      <summary>
        <caretRightIcon.react tag="span" aria-hidden="true" />
        {[
          helped === 0
            ? trans.__('no step helped')
            : trans._n('%1 step helped', '%1 steps helped', helped),
          ...(inVain > 0 ? [trans.__('%1 in vain', inVain)] : []),
          ...(failed > 0 ? [trans.__('%1 failed', failed)] : [])
        ].join(' · ')}
      </summary>
      {gains.length > 0 && view.isVerified && (
        <p>{trans.__('Scores as the search measured them.')}</p>
      )}
      {gains.length > 0 && (
        <ol aria-label={trans.__('The way to the best')}>
          {gains.map(({ solution, before, score }) => (
            <li key={solution.id}>
              <button
                type="button"
                className="jp-AideLink"
                title={solution.writing?.title}
                onClick={() => onOpen(solution.id)}
              >
                {view.format(score)}
              </button>
              <span>{solution.writing?.title}</span>
              <span>{before === null ? '' : share(before, score)}</span>
            </li>
          ))}
        </ol>
      )}
      {failures.length > 0 && (
        <ul aria-label={trans.__('What failed')}>
          {failures.slice(0, 5).map(({ kind, times, mended, first }) => (
            <li key={kind}>
              <button
                type="button"
                className="jp-AideLink"
                title={first.evaluation?.reason}
                onClick={() => onOpen(first.id)}
              >
                {trans.__('%1 ×', times)}
              </button>
              <span>{kind}</span>
              <span>{mended === 0 ? '' : trans.__('%1 mended', mended)}</span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="jp-AideButton" onClick={onTable}>
        {trans.__('All solutions as a table')}
      </button>{' '}
      <button type="button" className="jp-AideButton" onClick={onReport}>
        {trans.__('Make a report notebook')}
      </button>
    </details>
  );
}
