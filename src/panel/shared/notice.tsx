import type { JSX, ReactNode } from 'react';

/** A calm line where the work is shown, with the way out as buttons. */
export function Notice(props: {
  kind: 'info' | 'problem';
  children: ReactNode;
  actions?: readonly { label: string; onClick: () => void }[];
}): JSX.Element {
  const { kind, children, actions = [] } = props;
  return (
    <div className={`jp-AideNotice jp-mod-${kind}`} role="status">
      <p>{children}</p>
      {actions.length > 0 && (
        <div className="jp-AideNotice-actions">
          {actions.map(({ label, onClick }) => (
            <button
              key={label}
              type="button"
              className="jp-AideButton"
              onClick={onClick}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
