import type { TableFile } from '../../task/data';

/** Answers in a file of their own. */
export interface IAnswers {
  file: TableFile;
  /** The columns by which each row finds its answer; none: by the order of the rows. */
  on: readonly string[];
}

/** Columns of answers at most. */
const MOST = 10;
/** What files of answers are called. */
const ANSWERS =
  /(?:^|[^a-z])(?:labels?|targets?|answers?|(?:ground)?truth|y|outcomes?|responses?|antworten|zielwerte?|etiquetas|etiquettes|respuestas|reponses|etichette)(?:[^a-z]|$)/;

/**
 * The table whose rows have their answers in another file, with these answers; `null` where
 * there are no two such tables.
 *
 * @param tables - those that hold neither a sample nor rows to be predicted, likeliest first.
 */
export function joined(
  tables: readonly TableFile[]
): { train: TableFile; answers: IAnswers } | null {
  const [first, ...others] = tables;
  const pairs = others.flatMap(other => [
    [first, other],
    [other, first]
  ]);
  for (const [features, file] of pairs) {
    const on = keyOf(features, file);
    if (on !== undefined) {
      return { train: withColumns(features, file, on), answers: { file, on } };
    }
  }
  return null;
}

/** By what rows find their answers in a file, none for their order; `undefined` where it holds none of theirs. */
function keyOf(
  { path, table, dialect }: TableFile,
  file: TableFile
): string[] | undefined {
  const own = file.table.columns;
  const known = new Set(table.columns.map(({ name }) => name));
  const shared = own.filter(({ name }) => known.has(name));
  const count = own.length - shared.length;
  const name = file.path.split('/').at(-1)!.toLowerCase();
  if (
    !dialect?.header ||
    !file.dialect?.header ||
    count < 1 ||
    count > MOST ||
    table.columns.length - shared.length <= count ||
    !ANSWERS.test(name.replace(/\..*$/, ''))
  ) {
    return undefined;
  }
  if (shared.length === 0) {
    return file.table.rows === table.rows ? [] : undefined;
  }
  const keys = shared.map(({ name }) => name);
  const there = own[0].found?.find(
    each => each.path === path && each.column === keys[0]
  );
  if (keys.length > 1) {
    return there?.with?.join('\n') === keys.slice(1).join('\n')
      ? keys
      : undefined;
  }
  const [key] = shared;
  const names = [key, table.columns.find(({ name }) => name === key.name)!];
  const isUnique = [file.table, table].every(
    ({ rowsRead }, i) => names[i].unique === rowsRead
  );
  return key === own[0] && there?.shared === 1 && isUnique ? keys : undefined;
}

/** A table with the columns of its answers behind its own. */
function withColumns(
  features: TableFile,
  { table }: TableFile,
  on: readonly string[]
): TableFile {
  const own = features.table;
  const isTheirs = (i: number) => !on.includes(table.columns[i]?.name);
  return {
    ...features,
    table: {
      ...own,
      // Answers beside the table are not drawn with a sample of it.
      fits: undefined,
      rows: Math.min(own.rows, table.rows),
      columns: [...own.columns, ...table.columns.filter((_, i) => isTheirs(i))],
      sample: own.sample.map((row, at) => [
        ...row,
        ...(table.sample[at] ?? []).filter((_, i) => isTheirs(i))
      ])
    }
  };
}
