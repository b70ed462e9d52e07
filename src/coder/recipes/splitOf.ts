import type { Source } from '../../task/declaration';
import { readDivision, type IDivisionReading } from '../../task/goal/division';
import { openDivision, whyRandom } from '../../task/goal/openDivision';
import { rowsUnread } from '../../task/goal/unread';
import type { Split } from '../../task/objectiveKinds';
import { splitName } from '../../task/splitName';
import type { Kind } from './metric';
import { choice, type IQuestion } from './questions';
import type { ITables } from './tables';

/** How rows are divided, where that is from, and what has to be asked of it. */
export interface ISplitReading {
  value: Split;
  source: Source;
  question: IQuestion | null;
}

/**
 * How rows are divided, and why, in words: as the goal and the data say; where neither
 * does and rows may belong together, the likeliest way, which is asked.
 *
 * @param target - the column that is predicted.
 * @param guess - whether the likeliest is to be taken.
 */
export function splitOf(
  goal: string,
  { train, test }: ITables,
  target: string,
  kind: Kind | null,
  guess: boolean
): ISplitReading {
  const { table } = train;
  const tested = test?.table ?? null;
  const path = test?.path ?? null;
  const sure = (value: Split, from: string): ISplitReading => ({
    value,
    source: { from, sure: 'sure', others: [] },
    question: null
  });
  const division = readDivision(goal, table, target, tested);
  if (division !== null) {
    const { kind: by, column } = division;
    return sure({ kind: by, column }, reasonOf(division, path));
  }
  const random: Split = {
    kind: kind === 'regression' ? 'random' : 'stratified'
  };
  const unread = rowsUnread(goal, table, target, tested);
  const open =
    openDivision(goal, table, target, tested) ??
    (unread && { ...unread, why: `The goal says “${unread.words}”.` });
  if (open === null) {
    return sure(random, whyRandom(goal, table, target, tested, path));
  }
  const [likeliest, ...others] = [...open.ways, random];
  if (guess) {
    return sure(likeliest, 'a guess, taken as you said');
  }
  const candidates = [likeliest, ...others].map(splitName);
  return {
    value: likeliest,
    source: { from: 'a guess', sure: 'guess', others: candidates.slice(1) },
    question: choice(
      'split',
      '--split',
      candidates,
      `How are the rows to be divided? ${open.why} Rows that are drawn at random tell the truth only where new rows are ${likeliest.kind === 'time' ? 'of the same time' : 'of the same ones'}; ${likeliest.kind === 'time' ? 'where they come later, the last ones have to be held out' : 'where they are of others, rows of one have to stay together'}.`
    )
  };
}

function reasonOf(
  { kind, from, words }: IDivisionReading,
  test: string | null
): string {
  return from === 'goal'
    ? `from the goal${words ? `: “${words}”` : ''}`
    : kind === 'time'
      ? `the rows of ${test} come later`
      : test === null
        ? 'several rows share one'
        : `several rows share one, and ${test} has others`;
}
