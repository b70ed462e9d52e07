import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { useSignal } from '../shared/hooks';
import { Notice } from '../shared/notice';

/** Who keeps the run going, and how that is changed; nothing for one at rest. */
export function Driving(props: {
  session: Session;
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { session, view, trans } = props;
  useSignal(view.changed);
  const { watching, config } = view.run;
  const handOver = {
    label: trans.__('Keep running without this tab'),
    onClick: () => void session.steering.handOver()
  };
  if (watching === null) {
    // Who asks before scripts run has to be here.
    return view.isAtRest || config.askBeforeRunning ? null : (
      <div className="jp-AidePanel-actions">
        <button
          type="button"
          className="jp-AideButton"
          disabled={session.busy !== null}
          onClick={handOver.onClick}
        >
          {handOver.label}
        </button>
      </div>
    );
  }
  if (!watching.isConnected) {
    return (
      <Notice kind="info">
        {trans.__(
          'The Jupyter server does not answer. This shows the run as it was; it follows again once the server is back.'
        )}
      </Notice>
    );
  }
  const { driver } = watching;
  if (driver === null) {
    return null;
  }
  const takeOver = { onClick: () => void session.steering.takeOver() };
  const time = new Date(driver.since).toLocaleTimeString(undefined, {
    timeStyle: 'short'
  });
  return driver.kind === 'background' ? (
    <Notice
      kind="info"
      actions={[{ ...takeOver, label: trans.__('Drive it from here') }]}
    >
      {trans.__('The server keeps this run going. You can close this tab.')}
    </Notice>
  ) : (
    <Notice
      kind="info"
      actions={[{ ...takeOver, label: trans.__('Go on here') }]}
    >
      {trans.__(
        'Another tab drives this run, since %1. Here you watch it.',
        time
      )}
    </Notice>
  );
}
