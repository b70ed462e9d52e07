import { stepRandom } from '../../src/base/random';
import type { Figures } from '../statistics';
import { type ICell, OURS, type Side, SIDES } from './cells';

/** What is known of a table beside its cells. */
export interface ITables {
  /** The metric of each, by the table's name. */
  metrics: Record<string, string>;
  /** The tables that confirm; defaults were chosen on the others. */
  confirming: readonly string[];
}

/** All that was measured of one table with one seed. */
interface IMatch {
  table: string;
  /** By side: the larger the better, whatever the metric. */
  gains: Partial<Record<Side, number>>;
}

const OTHERS = ['hgb', 'flaml', 'h2o'] as const;
/** Figures that are told of ours with AutoML in its drafts, too. */
const OF_OURS = /^(?:matches|mean_rank_ours|normalised_ours|win_rate|over_)/;
const AUTOGLUON = ['autogluon_medium', 'autogluon_high'] as const;
/** Times that the tables are drawn anew for an interval. */
const DRAWS = 2000;

/**
 * What came of one budget, as one flat object of numbers, over the tables that confirm: for ours
 * with its own recipes alone, and, with `_with_automl` behind, for ours with AutoML in drafts.
 */
export function figuresOf(
  cells: readonly ICell[],
  budget: number,
  tables: ITables
): Figures {
  const [own, more] = OURS.map(ours =>
    cells
      .filter(({ side }) => side === ours || !isOurs(side))
      .map(cell => (cell.side === ours ? { ...cell, side: OURS[0] } : cell))
  );
  const withMore = Object.entries(figuresOfOne(more, budget, tables));
  return {
    ...figuresOfOne(own, budget, tables),
    ...Object.fromEntries(
      withMore
        .filter(([name]) => OF_OURS.test(name))
        .map(([name, figure]) => [`${name}_with_automl`, figure])
    )
  };
}

function isOurs(side: Side): boolean {
  return (OURS as readonly Side[]).includes(side);
}

/** The figures where one side is ours. */
function figuresOfOne(
  cells: readonly ICell[],
  budget: number,
  { metrics, confirming }: ITables
): Figures {
  const matches = matchesOf(cells, budget, metrics).filter(({ table }) =>
    confirming.includes(table)
  );
  if (matches.length === 0) {
    return {};
  }
  const figures: Figures = { [`matches_${budget}`]: matches.length };
  const put = (name: string, of: (some: readonly IMatch[]) => number) => {
    const value = of(matches);
    if (Number.isFinite(value)) {
      const [low, high] = interval(matches, of);
      figures[`${name}_${budget}`] = value;
      figures[`${name}_${budget}_low`] = low;
      figures[`${name}_${budget}_high`] = high;
    }
  };
  const others = (Object.keys(SIDES) as Side[]).filter(side => !isOurs(side));
  for (const side of [OURS[0], ...others]) {
    put(`mean_rank_${side}`, some => mean(some.map(rankOf(side))));
    put(`normalised_${side}`, some => mean(some.map(normalised(side))));
  }
  for (const other of OTHERS) {
    put(`win_rate_vs_${other}`, some => mean(some.map(won([other]))));
  }
  put('win_rate_vs_autogluon', some => mean(some.map(won(AUTOGLUON))));
  put('normalised_best_other', some =>
    Math.max(...others.map(side => mean(some.map(normalised(side)))))
  );
  put('mean_rank_best_other', some =>
    Math.min(...others.map(side => mean(some.map(rankOf(side)))))
  );
  const ours = cells.filter(
    cell => cell.side === 'ours' && cell.budget === budget
  );
  figures[`over_budget_share_${budget}`] = mean(
    ours.map(({ seconds }) => (seconds > 1.1 * budget ? 1 : 0))
  );
  return figures;
}

/** The tables with the sides' means over the seeds, Markdown. */
export function table(
  cells: readonly ICell[],
  budget: number,
  { metrics, confirming }: ITables
): string {
  const sides = Object.keys(SIDES) as Side[];
  const matches = matchesOf(cells, budget, metrics);
  const rows = Object.keys(metrics).flatMap(name => {
    const some = matches.filter(each => each.table === name);
    if (some.length === 0) {
      return [];
    }
    const shown = sides.map(side => {
      const gains = some.flatMap(({ gains: all }) => all[side] ?? []);
      return gains.length === 0 ? '' : Math.abs(mean(gains)).toPrecision(4);
    });
    const kind = confirming.includes(name) ? '' : ' (choosing)';
    return [`| ${name}${kind} | ${metrics[name]} | ${shown.join(' | ')} |`];
  });
  return [
    `| ${budget} s | metric | ${sides.map(side => SIDES[side]).join(' | ')} |`,
    `| --- | --- | ${sides.map(() => '---:').join(' | ')} |`,
    ...rows
  ].join('\n');
}

/** What can be compared: matches in which ours has a result or failed to have one. */
function matchesOf(
  cells: readonly ICell[],
  budget: number,
  metrics: Record<string, string>
): IMatch[] {
  const matches = new Map<string, IMatch>();
  for (const cell of cells) {
    if (cell.budget !== budget) {
      continue;
    }
    const name = `${cell.table} ${cell.seed}`;
    const match = matches.get(name) ?? { table: cell.table, gains: {} };
    const isHigher = metrics[cell.table] === 'roc_auc';
    // What left nothing is behind all others.
    match.gains[cell.side] =
      cell.score === null ? -Infinity : isHigher ? cell.score : -cell.score;
    matches.set(name, match);
  }
  return [...matches.values()].filter(
    ({ gains }) =>
      OURS.some(ours => gains[ours] !== undefined) && gains.hgb !== undefined
  );
}

/** 1 for the first; sides that are level share their ranks. */
function rankOf(side: Side) {
  return ({ gains }: IMatch): number => {
    const own = gains[side];
    const all = Object.values(gains);
    return own === undefined
      ? NaN
      : 1 +
          all.filter(gain => gain > own).length +
          (all.filter(gain => gain === own).length - 1) / 2;
  };
}

/** Whether ours beat all of these; a half where it is level with the best of them. */
function won(sides: readonly Side[]) {
  return ({ gains }: IMatch): number => {
    const against = sides.flatMap(side => gains[side] ?? []);
    const best = Math.max(...against);
    return against.length === 0
      ? NaN
      : gains.ours! > best
        ? 1
        : gains.ours === best
          ? 0.5
          : 0;
  };
}

/** 0 for plain HistGradientBoosting, 1 for the best of all; at least −1. */
function normalised(side: Side) {
  return ({ gains }: IMatch): number => {
    const { [side]: own, hgb } = gains;
    const best = Math.max(...Object.values(gains));
    return own === undefined
      ? NaN
      : own === hgb
        ? 0
        : Math.max(-1, (own - hgb!) / (best - hgb!));
  };
}

/** The mean of the numbers among them. */
function mean(values: readonly number[]): number {
  const numbers = values.filter(value => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** Where a figure lies in 95 of 100 draws of the tables. */
function interval(
  matches: readonly IMatch[],
  of: (some: readonly IMatch[]) => number
): [number, number] {
  const names = [...new Set(matches.map(match => match.table))];
  const byTable = names.map(name =>
    matches.filter(match => match.table === name)
  );
  const random = stepRandom(1, 1);
  const drawn = Array.from({ length: DRAWS }, () =>
    of(byTable.flatMap(() => byTable[Math.floor(random() * byTable.length)]))
  ).sort((a, b) => a - b);
  return [
    drawn[Math.floor(DRAWS * 0.025)],
    drawn[Math.ceil(DRAWS * 0.975) - 1]
  ];
}
