import { stepRandom } from '../../src/base/random';
import type { Lab } from './lab';
import { notebook } from './small';

/** What is predicted, and what a sample file has for it before anybody did. */
interface IAsked {
  goal: string;
  target: 'y' | 'kind';
  /** Whether there are rows to be predicted, and a sample of what is handed in. */
  isHandedIn: boolean;
}

/**
 * A notebook beside a small table of which neither a linear model nor trees have all: a line
 * and a wave, as a number `y`, or as a `kind` of two. After its goal it has a cell that
 * predicts three rows by what was inserted.
 *
 * @param folder - where; the notebook in it is `waves.ipynb`.
 * @returns the names of the rows that are asked for, in the sample's order.
 */
export async function waves(
  lab: Lab,
  folder: string,
  { goal, target, isHandedIn }: IAsked
): Promise<string[]> {
  const rows = Array.from({ length: 330 }, (_, at) => {
    const [x, z] = [(at * 37) % 101, ((at * 53) % 97) / 10];
    const y = x + 25 * Math.sin(z) + 30 * (stepRandom(1, at)() - 0.5);
    const answers = { y: y.toFixed(2), kind: y > 50 ? 'high' : 'low' };
    return [`w${at}`, x, z, answers[target]];
  });
  const write = (name: string, head: string[], lines: unknown[][]) =>
    lab.write(
      `${folder}/data/${name}.csv`,
      [head, ...lines, ''].map(String).join('\n')
    );
  await write('train', ['name', 'x', 'z', target], rows.slice(0, 300));
  // Another order than the test table's.
  const asked = rows
    .slice(300)
    .map(([name]) => String(name))
    .reverse();
  if (isHandedIn) {
    const without = rows.slice(300).map(row => row.slice(0, 3));
    await write('test', ['name', 'x', 'z'], without);
    await write(
      'sample_submission',
      ['name', target],
      asked.map(name => [name, 0.5])
    );
  }
  const own = JSON.parse(notebook(goal));
  own.cells.push({
    cell_type: 'code',
    id: 'later',
    metadata: {},
    source: [
      "later = predict(pd.read_csv('data/train.csv').head(3))",
      "print('later:', *later.iloc[:, -1])"
    ].join('\n'),
    outputs: [],
    execution_count: null
  });
  await lab.write(`${folder}/waves.ipynb`, JSON.stringify(own));
  return asked;
}

/** A script as a model may write it: chances of `kind`, by a logistic regression. */
export const written = `import numpy as np
import pandas as pd
from pathlib import Path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

INPUT = Path("./input")
train = pd.read_csv(INPUT / "train.csv")
y = (train["kind"] == "high").astype(int)
told = INPUT / "folds.csv"
fold = pd.read_csv(told)["fold"].to_numpy() if told.exists() else np.arange(len(train)) % 5
oof = pd.DataFrame({"row": np.arange(len(train)), "kind": 0.5})
for each in np.unique(fold):
    model = LogisticRegression().fit(train.loc[fold != each, ["x", "z"]], y[fold != each])
    oof.loc[fold == each, "kind"] = model.predict_proba(train.loc[fold == each, ["x", "z"]])[:, 1]
oof.to_csv("oof.csv", index=False)
model = LogisticRegression().fit(train[["x", "z"]], y)


def predict(table):
    return table[["name"]].assign(kind=model.predict_proba(table[["x", "z"]])[:, 1])


submission = pd.read_csv(INPUT / "sample_submission.csv")[["name"]]
test = pd.read_csv(INPUT / "test.csv")
submission = submission.merge(predict(test), on="name")
submission.to_csv("submission.csv", index=False)
validation_metric = roc_auc_score(y, oof["kind"])
print(f"validation_metric: {validation_metric}")
`;
