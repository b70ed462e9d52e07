import {
  bestNotebook,
  bestScript,
  requirements
} from '../../src/run/folder/best';
import { accountOf } from '../../src/run/account/account';
import { remainingSeconds } from '../../src/run/account/remaining';
import { SolutionTree } from '../../src/search/tree';
import { TaskDeclaration } from '../../src/task/declaration';
import { preview } from '../coder/recipes/support';
import { grown, solved } from './events';

const code =
  '# %%\nx = open("./input/a.csv")\n\n# %%\nprint(f"validation_metric: {x}")\n';
const [solution] = SolutionTree.from(
  solved(1, null, 0.25, code),
  'minimize'
).solutions;
const best = {
  solution,
  cells: null,
  metric: 'RMSE, lower is better',
  scores: '0.25 by its own validation',
  preview: null,
  declaration: null,
  submission: null,
  run: 'aide-runs/houses-1',
  data: { fromBase: 'data', fromRun: '../../data' }
};

it('writes the script below its origin, reading the data from where it is run', () => {
  const script = bestScript(best);
  expect(script.endsWith(code.replace('./input', 'data'))).toBe(true);
  expect(script).toContain(
    '# Score (RMSE, lower is better): 0.25 by its own validation\n'
  );
});

it('keeps a title of several lines inside the comment', () => {
  const title = 'ridge\nimport os';
  const writing = { ...solution.writing!, title };
  const script = bestScript({ ...best, solution: { ...solution, writing } });
  expect(script).not.toMatch(/^import os/m);
});

it('makes a notebook of nbformat 4.5 with the cells and their outputs', () => {
  const outputs = [{ output_type: 'stream', name: 'stdout', text: '1\n' }];
  const bare = bestNotebook(best);
  expect(bare).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
  expect(bare.cells.map(cell => cell.cell_type)).toEqual([
    'markdown',
    'code',
    'code'
  ]);
  expect(new Set(bare.cells.map(cell => cell.id)).size).toBe(3);
  expect(bare.cells[1].source).toContain('open("../../data/a.csv")');
  const cells = [{ source: 'x = 1', seconds: 1, outputs }];
  expect(bestNotebook({ ...best, cells }).cells[1]).toMatchObject({
    source: 'x = 1',
    outputs
  });
});

