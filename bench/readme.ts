import { readFileSync, writeFileSync } from 'node:fs';
import type { Figures } from './statistics';
import { occasion, table } from './table';

/** Puts the kept figures into the README, between its two marks. */
const kept = 'bench/results/latest.json';
const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];

const figures: Figures = JSON.parse(readFileSync(kept, 'utf8'));
const readme = readFileSync('README.md', 'utf8');
const from = readme.indexOf(begin);
const to = readme.indexOf(end);
if (from < 0 || to < from) {
  throw new Error(`README.md has no ${begin} … ${end}.`);
}
const date = new Date(figures.day * 86_400_000).toISOString().slice(0, 10);
writeFileSync(
  'README.md',
  `${readme.slice(0, from + begin.length)}\n\n${occasion(figures, date)}\n\n${table(figures)}\n\n${readme.slice(to)}`
);
