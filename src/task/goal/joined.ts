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
  /** Whether some rows lack a value. */
  hasGaps?: boolean;
}

/** A column with how much a goal asks for it. */
export interface IRankedColumn {
  name: string;
  score: number;
  /** Whether the goal writes the name letter by letter. */
  isLiteral: boolean;
  /** Where the goal asks for it most, by its name where it writes that. */
  best: IMention | null;
}

/** Nothing but "and" or "or", commas, articles and quotes. */
const between =
  /^[\s"'“”«»`*,、，;]*(?:(?<and>and|as well as|und|sowie|et|y|e|ed|и|和|与|及|と|および|&|\+)|(?<or>or|oder|ou|o|oppure|или|或|或者|か))?[\s"'“”«»`*]*(?:(?:the|die|der|das|den|le|la|les|el|los|las|il|as|os) )?[\s"'“”«»`*]*$/iu;

/** What is said of the name before it alone. */
const begins = /^[`"'”’»]* (?:is|ist|est|es|é|è)(?!\p{L})/u;

/**
 * The columns that a goal asks for in one breath, in its order: "casual and registered";
 * with "or" between them one of them is meant.
 */
export function joinedWith<T extends IRankedColumn>(
  first: T,
  pool: readonly T[],
  goal: string
): { columns: T[]; isEither: boolean } {
  const named = pool
    .filter(
      ({ best, isLiteral }) => isLiteral && best !== null && best.fit >= 0.85
    )
    .sort((a, b) => a.best!.start - b.best!.start);
  const at = named.indexOf(first);
  if (at < 0) {
    return { columns: [first], isEither: false };
  }
  /** What stands between one and the next, where that is nothing that parts them. */
  const link = (left: T | undefined, right: T | undefined) => {
    const words =
      left && right
        ? unrepeated(
            goal.slice(left.best!.end, right.best!.start),
            goal.slice(0, left.best!.start)
          )
        : '';
    const found =
      words.length < 20 && /\S/.test(words) ? between.exec(words) : null;
    // "The hours are in a, b is what we tell the customer."
    const isOther =
      !found?.groups?.and &&
      !found?.groups?.or &&
      right !== undefined &&
      begins.test(goal.slice(right.best!.end));
    return isOther ? null : found;
  };
  let [from, to] = [at, at];
  while (link(named[from - 1], named[from])) {
    from--;
  }
  while (link(named[to], named[to + 1])) {
    to++;
  }
  const columns = named.slice(from, to + 1);
  return {
    columns,
    isEither: columns
      .slice(1)
      .some((each, i) => link(columns[i], each)?.groups?.or !== undefined)
  };
}

/** A text without the words at its end that another ends with: "the share of a and the share of b". */
function unrepeated(text: string, before: string): string {
  const starts = [...text.matchAll(/(?<=\s)\S/gu)].map(({ index }) => index);
  const repeated = starts.find(start =>
    before.toLowerCase().endsWith(text.slice(start).toLowerCase())
  );
  return text.slice(0, repeated);
}
