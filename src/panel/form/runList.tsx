import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type JSX } from 'react';
import type { IRunEntry } from '../../run/folder/folder';
import type { RunFile } from '../../run/folder/runFile';
import { formatScore } from '../../task/scores';
import type { Runs } from '../model/runs';
import type { Session } from '../model/session';
import type { IStanding } from '../model/standing';
import { useSignal } from '../shared/hooks';

/** Runs that are listed without a line to search them by. */
const few = 6;

/** Runs with their names, dates, states and best scores: each opens by a click. */
export function RunList(props: {
  entries: readonly IRunEntry[];
  session: Session;
  trans: TranslationBundle;
}): JSX.Element {
  const { entries, session, trans } = props;
  const { runs } = session;
  useSignal(runs.changed);
  const [words, setWords] = useState('');
  const found = entries.filter(entry => isFound(entry, words));
  const paths = found.flatMap(({ path, file }) => (file ? [path] : []));
  useReading(runs, paths);
  return (
    <>
      {entries.length > few && (
        <input
          className="jp-AideRuns-search"
          type="search"
          aria-label={trans.__('Search the runs')}
          placeholder={trans.__('Search by name, goal or date')}
          value={words}
          onChange={event => setWords(event.target.value)}
        />
      )}
      <ul className="jp-AideRuns" aria-label={trans.__('Runs')}>
        {found.map(entry => (
          <Row key={entry.path} entry={entry} session={session} trans={trans} />
        ))}
      </ul>
      {found.length === 0 && <p>{trans.__('No run has these words.')}</p>}
    </>
  );
}

function Row(props: {
  entry: IRunEntry;
  session: Session;
  trans: TranslationBundle;
}): JSX.Element {
  const { entry, session, trans } = props;
  const { path, file, problem } = entry;
  const { runs } = session;
  if (file === null) {
    return <li className="jp-AideRuns-problem">{problem}</li>;
  }
  const standing = runs.standing(path);
  const { notebook, goal } = file.config;
  const whose =
    notebook === null
      ? trans.__('from the terminal')
      : notebook === session.path
        ? ''
        : trans.__('of %1', PathExt.basename(notebook));
  return (
    <li>
      <button
        type="button"
        title={goal}
        onClick={() => void session.open(path, { resume: false })}
      >
        <span className="jp-AideRuns-name">{nameOf(path)}</span>
        <span>
          {standing
            ? standingText(standing, runs.isLive(path), trans)
            : runs.problem(path)}
        </span>
        <span>
          {whose === '' ? timeText(file) : `${timeText(file)} · ${whose}`}
        </span>
      </button>
    </li>
  );
}

/** Read how runs stand, one after the other, as long as they are shown. */
function useReading(runs: Runs, paths: readonly string[]): void {
  const key = JSON.stringify(paths);
  useEffect(() => {
    let isGone = false;
    const readAll = async () => {
      for (const path of JSON.parse(key) as string[]) {
        if (!isGone) {
          await runs.read(path);
        }
      }
    };
    void readAll();
    return () => {
      isGone = true;
    };
  }, [runs, key]);
}

function isFound({ path, file }: IRunEntry, words: string): boolean {
  const text = [
    nameOf(path),
    file?.config.goal ?? '',
    file ? timeText(file) : ''
  ]
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** What a run's folder is called. */
export function nameOf(path: string): string {
  return PathExt.basename(path);
}

/** When a run was begun, for people. */
export function timeText({ created }: RunFile): string {
  return new Date(created).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short'
  });
}

/** How a run stands, in a few words. */
export function standingText(
  { settled, steps, isOver, score }: IStanding,
  isLive: boolean,
  trans: TranslationBundle
): string {
  const state = isLive
    ? trans.__('%1 of %2, running', settled, steps)
    : isOver
      ? trans.__('%1 of %2, finished', settled, steps)
      : trans.__('%1 of %2, paused', settled, steps);
  const best =
    score === null
      ? trans.__('no score')
      : trans.__('best %1', formatScore(score));
  return `${state} · ${best}`;
}
