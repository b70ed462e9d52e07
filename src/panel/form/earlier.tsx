import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import type { IRunEntry } from '../../run/folder/folder';
import { Notice } from '../notice';
import type { Session } from '../session';

/** Runs listed before the rest is asked for. */
const shown = 3;

/** The runs that lie beside the notebook: to be gone on with, or looked at. */
export function Earlier(props: {
  session: Session;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { session, trans } = props;
  const [isOpen, setOpen] = useState(false);
  const entries = session.earlier ?? [];
  if (entries.length === 0) {
    return null;
  }
  const [newest, ...rest] = entries;
  return (
    <section className="jp-AideEarlier" aria-label={trans.__('Earlier runs')}>
      <Entry entry={newest} session={session} trans={trans} />
      {rest.length > 0 && !isOpen && (
        <button
          type="button"
          className="jp-AideLink"
          onClick={() => setOpen(true)}
        >
          {trans._n('%1 earlier run', '%1 earlier runs', rest.length)}
        </button>
      )}
      {isOpen &&
        rest
          .slice(0, shown)
          .map(entry => (
            <Entry
              key={entry.path}
              entry={entry}
              session={session}
              trans={trans}
            />
          ))}
    </section>
  );
}

function Entry(props: {
  entry: IRunEntry;
  session: Session;
  trans: TranslationBundle;
}): JSX.Element {
  const { entry, session, trans } = props;
  const { path, file, problem } = entry;
  if (file === null) {
    return <Notice kind="problem">{problem}</Notice>;
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  const open = (resume: boolean) => () => void session.open(path, { resume });
  return (
    <Notice
      kind="info"
      actions={[
        { label: trans.__('Go on'), onClick: open(true) },
        { label: trans.__('Look'), onClick: open(false) }
      ]}
    >
      {trans.__(
        'This notebook has a run, “%1”, of %2.',
        name,
        new Date(file.created).toLocaleString(undefined, {
          dateStyle: 'medium',
          timeStyle: 'short'
        })
      )}
    </Notice>
  );
}
