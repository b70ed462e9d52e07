import { useId, type JSX, type ReactNode } from 'react';

/**
 * A labelled field with what was found about it, or what is wrong with it, in a
 * line beneath.
 *
 * @param children - renders the control; the properties tie it to its label and
 *   to that line.
 */
export function Field(props: {
  label: string;
  note?: ReactNode;
  problem?: string;
  children: (control: {
    id: string;
    'aria-describedby': string;
    'aria-invalid': boolean;
  }) => ReactNode;
}): JSX.Element {
  const { label, note, problem = '', children } = props;
  const id = useId();
  return (
    <div className="jp-AideField">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': `${id}-note`,
        'aria-invalid': problem !== ''
      })}
      <div
        id={`${id}-note`}
        className={problem ? 'jp-AideField-problem' : 'jp-AideField-note'}
        role={problem ? 'alert' : undefined}
      >
        {problem || note}
      </div>
    </div>
  );
}
