import { literal } from '../../coder/recipes/script/python';
import type { Importance } from '../../task/evidence';

/** A cell with what a solution's score loses where a column is shuffled, as it was measured. */
export function importanceCell({ columns, rows }: Importance): string {
  const lines = columns.map(
    ([name, loss, error]) =>
      `        [${[name, loss, error === null ? null : 2 * error].map(literal).join(', ')}],`
  );
  return `# What its score loses when a column is shuffled, on ${rows} rows that were held out
import matplotlib.pyplot as plt
import pandas as pd

importance = pd.DataFrame(
    [
${lines.join('\n')}
    ],
    columns=['column', 'loss', '±'],
)
figure, axis = plt.subplots(figsize=(7, 1 + 0.3 * len(importance)), layout='constrained')
axis.barh(importance['column'], importance['loss'], xerr=importance['±'], alpha=0.6, ecolor='#808080')
axis.invert_yaxis()
plt.show()
importance`;
}
