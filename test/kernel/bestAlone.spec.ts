import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestScript } from '../../src/run/folder/best';
import { SolutionTree } from '../../src/search/tree';
import { Dialect } from '../../src/task/data';
import { TaskDeclaration } from '../../src/task/declaration';
import { preview } from '../coder/recipes/support';
import { solved } from '../run/events';
import { onDisk } from './server';

const python = join(__dirname, '..', '..', '.venv', 'bin', 'python');

/** Rows whose price follows from their columns, as they are written with decimal commas. */
const rows = Array.from({ length: 40 }, (_, i) => {
  const [x, z] = [i % 7, (i * 3) % 11];
  return { name: `a${i}`, x: `${x},5`, z: `${z},25`, price: `${2 * x + z},0` };
});

/** What a model may write, up to what its `predict` gives. */
const script = (given: string) => `import pandas as pd
from pathlib import Path
from sklearn.linear_model import LinearRegression

INPUT = Path("./input")
READ = {"sep": ";", "decimal": ","}
train = pd.read_csv(INPUT / "train.csv", **READ)
model = LinearRegression().fit(train[["x", "z"]], train["price"])


def predict(table):
    return ${given}


test = pd.read_csv(INPUT / "test.csv", **READ)
test[["name"]].assign(price=model.predict(test[["x", "z"]])).to_csv("submission.csv", index=False)
validation_metric = 0.1
print(f"validation_metric: {validation_metric}")
`;

it.each([
  ['a table', 'table[["name"]].assign(price=model.predict(table[["x", "z"]]))'],
  ['values alone', 'model.predict(table[["x", "z"]])']
])(
  'a model’s script that predicts %s runs alone, and for later rows',
  (what, given) => {
    const folder = onDisk(`alone ${what}`);
    mkdirSync(join(folder, 'data'), { recursive: true });
    const write = (
      name: string,
      columns: (keyof (typeof rows)[0])[],
      some: typeof rows
    ) =>
      writeFileSync(
        join(folder, name),
        [columns, ...some.map(row => columns.map(column => row[column]))]
          .map(cells => `${cells.join(';')}\n`)
          .join('')
      );
    write('data/train.csv', ['name', 'x', 'z', 'price'], rows.slice(0, 30));
    write('data/test.csv', ['name', 'x', 'z'], rows.slice(30));
    // Without names, and in another order.
    write('new.csv', ['z', 'x'], rows.slice(30, 33));
    const data = preview({
      'train.csv': ['name', 'x', 'z', 'price'],
      'test.csv': ['name', 'x', 'z']
    });
    data.files.forEach(file => {
      file.dialect = Dialect.parse({ format: 'csv', separator: ';' });
    });
    const [solution] = SolutionTree.from(
      solved(1, null, 0.1, script(given)),
      'minimize'
    ).solutions;
    const text = bestScript({
      solution,
      cells: null,
      metric: '',
      scores: '',
      preview: data,
      declaration: TaskDeclaration.parse({
        targets: ['price'],
        leftOut: [{ column: 'name', why: 'numbers the rows' }],
        submission: {
          kind: 'values',
          columns: [
            { name: 'name', holds: 'id' },
            { name: 'price', holds: 'prediction', target: 'price' }
          ]
        }
      }),
      submission: null,
      run: 'aide-runs/a-1',
      data: { fromBase: 'data', fromRun: '../../data' }
    });
    writeFileSync(join(folder, 'best.py'), text);
    execFileSync(python, ['best.py', '--predict', 'new.csv'], { cwd: folder });
    const read = (name: string) =>
      readFileSync(join(folder, name), 'utf8')
        .trim()
        .split('\n')
        .map(line => line.split(','));
    const asked = read('submission.csv');
    expect(asked).toHaveLength(11);
    const later = read('new-predictions.csv');
    expect(later[0]).toEqual(['name', 'price']);
    expect(later.slice(1).map(([name]) => name)).toEqual(['1', '2', '3']);
    later.slice(1).forEach(([, price], i) => {
      expect(Number(price)).toBeCloseTo(Number(asked[i + 1][1]), 6);
    });
  }
);
