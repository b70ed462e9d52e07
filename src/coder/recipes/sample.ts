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
 * The lines by which a script draws its sample, while solutions are compared: that is told by
 * the file of their folds where there is one. In the end it learns from all rows; not where
 * those were too many for the memory.
 */
export function sampleLines(
  facts: IFacts,
  { rows: told, bounded }: Lessons
): string[] {
  const rows = sampleOf(facts, { rows: told });
  const isLatest = facts.time !== null;
  if (rows === null) {
    return [];
  }
  const line = draw(rows, isLatest);
  return bounded
    ? [`${line}  # more did not fit into the memory`]
    : facts.foldsFile === null
      ? [`${line}${REMARK}`]
      : [`if (INPUT / '${facts.foldsFile}').exists():${REMARK}`, `    ${line}`];
}

const REMARK = '  # a sample while solutions are compared';

/** As `sampleLines` writes them, where all rows are learned from in the end. */
const DRAWN =
  /(?:if \(INPUT \/ '[^']+'\)\.exists\(\): {2}# a sample [^\n]*\n *(?=train)|(?=.*# a sample while))train = train\.(sample|tail)\((\d+)[^\n]*/g;

/** How many rows a script draws while solutions are compared; `null` where it does not. */
export function drawnIn(code: string): number | null {
  const [found] = code.matchAll(DRAWN);
  return found ? Number(found[2]) : null;
}

/** A script that draws so many rows wherever it runs. */
export function drawing(code: string, rows: number): string {
  return code.replace(
    DRAWN,
    (_, how: string) =>
      `${draw(rows, how === 'tail')}  # to stay within the time limit`
  );
}

/**
 * A script that learns from all rows, as in the end. One that is told by the file of the folds
 * does so by itself where that is not.
 */
export function learningFromAll(code: string): string {
  return code.replace(/\n *train = .*# a sample while .*/g, '');
}

/** The latest rows, or any. */
function draw(rows: number, isLatest: boolean): string {
  return isLatest
    ? `train = train.tail(${rows})`
    : `train = train.sample(${rows}, random_state=0) if len(train) > ${rows} else train`;
}
