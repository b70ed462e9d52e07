import type { SolutionTree } from '../../search/tree';
import { secondsOf } from '../../solution/solution';
import { scoreOf } from './scores';

/** A solution with its score, and what it cost. */
export interface IEntrant {
  id: string;
  step: number;
  /** What it tries, in a line. */
  what: string;
  move: string;
  /** The step that it was made of; `null` for none. */
  of: number | null;
  state: string;
  score: number | null;
  /** Standard error of the score. */
  error: number | null;
  /** Seconds that it took. */
  seconds: number;
  calls: number;
  tokens: number;
}

/** Every solution of a run, in the order of their steps. */
export function leaderboardOf(tree: SolutionTree): IEntrant[] {
  return [...tree.solutions].map(solution => {
    const { id, step, parent, state, writing, evaluation, stage } = solution;
    const score = scoreOf(tree, solution);
    const used = [writing?.usage, evaluation?.usage];
    const sum = (of: 'calls' | 'tokensIn' | 'tokensOut') =>
      used.reduce((all, usage) => all + (usage?.[of] ?? 0), 0);
    return {
      id,
      step,
      what: writing?.title.replace(/\s+/g, ' ') ?? '',
      move: stage,
      of: parent === null ? null : tree.get(parent).step,
      state,
      score: score?.value ?? null,
      error: score?.error ?? null,
      seconds: Math.round(secondsOf(solution) * 10) / 10,
      calls: sum('calls'),
      tokens: sum('tokensIn') + sum('tokensOut')
    };
  });
}

/** The columns of a leaderboard as a file has them. */
const COLUMNS: readonly [keyof IEntrant, string][] = [
  ['step', 'step'],
  ['what', 'what'],
  ['move', 'move'],
  ['of', 'of step'],
  ['state', 'state'],
  ['score', 'score'],
  ['error', 'standard error'],
  ['seconds', 'seconds'],
  ['calls', 'calls'],
  ['tokens', 'tokens']
];

/** The names of the columns of a leaderboard, and of an entrant what stands in them. */
export function asRow(entrant: IEntrant): (string | number | null)[] {
  return COLUMNS.map(([column]) => entrant[column]);
}
/** The names of those columns. */
export const HEAD: readonly string[] = COLUMNS.map(([, name]) => name);

/** A leaderboard as csv, of which nothing is taken for a formula. */
export function csvOf(entrants: readonly IEntrant[]): string {
  const cell = (value: string | number | null) =>
    typeof value === 'string'
      ? `"${value.replace(/^(?=[=+\-@\t])/, "'").replaceAll('"', '""')}"`
      : (value ?? '');
  return [HEAD, ...entrants.map(asRow)]
    .map(row => `${row.map(cell).join(',')}\n`)
    .join('');
}
