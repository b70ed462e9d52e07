import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type JSX } from 'react';
import type { IRunEntry } from '../../run/folder/folder';
import type { Session } from '../model/session';
import { useSignal } from '../shared/hooks';
import { Notice } from '../shared/notice';
import { nameOf, RunList, standingText, timeText } from './runList';

interface IProps {
  session: Session;
  trans: TranslationBundle;
}

/**
 * The runs that lie beside the notebook: the newest of its own, to be gone on with
 * or looked at, and the list of all the others.
 */
export function Earlier({ session, trans }: IProps): JSX.Element | null {
  const { runs } = session;
  useSignal(runs.changed);
  const [isOpen, setOpen] = useState(false);
  const [newest = null] = runs.own;
  const others = (runs.all ?? []).filter(entry => entry !== newest);
  return newest === null && others.length === 0 ? null : (
    <section className="jp-AideEarlier" aria-label={trans.__('Earlier runs')}>
      {newest && <Newest entry={newest} session={session} trans={trans} />}
      {others.length > 0 && (
        <button
          type="button"
          className="jp-AideLink"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {newest === null
            ? trans._n(
                '%1 run in this folder',
                '%1 runs in this folder',
                others.length
              )
            : trans._n(
                '%1 more run in this folder',
                '%1 more runs in this folder',
                others.length
              )}
        </button>
      )}
      {isOpen && <RunList entries={others} session={session} trans={trans} />}
    </section>
  );
}

function Newest({
  entry,
  session,
  trans
}: IProps & { entry: IRunEntry }): JSX.Element {
  const { path, file, problem } = entry;
  const { runs } = session;
  useEffect(() => {
    if (file !== null) {
      void runs.read(path);
    }
  }, [runs, path, file]);
  if (file === null) {
    return <Notice kind="problem">{problem}</Notice>;
  }
  const standing = runs.standing(path);
  const open = (resume: boolean) => () => void session.open(path, { resume });
  // One that is over is looked at, and has more to do only if that is asked for.
  const hasMore = standing?.isOver === false;
  return (
    <Notice
      kind="info"
      actions={[
        ...(hasMore ? [{ label: trans.__('Go on'), onClick: open(true) }] : []),
        { label: trans.__('Look'), onClick: open(false) }
      ]}
    >
      {trans.__(
        'This notebook has a run, “%1”, of %2.',
        nameOf(path),
        timeText(file)
      )}
      {standing && ` ${standingText(standing, runs.isLive(path), trans)}.`}{' '}
      {runs.problem(path)}
    </Notice>
  );
}
