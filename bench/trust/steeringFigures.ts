import type { Direction } from '../../src/task/task';
import { errorOfMean, type Figures, mean } from '../statistics';
import { datasets } from './datasets';
import { type INode, regretOf, STEERED_BY, steered } from './steering';

/** A run as far as it is asked how well it was steered. */
export interface ISteeredRun {
  dataset: string;
  seed: number;
  direction: Direction;
  nodes: readonly INode[];
  /** What was handed over. */
  verified: { id: string };
}

/** Where small tables end, in rows. */
const SMALL = 5000;
const WAYS = { ...STEERED_BY, verified: 'verified' };
type Way = keyof typeof WAYS;
const ways = Object.keys(WAYS) as Way[];
const STEERING = Object.keys(STEERED_BY) as (keyof typeof STEERED_BY)[];
const MEASURES = ['spearman', 'regret'] as const;

/**
 * Rank correlations and regrets as a flat object of numbers: of each run, and their means
 * over all, over small tables and over large ones. What cannot be told is left out.
 */
export function steeringFigures(runs: readonly ISteeredRun[]): Figures {
  const figures: Figures = {};
  const judged = runs.map(run => ({
    rows: datasets[run.dataset].rows,
    ...judge(run)
  }));
  const groups: [suffix: string, belongs: (rows: number) => boolean][] = [
    ['', () => true],
    ['_small', rows => rows < SMALL],
    ['_large', rows => rows >= SMALL]
  ];
  for (const [suffix, belongs] of groups) {
    const some = judged.filter(({ rows }) => belongs(rows));
    for (const measure of MEASURES) {
      for (const way of ways) {
        const values = some.flatMap(run => run[measure][way] ?? []);
        if (values.length > 0) {
          const name = `${measure}_${way}${suffix}`;
          figures[name] = mean(values);
          figures[`${name}_error`] = errorOfMean(values);
          figures[`${name}_runs`] = values.length;
        }
      }
    }
  }
  runs.forEach(({ dataset, seed, nodes }, i) => {
    const name = `${dataset}_${seed}`;
    figures[`${name}_nodes`] = nodes.length;
    for (const measure of MEASURES) {
      for (const way of ways) {
        const value = judged[i][measure][way];
        if (value !== null) {
          figures[`${name}_${measure}_${way}`] = value;
        }
      }
    }
  });
  return figures;
}

function judge({ nodes, direction, verified }: ISteeredRun) {
  const by = steered(nodes, direction);
  const of = (measure: 'spearman' | 'regret', last: number | null) => ({
    holdout: by.holdout[measure],
    outOfFold: by.outOfFold[measure],
    combination: by.combination[measure],
    verified: last
  });
  return {
    // A verification scores the leaders alone: too few to rank.
    spearman: of('spearman', null),
    regret: of('regret', regretOf(verified.id, nodes, direction))
  };
}

/** The table for people, Markdown: means over the seeds of each data set; empty for none. */
export function steeringTable(figures: Figures): string {
  const meanOf = (dataset: string, measure: string, way: Way) => {
    const form = new RegExp(`^${dataset}_\\d+_${measure}_${way}$`);
    const values = Object.keys(figures)
      .filter(name => form.test(name))
      .map(name => figures[name]);
    return values.length > 0 ? mean(values).toFixed(2) : '–';
  };
  const lines = Object.entries(datasets)
    .filter(([dataset]) =>
      Object.keys(figures).some(name =>
        new RegExp(`^${dataset}_\\d+_nodes$`).test(name)
      )
    )
    .map(([dataset, { rows }]) =>
      [
        dataset.replace('_', ' '),
        rows.toLocaleString('en'),
        ...STEERING.map(way => meanOf(dataset, 'spearman', way)),
        ...ways.map(way => meanOf(dataset, 'regret', way))
      ].join(' | ')
    );
  const overall = [
    ['all', ''],
    [`below ${SMALL.toLocaleString('en')} rows`, '_small'],
    ['above', '_large']
  ].map(([text, suffix]) => {
    const of = (measure: string, way: Way) => {
      const name = `${measure}_${way}${suffix}`;
      const error = figures[`${name}_error`];
      const known = figures[`${name}_runs`] > 1 ? ` ± ${error.toFixed(2)}` : '';
      return name in figures ? figures[name].toFixed(2) + known : '–';
    };
    return [
      `**${text}**`,
      '',
      ...STEERING.map(way => of('spearman', way)),
      ...ways.map(way => of('regret', way))
    ].join(' | ');
  });
  const heads = [
    'data set',
    'rows',
    ...STEERING.map(way => `ρ, ${WAYS[way]}`),
    ...ways.map(way => `regret, ${WAYS[way]}`)
  ];
  return lines.length === 0
    ? ''
    : [
        heads.join(' | '),
        ['---', ...heads.slice(1).map(() => '---:')].join(' | '),
        ...lines,
        ...overall
      ]
        .map(line => `| ${line} |`)
        .join('\n');
}
