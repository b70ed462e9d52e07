import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBrowser } from './browser';
import { measureFirstLine } from './firstLine';
import { measurePreview } from './preview';
import { tell } from './processes';
import type { Figures } from './statistics';
import { measureSteps } from './steps';
import { table } from './table';
import { measureTokens } from './tokens';
import { measureWall } from './wall';

/**
 * The benchmarks, one after the other, so that none disturbs another. See
 * README.md beside this file.
 */
const parts: Record<string, (repetitions: number) => Promise<Figures>> = {
  wall: measureWall,
  'first-line': measureFirstLine,
  tokens: measureTokens,
  steps: measureSteps,
  preview: measurePreview,
  browser: measureBrowser
};

// Jupyter's client logs what it does, and what it does not understand.
console.debug = console.log = console.warn = console.error = () => undefined;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' }
  }
});
const { quick, only, json } = options;
const names = only?.split(',') ?? Object.keys(parts);
const unknown = names.filter(name => !(name in parts));
if (unknown.length > 0) {
  tell(`There is no ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
// What is kept is a whole run.
const path =
  json ?? `${quick || only ? 'build/bench' : 'bench/results'}/latest.json`;
mkdirSync('build/bench', { recursive: true });
mkdirSync(dirname(path), { recursive: true });
const repetitions = quick ? 1 : 3;
const figures: Figures = {
  cores: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  repetitions,
  // Days since 1970, so that all are numbers.
  day: Math.floor(Date.now() / 86_400_000)
};
const begun = performance.now();
for (const name of names) {
  tell(`${name} …`);
  const since = performance.now();
  Object.assign(figures, await parts[name](repetitions));
  tell(`${name}: ${Math.round((performance.now() - since) / 1000)} s`);
}
figures.seconds = Math.round((performance.now() - begun) / 1000);
const rounded = Object.entries(figures).map(([name, value]) => [
  name,
  // A day is to stay what it is.
  Number(value.toPrecision(name === 'day' ? 6 : 4))
]);
writeFileSync(
  path,
  `${JSON.stringify(Object.fromEntries(rounded), null, 2)}\n`
);
process.stdout.write(`${table(figures)}\n\nEverything: ${path}\n`);
// Timers of Jupyter's client outlive what they belong to.
process.exit();
