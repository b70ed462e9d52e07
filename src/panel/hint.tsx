import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type FormEvent, type JSX } from 'react';
import { useSignal } from './hooks';
import type { RunView } from './runView';
import type { Session } from './session';

/** One line for a hint to whoever writes, below those that were given. */
export function Hint(props: {
  session: Session;
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { session, view, trans } = props;
  useSignal(view.changed);
  const [text, setText] = useState('');
  const { watching, tree, config } = view.run;
  const canHint = config.coder.kind === 'openai' && watching?.driver !== null;
  if (!canHint && tree.hints.length === 0) {
    return null;
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') {
      void session.hint(text.trim());
      setText('');
    }
  };
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
        <form onSubmit={onSubmit}>
          <input
            value={text}
            aria-label={trans.__('Hint for the next solutions')}
            placeholder={trans.__(
              'A hint for the next solutions: “encode the neighbourhood”'
            )}
            onChange={event => setText(event.target.value)}
          />
          <button
            type="submit"
            className="jp-AideButton"
            disabled={text.trim() === ''}
          >
            {trans.__('Give')}
          </button>
        </form>
      )}
    </section>
  );
}
