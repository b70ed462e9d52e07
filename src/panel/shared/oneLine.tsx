import { useState, type FormEvent, type JSX } from 'react';

/** A form of one line: what a person types is sent and the line is empty again. */
export function OneLine(props: {
  className: string;
  /** What the line is for. */
  label: string;
  placeholder: string;
  /** The button's word. */
  action: string;
  /** Gets the text without space around it; never an empty one. */
  onSend: (text: string) => void;
}): JSX.Element {
  const { className, label, placeholder, action, onSend } = props;
  const [text, setText] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') {
      onSend(text.trim());
      setText('');
    }
  };
  return (
    <form className={className} onSubmit={onSubmit}>
      <input
        value={text}
        aria-label={label}
        placeholder={placeholder}
        onChange={event => setText(event.target.value)}
      />
      <button
        type="submit"
        className="jp-AideButton"
        disabled={text.trim() === ''}
      >
        {action}
      </button>
    </form>
  );
}
