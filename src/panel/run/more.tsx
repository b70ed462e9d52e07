import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type FormEvent, type JSX } from 'react';

/** Has a run that is over try more solutions: how many, and the button. */
export function More(props: {
  onMore: (count: number) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { onMore, trans } = props;
  const [typed, setTyped] = useState('20');
  const isCount = /^\s*[1-9]\d{0,3}\s*$/.test(typed);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onMore(Number(typed));
  };
  return (
    <form className="jp-AideMore" onSubmit={onSubmit}>
      <button type="submit" className="jp-AideButton" disabled={!isCount}>
        {isCount ? trans.__('%1 more', Number(typed)) : trans.__('more')}
      </button>
      <input
        aria-label={trans.__('How many more solutions')}
        aria-invalid={!isCount}
        inputMode="numeric"
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
    </form>
  );
}
