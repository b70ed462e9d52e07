import type { IMention } from './mentions';

/** A column, as far as the reading of a goal needs it. */
export interface IGoalColumn {
  name: string;
  /** How many different values it has. */
  unique: number;
  /** Whether it holds numbers. */
  isNumber: boolean;
  /** Frequent values. */
  values: readonly string[];
}

/** A column with how much a goal asks for it. */
export interface IRankedColumn {
  name: string;
  score: number;
  /** Whether the goal writes the name letter by letter. */
  isLiteral: boolean;
  /** Where the goal asks for it most. */
  best: IMention | null;
}

/** Nothing but "and" or "or", commas, articles and quotes. */
const between =
  /^[\s"'“”«»`*,、，;]*(?:(?<and>and|as well as|und|sowie|et|y|e|ed|и|和|与|及|と|および|&|\+)|(?<or>or|oder|ou|o|oppure|или|或|或者|か))?[\s"'“”«»`*]*(?:(?:the|die|der|das|den|le|la|les|el|los|las|il|as|os) )?[\s"'“”«»`*]*$/iu;

/**
 * The columns that a goal asks for in one breath with another: "casual and registered";
 * with "or" between them one of them is meant.
 */
export function joinedWith(
  first: IRankedColumn,
  pool: readonly IRankedColumn[],
  goal: string
): { columns: IRankedColumn[]; isEither: boolean } {
  const columns: IRankedColumn[] = [];
  let isEither = false;
  let at = first.isLiteral ? first.best : null;
  while (at !== null) {
    const { end } = at;
    const next = pool.find(
      ({ best, isLiteral }) =>
        isLiteral &&
        best !== null &&
        best.fit >= 0.85 &&
        best.start > end &&
        best.start - end < 20 &&
        /\S/.test(goal.slice(end, best.start)) &&
        between.test(goal.slice(end, best.start))
    );
    at = next?.best ?? null;
    if (next && at !== null) {
      columns.push(next);
      isEither ||=
        between.exec(goal.slice(end, at.start))?.groups?.or !== undefined;
    }
  }
  return { columns, isEither };
}
