import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { handedInText } from '../../run/account/newsText';
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
  return (
    <p className="jp-AideSubmission">
      <strong>{trans.__('Submission')}</strong>{' '}
      {handedInText(submission, trans)}
    </p>
  );
}
