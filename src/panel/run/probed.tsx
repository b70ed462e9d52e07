import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { newsText } from '../../run/account/newsText';
import { probeNews } from '../../run/account/probeNews';
import { startAgain } from '../model/startAgain';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { useSignal } from '../shared/hooks';
import { Notice } from '../shared/notice';

/** That scores do not hold for other rows, and the button that starts again for those. */
export function Probed(props: {
  session: Session;
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { session, view, trans } = props;
  useSignal(view.changed);
  const { tree } = view.run;
  const news = probeNews(tree);
  if (news.length === 0) {
    return null;
  }
  const { by } = tree.probe!;
  return (
    <Notice
      kind="info"
      actions={[
        {
          label:
            by.kind === 'time'
              ? trans.__('Start again, by time')
              : trans.__('Start again, grouped'),
          onClick: () => void startAgain(session, view, by)
        }
      ]}
    >
      {newsText(news, trans)}
    </Notice>
  );
}
