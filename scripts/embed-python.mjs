// Writes src/kernel/python.ts: the Python that is sent to kernels, as strings.
// The sources are real .py files, so that ruff and pytest see them. One of them
// is the server's as well.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const folder = new URL('../src/kernel/python/', import.meta.url);
const files = [
  ...readdirSync(folder)
    .filter(name => name.endsWith('.py'))
    .sort(),
  '../../../jupyterlab_aide/withheld.py'
];
const lines = [
  '// Made from Python files by `npm run build:python`; not to be edited.'
];
for (const file of files) {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const name = basename(file, '.py');
  lines.push(
    `/** The text of \`${name}.py\`. */`,
    `export const ${name}: string = ${JSON.stringify(source)};`
  );
}
writeFileSync(
  new URL('../src/kernel/python.ts', import.meta.url),
  lines.join('\n') + '\n'
);