it('shows nothing in the notebook that would be fetched from elsewhere', () => {
  const far = 'https://far.invalid';
  const writing = {
    ...solution.writing!,
    title: `<img src=${far}/a>`,
    plan: `![x](${far}/b)\n\n\`\`\`mermaid\ngraph LR; a["<img src='${far}/c'>"]\n\`\`\``
  };
  const outputs = [
    {
      output_type: 'display_data',
      metadata: {},
      data: {
        'text/plain': 'a figure',
        'image/png': 'AAAA',
        'text/html': `<img src="${far}/d">`,
        'text/markdown': `![x](${far}/e)`,
        'application/vnd.plotly.v1+json': { layout: { images: [`${far}/f`] } }
      }
    }
  ];
  const { cells } = bestNotebook({
    ...best,
    solution: { ...solution, writing },
    cells: [{ source: 'x = 1', seconds: 1, outputs }]
  });
  expect(cells[0].source).not.toMatch(/<img|!\[|mermaid/);
  expect(cells[1].outputs).toEqual([
    {
      output_type: 'display_data',
      metadata: {},
      data: { 'text/plain': 'a figure', 'image/png': 'AAAA' }
    }
  ]);
});

it('leads to the link where the data folder has a name that no string can hold', () => {
  const odd = { ...best, data: { fromBase: 'a"b', fromRun: '../../a"b' } };
  expect(bestScript(odd)).toContain(code);
  expect(bestScript(odd)).toContain('aide-runs/houses-1/work/0001');
  expect(bestNotebook(odd).cells[1].source).toBe('%cd work/0001');
});

it.each([
  ['minimize', 0.1],
  ['maximize', 0.1]
] as const)('counts an improvement as one where %s', (direction, gain) => {
  const scores = direction === 'minimize' ? [10, 9] : [10, 11];
  const tree = SolutionTree.from(
    [
      ...solved(1, null, null),
      ...solved(2, null, scores[0]),
      ...solved(3, 2, scores[1])
    ],
    direction
  );
  const account = accountOf(tree);
  expect(account).toMatchObject({ nodes: 3, good: 2, buggy: 1, cancelled: 0 });
  expect(account.firstDraft?.id).toBe('0002');
  expect(account.best?.id).toBe('0003');
  expect(account.improvement).toBeCloseTo(gain);
});

it('has no share of a first score of zero, nor of none', () => {
  const zero = SolutionTree.from(solved(1, null, 0), 'minimize');
  expect(accountOf(zero).improvement).toBeNull();
  expect(accountOf(new SolutionTree()).improvement).toBeNull();
});

it('estimates the time left from the pace, within the time budget', () => {
  const tree = SolutionTree.from(grown(10), 'minimize');
  const left = (steps: number, timeBudget: number | null) =>
    remainingSeconds(tree, { steps, timeBudget }, 100);
  expect(left(15, null)).toBe(50);
  expect(left(15, 120)).toBe(20);
  expect(left(10, null)).toBe(0);
  expect(
    remainingSeconds(new SolutionTree(), { steps: 5, timeBudget: null }, 3)
  ).toBeNull();
});

it('writes what a person put in for a notebook as comments, so that it is Python', () => {
  const own =
    '!pip install x\n%matplotlib inline\ntext = """\n%d\n"""\nif text:\n    %time f()\nnames = !ls\n';
  const writing = { ...solution.writing!, code: own };
  const script = bestScript({ ...best, solution: { ...solution, writing } });
  expect(script.split('\n').slice(-9)).toEqual([
    '# !pip install x',
    '# %matplotlib inline',
    'text = """',
    '%d',
    '"""',
    'if text:',
    '    pass  # %time f()',
    '# names = !ls',
    ''
  ]);
});

it('predicts rows that came later where the script can, and is a script as before where not', () => {
  const predicting =
    'from __future__ import annotations\n\ndef predict(table):\n    return table\n';
  const writing = { ...solution.writing!, code: predicting };
  const able = { ...best, solution: { ...solution, writing } };
  const script = bestScript(able);
  expect(script).toMatch(/^# With --predict new\.csv it predicts rows/m);
  expect(script).toMatch(
    /^from __future__ import annotations\nimport argparse\n[^]*def predict[^]*\n {4}rows = later_rows\(cli\.predict, pd\.read_csv\)\n/m
  );
  expect(bestScript(best)).not.toContain('argparse');
  // Rows may lack what nothing is learned from, such as what names them; that has no name in
  // the predictions where it has none in its file.
  const declared = TaskDeclaration.parse({
    targets: ['y'],
    idColumns: ['Unnamed: 0'],
    leftOut: [{ column: 'index', why: 'numbers the rows' }],
    submission: {
      kind: 'values',
      columns: [
        { name: 'Unnamed: 0', holds: 'id', nameless: true },
        { name: 'y', holds: 'prediction', target: 'y' }
      ]
    }
  });
  const named = bestScript({
    ...able,
    preview: preview({ 'train.csv': ['index', 'x', 'y'] }),
    declaration: declared
  });
  expect(named).toContain("    lacked = ['index', 'Unnamed: 0']\n");
  expect(named).toContain(
    "predicted.rename(columns={'Unnamed: 0': ''}).to_csv(out, index=False)"
  );
  // Cells have no arguments.
  expect(JSON.stringify(bestNotebook(able))).not.toContain('argparse');
});

it('requires what pandas reads the data by, too', () => {
  const packages = ['pandas', 'pyarrow', 'openpyxl'].map(name => ({
    name,
    version: '1.0'
  }));
  const reading = (call: string) =>
    requirements(`import pandas as pd\ntrain = pd.${call}('a')\n`, packages);
  expect(reading('read_csv')).toBe('pandas==1.0\n');
  expect(reading('read_parquet')).toBe('pandas==1.0\npyarrow==1.0\n');
  expect(reading('read_excel')).toBe('pandas==1.0\nopenpyxl==1.0\n');
});

it('writes over no submission of the person’s own', () => {
  const handing = "submission.to_csv('submission.csv', index=False)\n";
  const writing = { ...solution.writing!, code: handing };
  const script = (path: string) =>
    bestScript({
      ...best,
      solution: { ...solution, writing },
      submission: { path }
    });
  expect(script('work/submission.csv')).toContain(handing);
  expect(script('work/submission-houses-1.csv')).toContain(
    "submission.to_csv('submission-houses-1.csv', index=False)\n"
  );
});
