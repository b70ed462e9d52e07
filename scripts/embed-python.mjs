// Writes src/kernel/python/metric_table.py, the metrics of src/task/metricTable.ts;
// src/kernel/python.ts: the Python that is sent to kernels, as strings; and of the same
// files what the recipes' scripts read dates, numbers and later rows by. The sources are real .py
// files, so that ruff and pytest see them. One of them is the server's as well.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';

const source = new URL('../src/', import.meta.url);
const folder = new URL('kernel/python/', source);

const { outputText } = ts.transpileModule(
  readFileSync(new URL('task/metricTable.ts', source), 'utf8'),
  { compilerOptions: { module: ts.ModuleKind.ESNext } }
);
const { metricTable } = await import(
  `data:text/javascript,${encodeURIComponent(outputText)}`
);
writeFileSync(
  new URL('metric_table.py', folder),
  [
    '"""Made from src/task/metricTable.ts by `npm run build:python`; not to be edited."""',
    'import json',
    `METRICS = json.loads(r"""${JSON.stringify(metricTable, null, 1)}""")`,
    ''
  ].join('\n')
);

const files = [
  ...readdirSync(folder)
    .filter(name => name.endsWith('.py'))
    .sort(),
  '../../../jupyterlab_aide/withheld.py'
];
writeStrings('kernel/python.ts', files, text => text);

// The recipes do not know of kernels, and their scripts import by themselves.
writeStrings(
  'coder/recipes/script/forms.ts',
  ['date_forms.py', 'number_forms.py', 'later_rows.py', 'plain_cells.py'],
  text =>
    text
      .split(/^import .*\n/m)
      .at(-1)
      .trim()
);

/** Python files as the strings of a module, each under its file's name. */
function writeStrings(path, names, taken) {
  const lines = [
    '// Made from Python files by `npm run build:python`; not to be edited.'
  ];
  for (const file of names) {
    const text = taken(readFileSync(new URL(file, folder), 'utf8'));
    const name = basename(file, '.py');
    lines.push(
      `/** The text of \`${name}.py\`. */`,
      `export const ${name}: string = ${JSON.stringify(text)};`
    );
  }
  writeFileSync(new URL(path, source), lines.join('\n') + '\n');
}
