import { ContentsManager, KernelSpecManager } from '@jupyterlab/services';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import {
  deleteModelSettings,
  putModelSettings
} from '../../src/coder/modelSettings';
import type { RunRequest } from '../../src/run/config';
import { createRun } from '../../src/run/drive/run';
import type { IRunHost } from '../../src/run/host';
import { startEndpoint } from '../support/endpoint.mjs';
import { runInserted } from './inserted';
import { onDisk, runningKernels, testKernels, testServer } from './server';

jest.setTimeout(240_000);

const serverSettings = testServer();
const kernels = testKernels();
const contents = new ContentsManager({ serverSettings });
const specs = new KernelSpecManager({ serverSettings, standby: 'never' });
const host: IRunHost = { contents, kernels, specs, serverSettings };

afterAll(async () => {
  kernels.dispose();
  specs.dispose();
  contents.dispose();
  expect(await runningKernels()).toEqual([]);
});

/** Rows of two kinds that overlap, each with its name. */
const rows = Array.from({ length: 120 }, (_, i) => {
  const [x, z] = [((i * 37) % 101) / 10, ((i * 53) % 97) / 10];
  const kind = x + z + ((i * 7919) % 50) / 10 > 12 ? 'yes' : 'no';
  return { name: `a${i}`, x, z, kind };
});

function write(folder: string, files: Record<string, string[]>): void {
  mkdirSync(onDisk(folder, 'data'), { recursive: true });
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(onDisk(folder, 'data', name), [...lines, ''].join('\n'));
  }
}

/** A request for one solution of a notebook in a folder. */
function request(
  folder: string,
  { coder, id }: { coder: RunRequest['coder']; id: string | null }
): RunRequest {
  return {
    goal: 'Predict the kind. The metric is ROC AUC.',
    data: `${folder}/data`,
    notebook: `${folder}/a.ipynb`,
    metric: 'ROC AUC',
    direction: 'maximize',
    coder,
    steps: 1,
    drafts: 1,
    verifyRuns: 0,
    objective: {
      kind: 'holdout',
      table: 'train.csv',
      target: 'kind',
      id,
      positive: 'yes',
      metric: 'ROC AUC',
      split: { kind: 'stratified' },
      search: 0.2,
      final: 0.2
    }
  };
}

it('is inserted as cells that predict chances where there is no test file', async () => {
  write('untested', {
    'train.csv': [
      'x,z,kind',
      ...rows.map(({ x, z, kind }) => `${x},${z},${kind}`)
    ]
  });
  const run = await createRun(
    host,
    request('untested', { coder: { kind: 'recipes' }, id: null })
  );
  await run.start();
  const { said, code, printed } = await runInserted(
    kernels,
    run,
    run.tree.best!.id,
    'untested',
    'left = predict(train.head(3))["kind"]\nprint(len(left), left.between(0, 1).all())'
  );
  run.dispose();
  expect(said).toMatch(/\*\*ROC AUC 0\.\d+.*Run, it learns from every/s);
  expect(code).toContain("INPUT = Path('data')");
  expect(code).not.toContain('aide-runs');
  expect(printed).toMatch(/validation_metric: 0\.\d+[^]*3 True/);
  expect(existsSync(onDisk('untested', 'submission.csv'))).toBe(false);
});

/** What a model may write: chances by a logistic regression. */
const SCRIPT = `import numpy as np
import pandas as pd
from pathlib import Path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

INPUT = Path("./input")
train = pd.read_csv(INPUT / "train.csv")
y = (train["kind"] == "yes").astype(int)
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

it('is inserted as cells that write what was submitted, by a model’s script, too', async () => {
  const asked = rows.slice(90).map(({ name }) => name);
  write('written', {
    'train.csv': [
      'name,x,z,kind',
      ...rows
        .slice(0, 90)
        .map(({ name, x, z, kind }) => `${name},${x},${z},${kind}`)
    ],
    'test.csv': [
      'name,x,z',
      ...rows.slice(90).map(({ name, x, z }) => `${name},${x},${z}`)
    ],
    'sample_submission.csv': [
      'name,kind',
      ...[...asked].reverse().map(name => `${name},0.5`)
    ]
  });
  const endpoint = await startEndpoint({
    script: [
      {
        text: `A logistic regression of both columns.\n\n\`\`\`python\n${SCRIPT}\`\`\``
      }
    ]
  });
  try {
    await putModelSettings(serverSettings, {
      baseUrl: endpoint.url,
      model: 'scripted-large'
    });
    const run = await createRun(
      host,
      request('written', {
        coder: { kind: 'openai', model: 'scripted-large' },
        id: 'name'
      })
    );
    await run.start();
    const left = () =>
      readFileSync(onDisk('written', 'submission.csv'), 'utf8');
    const submitted = left();
    rmSync(onDisk('written', 'submission.csv'));
    const { said, code, printed } = await runInserted(
      kernels,
      run,
      run.tree.best!.id,
      'written'
    );
    run.dispose();
    expect(said).toMatch(/\*\*ROC AUC 0\.\d+/);
    expect(code).toMatch(/INPUT = Path\(["']data["']\)/);
    expect(printed).toContain('validation_metric: 0.');
    expect(left()).toBe(submitted);
    expect(
      submitted
        .trim()
        .split('\n')
        .map(line => line.split(',')[0])
    ).toEqual(['name', ...[...asked].reverse()]);
  } finally {
    await deleteModelSettings(serverSettings);
    await endpoint.close();
  }
});
