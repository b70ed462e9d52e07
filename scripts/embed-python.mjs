// Writes src/kernel/python.ts: the Python that is sent to kernels, as strings.
// The sources are real .py files, so that ruff and pytest see them.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/kernel/python/', import.meta.url);
const names = readdirSync(folder)
  .filter(name => name.endsWith('.py'))
  .sort();
const lines = [
  '// Made from src/kernel/python/*.py by `npm run build:python`; not to be edited.'
];
for (const name of names) {
  const source = readFileSync(new URL(name, folder), 'utf8');
  lines.push(
    `/** The text of \`${name}\`. */`,
    `export const ${name.slice(0, -3)}: string = ${JSON.stringify(source)};`
  );
}
writeFileSync(
  new URL('../src/kernel/python.ts', import.meta.url),
  lines.join('\n') + '\n'
);
