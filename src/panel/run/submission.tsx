import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { pickOf } from '../../run/pick';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';

/** What is to be handed in, once it was made: where it is, and what it was fitted on. */
export function Submitted(props: {
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { view, trans } = props;
  useSignal(view.changed);
  const { submission } = view.run.tree;
  const pick = pickOf(view.run.tree);
  if (submission === null || submission.id !== pick?.id) {
    return null;
  }
  const { path, rows, fitted, problem } = submission;
  const count = rows.toLocaleString();
  return (
    <p className="jp-AideSubmission">
      <strong>{trans.__('Submission')}</strong>{' '}
      {path === null
        ? trans.__('There is none: %1.', problem)
        : problem !== ''
          ? trans.__(
              '%1, %2 rows as asked for, from before it was fitted on all rows: then it failed (%3).',
              path,
              count,
              problem
            )
          : fitted === 'all'
            ? trans.__(
                '%1, %2 rows as asked for, fitted on all labelled rows.',
                path,
                count
              )
            : fitted === 'sample'
              ? trans.__(
                  '%1, %2 rows as asked for, fitted on all rows of the sample.',
                  path,
                  count
                )
              : trans.__('%1, %2 rows as asked for.', path, count)}
    </p>
  );
}
