import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { pickOf } from '../../run/pick';
import type { Submission } from '../../task/handedIn';
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
  return (
    <p className="jp-AideSubmission">
      <strong>{trans.__('Submission')}</strong> {saidOf(submission, trans)}
    </p>
  );
}

function saidOf(
  { path, rows, fitted, problem }: Submission,
  trans: TranslationBundle
): string {
  const count = rows.toLocaleString();
  if (path === null) {
    return trans.__('There is none: %1.', problem);
  }
  if (problem !== '') {
    return trans.__(
      '%1, %2 rows as asked for, from before it was fitted on all rows: then it failed (%3).',
      path,
      count,
      problem
    );
  }
  switch (fitted) {
    case 'all':
      return trans.__(
        '%1, %2 rows as asked for, fitted on all labelled rows.',
        path,
        count
      );
    case 'part':
      return trans.__(
        '%1, %2 rows as asked for, fitted on as many rows as its time allowed.',
        path,
        count
      );
    case 'sample':
      return trans.__(
        '%1, %2 rows as asked for, fitted on all rows of the sample.',
        path,
        count
      );
    case 'search':
      return trans.__('%1, %2 rows as asked for.', path, count);
  }
}
