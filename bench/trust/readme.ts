import { readFileSync, writeFileSync } from 'node:fs';
import type { Figures } from '../statistics';
import { sentences, table } from './figures';
import { steeringTable } from './steeringFigures';

/** Puts the kept figures into the README, between its two marks. */
const kept = 'bench/results/trust.json';
const [begin, end] = ['<!-- trust:begin -->', '<!-- trust:end -->'];

const figures: Figures = JSON.parse(readFileSync(kept, 'utf8'));
const readme = readFileSync('README.md', 'utf8');
const from = readme.indexOf(begin);
const to = readme.indexOf(end);
if (from < 0 || to < from) {
  throw new Error(`README.md has no ${begin} … ${end}.`);
}
writeFileSync(
  'README.md',
  [
    readme.slice(0, from + begin.length),
    sentences(figures),
    table(figures),
    steeringTable(figures),
    readme.slice(to)
  ]
    .filter(part => part !== '')
    .join('\n\n')
);
