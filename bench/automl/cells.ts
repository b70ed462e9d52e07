import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** The sides, ours first, with their names for people. */
export const SIDES = {
  ours: 'ours',
  hgb: 'plain HistGradientBoosting',
  flaml: 'FLAML',
  h2o: 'H2O AutoML',
  autogluon_medium: 'AutoGluon, medium',
  autogluon_high: 'AutoGluon, high'
} as const;
export type Side = keyof typeof SIDES;

/** One side on one table: what is measured at once, and kept as soon as it is. */
export interface ICell {
  /** Seconds that the side was given. */
  budget: number;
  table: string;
  seed: number;
  side: Side;
  /** On rows that it never saw; `null` where it left nothing that can be scored. */
  score: number | null;
  /** From the command to the submission. */
  seconds: number;
  /** Why there is no score. */
  trouble?: string;
}

/** A cell by what it measures. */
export function keyOf({ budget, table, seed, side }: ICell): string {
  return `${budget} ${table} ${seed} ${side}`;
}

/** What was measured before, from a file of one cell a line. */
export function cellsIn(path: string): ICell[] {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as ICell)
    : [];
}

/** Keep a cell. */
export function keep(path: string, cell: ICell): void {
  appendFileSync(path, `${JSON.stringify(cell)}\n`);
}
