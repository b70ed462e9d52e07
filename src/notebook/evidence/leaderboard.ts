import { literal } from '../../coder/recipes/script/python';
import { asRow, HEAD, leaderboardOf } from '../../run/account/leaderboard';
import type { SolutionTree } from '../../search/tree';

/** Solutions that a cell holds; a notebook of many more could hardly be opened. */
const MOST = 1000;

/**
 * A cell with every solution of a run, what it scored and what it cost, as a table that can be
 * sorted by any column, and copied as csv.
 */
export function leaderboardCell(tree: SolutionTree): string {
  const rows = leaderboardOf(tree)
    .slice(-MOST)
    .map(entrant => `        [${asRow(entrant).map(literal).join(', ')}],`);
  const best = tree.direction === 'maximize' ? 'False' : 'True';
  return `# Every solution and what it cost; sort by any column, copy with .to_clipboard() or .to_csv()
import pandas as pd

leaderboard = pd.DataFrame(
    [
${rows.join('\n')}
    ],
    columns=[${HEAD.map(literal).join(', ')}],
)
leaderboard.sort_values('score', ascending=${best}, ignore_index=True)`;
}
