import type { IFacts } from './facts';
import type { Lessons } from './recipe';

/** How many rows a script learns from. */
export function rowsOf(facts: IFacts, lessons: Pick<Lessons, 'rows'>): number {
  return Math.min(lessons.rows ?? facts.rowLimit ?? facts.rows, facts.rows);
}

/** How many rows it draws first; `null` where it learns from all. */
export function sampleOf(
  facts: IFacts,
  lessons: Pick<Lessons, 'rows'>
): number | null {
  const rows = rowsOf(facts, lessons);
  return rows < facts.rows ? rows : null;
}

/**
 * The lines by which a script draws its sample: while solutions are compared, where the
 * file of their folds is. Elsewhere, as in the end, it learns from all rows; not where those
 * were too many for the memory.
 */
export function sampleLines(
  facts: IFacts,
  { rows: told, bounded }: Lessons
): string[] {
  const rows = sampleOf(facts, { rows: told });
  const isLatest = facts.time !== null;
  return rows === null
    ? []
    : facts.foldsFile === null || bounded
      ? always(rows, isLatest)
      : [
          `if (INPUT / '${facts.foldsFile}').exists():  # a sample while solutions are compared`,
          `    ${draw(rows, isLatest)}`
        ];
}

/** As `sampleLines` writes them. */
const DRAWN =
  /if \(INPUT \/ '[^']+'\)\.exists\(\): {2}# a sample [^\n]*\n *train = train\.(sample|tail)\((\d+)[^\n]*/g;

/** How many rows a script draws while solutions are compared; `null` where it does not. */
export function drawnIn(code: string): number | null {
  const [found] = code.matchAll(DRAWN);
  return found ? Number(found[2]) : null;
}

/** A script that draws so many rows wherever it runs. */
export function drawing(code: string, rows: number): string {
  return code.replace(DRAWN, (_, how: string) =>
    always(rows, how === 'tail').join('\n')
  );
}

function always(rows: number, isLatest: boolean): string[] {
  return [`${draw(rows, isLatest)}  # to stay within the time limit`];
}

/** The latest rows, or any. */
function draw(rows: number, isLatest: boolean): string {
  return isLatest
    ? `train = train.tail(${rows})`
    : `train = train.sample(${rows}, random_state=0) if len(train) > ${rows} else train`;
}
