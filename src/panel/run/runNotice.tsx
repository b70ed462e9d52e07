import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunView } from '../model/runView';
import { useNow, useSignal } from '../shared/hooks';
import { newsText } from '../../run/account/newsText';
import { Notice } from '../shared/notice';

/** What the run has to say: what it waits for, why it paused, how it ended. */
export function RunNotice(props: {
  view: RunView;
  trans: TranslationBundle;
  onResume: () => void;
  onConnect: () => void;
}): JSX.Element | null {
  const { view, trans, onResume, onConnect } = props;
  useSignal(view.changed);
  const { status, notes } = view.run;
  const { fault, waiting, phase } = status;
  const message = newsText(status.news, trans);
  const now = useNow(waiting !== null);
  if (waiting !== null) {
    const seconds = Math.max(0, Math.floor((waiting.until - now) / 1000));
    return (
      <Notice
        kind="info"
        actions={[
          {
            label: trans.__('Try now'),
            onClick: () => void view.run.command({ do: 'retry' })
          },
          { label: trans.__('Change the connection…'), onClick: onConnect }
        ]}
      >
        {waiting.reason} {trans.__('Next try in %1 s.', seconds)}
      </Notice>
    );
  }
  if (fault !== null && phase !== 'running') {
    return (
      <Notice
        kind="problem"
        actions={[
          { label: trans.__('Try again'), onClick: onResume },
          ...(fault.kind === 'model'
            ? [
                {
                  label: trans.__('Change the connection…'),
                  onClick: onConnect
                }
              ]
            : [])
        ]}
      >
        {message || fault.message} {trans.__('Nothing done so far is lost.')}
      </Notice>
    );
  }
  // That all steps are done stands above already.
  const isDone = phase === 'finished' && view.counts.settled >= view.steps;
  const text = [
    ...notes,
    ...(phase === 'paused' && message === ''
      ? [
          trans.__(
            'This run was cut off after %1 of %2. Nothing done so far is lost.',
            view.counts.settled,
            view.steps
          )
        ]
      : []),
    phase === 'running' || isDone ? '' : message
  ]
    .filter(part => part !== '')
    .join(' ');
  const actions =
    phase === 'paused' ? [{ label: trans.__('Go on'), onClick: onResume }] : [];
  return text === '' ? null : (
    <Notice kind="info" actions={actions}>
      {text}
    </Notice>
  );
}
