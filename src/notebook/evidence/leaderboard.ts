import { literal } from '../../coder/recipes/script/python';
import { scoreOf } from '../../run/account/scores';
import type { SolutionTree } from '../../search/tree';
import { secondsOf } from '../../solution/solution';

/** Solutions that a cell holds; a notebook of many more could hardly be opened. */
const MOST = 1000;

/**
 * A cell with every solution of a run, what it scored and what it cost, as a table that can be
 * sorted by any column, and copied as csv.
 */
export function leaderboardCell(tree: SolutionTree): string {
  const rows = [...tree.solutions].slice(-MOST).map(solution => {
    const { step, parent, state, writing, evaluation, stage } = solution;
    const score = scoreOf(tree, solution);
    const used = [writing?.usage, evaluation?.usage];
    const sum = (of: 'calls' | 'tokensIn' | 'tokensOut') =>
      used.reduce((all, usage) => all + (usage?.[of] ?? 0), 0);
    const row = [
      step,
      writing?.title.replace(/\s+/g, ' ') ?? '',
      stage,
      parent === null ? null : tree.get(parent).step,
      state,
      score?.value ?? null,
      score?.error ?? null,
      Math.round(secondsOf(solution) * 10) / 10,
      sum('calls'),
      sum('tokensIn') + sum('tokensOut')
    ];
    return `    [${row.map(literal).join(', ')}],`;
  });
  const best = tree.direction === 'maximize' ? 'False' : 'True';
  return `# Every solution and what it cost; sort by any column, copy with .to_clipboard() or .to_csv()
import pandas as pd

leaderboard = pd.DataFrame(
    [
${rows.map(row => `    ${row}`).join('\n')}
    ],
    columns=['step', 'what', 'move', 'of step', 'state', 'score', 'standard error', 'seconds', 'calls', 'tokens'],
)
leaderboard.sort_values('score', ascending=${best}, ignore_index=True)`;
}
