import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { useSignal } from '../shared/hooks';
import { OneLine } from '../shared/oneLine';

/** One line for a hint to whoever writes, below those that were given. */
export function Hint(props: {
  session: Session;
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { session, view, trans } = props;
  useSignal(view.changed);
  const { watching, tree, config } = view.run;
  const canHint = config.coder.kind === 'openai' && watching?.driver !== null;
  if (!canHint && tree.hints.length === 0) {
    return null;
  }
  return (
    <section className="jp-AideHint" aria-label={trans.__('Hints')}>
      {tree.hints.length > 0 && (
        <ul>
          {tree.hints.map((hint, at) => (
            <li key={at}>{hint}</li>
          ))}
        </ul>
      )}
      {canHint && (
        <OneLine
          className="jp-AideHint-give"
          label={trans.__('Hint for the next solutions')}
          placeholder={trans.__(
            'A hint for the next solutions: “encode the neighbourhood”'
          )}
          action={trans.__('Give')}
          onSend={text => void session.steering.hint(text)}
        />
      )}
    </section>
  );
}
