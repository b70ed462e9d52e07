import { z } from 'zod';
import { families } from '../../src/coder/recipes/families';
import { type FamilyName, familyNames } from '../../src/coder/recipes/family';
import type { IPortfolio } from '../../src/coder/recipes/portfolioForm';
import { Member } from '../../src/coder/recipes/recipe';

/** One configuration on one table. */
export const Cell = z.object({
  table: z.string(),
  configuration: z.string(),
  direction: z.enum(['minimize', 'maximize']),
  /** `null`: it failed, or took too long. */
  score: z.number().nullable(),
  seconds: z.number()
});
export type Cell = z.infer<typeof Cell>;

/** Seconds that a draft takes beside its fits. */
const START = 2;
/** How dear time is: 0 not at all, 1 as dear as what is gained. */
const DEARNESS = 0.5;
/** What a configuration has to take off the mean error of those before it. */
const LEAST_GAIN = 0.002;
/** Drafts by which an order is told from another. */
const DRAFTS = 5;

/** What is known of a configuration on each table that it was tried on. */
type Measured = Map<string, { error: number; seconds: number }>;

/** By configuration; errors are 0 for a table's best and 1 for its median or worse. */
function measuredOf(cells: readonly Cell[]): Map<string, Measured> {
  const measured = new Map<string, Measured>();
  for (const table of new Set(cells.map(cell => cell.table))) {
    const its = cells.filter(cell => cell.table === table);
    const loss = ({ score, direction }: Cell) =>
      score === null ? Infinity : direction === 'minimize' ? score : -score;
    const losses = its.map(loss).sort((a, b) => a - b);
    const [best] = losses;
    const median = losses[Math.floor(losses.length / 2)];
    for (const cell of its) {
      const own = measured.get(cell.configuration) ?? new Map();
      const error = Math.min(1, (loss(cell) - best) / (median - best));
      own.set(table, { error, seconds: cell.seconds });
      measured.set(cell.configuration, own);
    }
  }
  return measured;
}

/** The mean over the tables of the least error that some configurations have. */
function errorOf(
  order: readonly string[],
  measured: ReadonlyMap<string, Measured>,
  tables: readonly string[]
): number {
  const left = (table: string) =>
    Math.min(1, ...order.map(key => measured.get(key)?.get(table)?.error ?? 1));
  return mean(tables.map(left));
}

/** Each next one takes most off the error of those before it, for its seconds. */
function greedy(
  among: readonly Member[],
  measured: ReadonlyMap<string, Measured>,
  tables: readonly string[]
): string[] {
  const order: string[] = [];
  for (;;) {
    const before = errorOf(order, measured, tables);
    // What is best of all begins: boosted trees are at home on any table.
    const gains = among
      .filter(({ family }) => order.length > 0 || !families[family].scaled)
      .map(nameOf)
      .filter(key => !order.includes(key) && measured.has(key))
      .map(key => {
        const gain = before - errorOf([...order, key], measured, tables);
        const seconds = mean(
          tables.flatMap(name => measured.get(key)!.get(name)?.seconds ?? [])
        );
        return { key, gain, worth: gain / (START + seconds) ** DEARNESS };
      })
      .filter(({ gain }) => gain > LEAST_GAIN)
      .sort((a, b) => b.worth - a.worth);
    if (gains.length === 0) {
      return order;
    }
    order.push(gains[0].key);
  }
}

/** Every set of the packages that some configurations need. */
function subsets(packages: readonly string[]): string[][] {
  return packages.reduce<string[][]>(
    (sets, name) => [...sets, ...sets.map(set => [...set, name])],
    [[]]
  );
}

function importable(
  members: readonly Member[],
  packages: readonly string[]
): Member[] {
  return members.filter(({ family }) => {
    const { needs } = families[family];
    return needs === undefined || packages.includes(needs);
  });
}

/** What some members need; an order is learned for every set of them. */
export const needed = ['catboost', 'lightgbm', 'xgboost'];

/** What was learned: an order for each set of importable packages, and what each costs. */
export function portfolioOf(
  cells: readonly Cell[],
  members: readonly Member[]
): IPortfolio {
  const measured = measuredOf(cells);
  const tables = [...new Set(cells.map(cell => cell.table))];
  const orders = Object.fromEntries(
    subsets(needed).map(packages => [
      packages.join(' '),
      greedy(importable(members, packages), measured, tables)
    ])
  );
  const taken = new Set(Object.values(orders).flat());
  const used = members.filter(member => taken.has(nameOf(member)));
  const keys = used.map(nameOf);
  return {
    members: used.map(short),
    orders: Object.fromEntries(
      Object.entries(orders).map(([packages, order]) => [
        packages,
        order.map(key => keys.indexOf(key))
      ])
    ),
    costs: Object.fromEntries(
      familyNames.map(family => [family, costOf(family, members, measured)])
    ) as IPortfolio['costs']
  };
}

/** What a configuration is called in the results, whatever else a member may have. */
export function nameOf(member: Member): string {
  return JSON.stringify(short(member));
}

/** A member without what is as in any other of its family, its settings by their names. */
function short(member: Member): IPortfolio['members'][number] {
  const { family, settings, ...others } = member;
  const usual = new Map(
    Object.entries(Member.parse({ family })).map(([name, value]) => [
      name,
      String(value)
    ])
  );
  const sorted = Object.fromEntries(Object.entries(settings).sort());
  return {
    family,
    ...(Object.keys(sorted).length > 0 && { settings: sorted }),
    ...Object.fromEntries(
      Object.entries(others).filter(
        ([name, value]) => usual.get(name) !== String(value)
      )
    )
  };
}

/** The median over a family's configurations and the tables, of the first one's seconds. */
function costOf(
  family: FamilyName,
  members: readonly Member[],
  measured: ReadonlyMap<string, Measured>
): number {
  const first = measured.get(nameOf(members[0]))!;
  const ratios = members
    .filter(member => member.family === family)
    .flatMap(member =>
      [...(measured.get(nameOf(member)) ?? [])].map(
        ([table, { seconds }]) => seconds / first.get(table)!.seconds
      )
    )
    .sort((a, b) => a - b);
  return Number(ratios[Math.floor(ratios.length / 2)].toPrecision(2));
}

/**
 * What a learned order and one of each family leave of the error after a few drafts, on
 * tables that the order did not see: each by all the others.
 */
export function leftOut(
  cells: readonly Cell[],
  members: readonly Member[],
  packages: readonly string[]
): { learned: number; families: number } {
  const measured = measuredOf(cells);
  const tables = [...new Set(cells.map(cell => cell.table))];
  const among = importable(members, packages);
  const firsts = familyNames.flatMap(
    family => among.find(member => member.family === family) ?? []
  );
  const after = (order: readonly string[], table: string) =>
    errorOf(order.slice(0, DRAFTS), measured, [table]);
  return {
    learned: mean(
      tables.map(table => {
        const others = tables.filter(each => each !== table);
        return after(greedy(among, measured, others), table);
      })
    ),
    families: mean(tables.map(table => after(firsts.map(nameOf), table)))
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
