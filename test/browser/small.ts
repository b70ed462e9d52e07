import type { Lab } from './lab';

/**
 * A notebook beside a small table, which any model has fitted in a moment.
 *
 * @param folder - where; the notebook in it is `flowers.ipynb`.
 */
export async function small(
  lab: Lab,
  folder: string,
  {
    goal = 'Predict the `kind` of each flower. The metric is accuracy.',
    data = 'data',
    rows = 240
  } = {}
): Promise<void> {
  await lab.write(`${folder}/flowers.ipynb`, notebook(goal));
  await lab.write(`${folder}/${data}/train.csv`, table(rows));
}

/** A notebook with one Markdown cell, or with none where it is empty. */
export function notebook(goal: string): string {
  const cells =
    goal === ''
      ? [
          {
            cell_type: 'code',
            id: 'first',
            metadata: {},
            source: '1 + 1',
            outputs: [],
            execution_count: null
          }
        ]
      : [{ cell_type: 'markdown', id: 'first', metadata: {}, source: goal }];
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: 'python3',
        display_name: 'Python 3 (ipykernel)',
        language: 'python'
      },
      language_info: { name: 'python' }
    },
    cells
  });
}

/** Flowers of two kinds that overlap; the same each time. */
function table(count: number): string {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const rows = Array.from({ length: count }, (_, at) => {
    const kind = at % 2;
    const length = 4 + kind + 2 * random();
    const width = 2 + 0.5 * kind * random() + random();
    return `${length.toFixed(2)},${width.toFixed(2)},${['red', 'blue', 'white'][Math.floor(3 * random())]},${kind ? 'iris' : 'rose'}`;
  });
  return `length,width,colour,kind\n${rows.join('\n')}\n`;
}
