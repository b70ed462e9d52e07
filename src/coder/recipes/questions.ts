import { listed } from '../../task/said';
import type { ColumnPreview, DataPreview, TablePreview } from '../../task/data';
import type { Entry } from '../../task/declaration';
import { otherKindIn, workIn } from '../../task/goal/otherKind';
import { asksByName, type ITargetReading } from '../../task/goal/target';
import { asking } from '../../task/goal/asking';
import { isRowId, type ITables } from './tables';
import { targetReading } from './targetReading';
import { unread } from './unread';
import { isNames, valuesOf } from './written';

/** What stands in the way before anything is written. */
export interface IQuestion {
  /** One sentence or two for people that name the way out. */
  text: string;
  /** The entry of the declaration that it is about; `null` where no answer helps. */
  entry: Entry | null;
  /** What it may be, most likely first. */
  candidates: string[];
  /** The terminal's option that settles it; empty where none does. */
  option: string;
  /** Whether the likeliest may be taken; else one has to be named. */
  canGuess: boolean;
  /** Whether only the recipes ask: a model may know. */
  isOfRecipes: boolean;
}

/** Something that no answer helps with. */
export function obstacle(text: string): IQuestion {
  return {
    text,
    entry: null,
    candidates: [],
    option: '',
    canGuess: false,
    isOfRecipes: true
  };
}

/** What a person chooses, or the likeliest is taken for; a model is asked about it as well. */
export function choice(
  entry: Entry,
  option: string,
  candidates: string[],
  text: string
): IQuestion {
  return {
    text,
    entry,
    candidates,
    option,
    canGuess: true,
    isOfRecipes: false
  };
}

/**
 * What has to be asked about the target before anything is written, as sentences that
 * name the way out; none where it is clear and there is something to learn from.
 */
export function targetQuestions(
  goal: string,
  data: DataPreview,
  tables: ITables,
  reading: (Omit<ITargetReading, 'from'> & { from: string }) | null
): IQuestion[] {
  const { train } = tables;
  const asked = workIn(goal);
  // What was declared, or what the tables ask for, can be predicted none the less.
  const isNamed = reading?.sure === true && asksByName(goal, reading.names[0]);
  if (
    asked &&
    !isNamed &&
    !['declared', 'sample', 'test'].includes(reading?.from ?? '')
  ) {
    return [
      obstacle(
        `The goal asks for ${asked.work} (“${asked.words}”), and the offline recipes predict columns. Name a column of ${train.path} to predict (\`--target ${example(tables)}\`, or “Target” in the form), or mark a cell as the objective that scores it and connect a model.`
      )
    ];
  }
  if (reading === null || !reading.sure) {
    const other = otherKindIn(goal);
    if (other === 'groups' || other === 'anomalies') {
      return [
        obstacle(
          other === 'groups'
            ? `This asks for groups of rows that are alike, and no column of ${train.path} holds them, so there is nothing to predict and no score to be read off. Mark a cell as the objective that scores groups (such as by their silhouette) and connect a model; or name a column to predict.`
            : `This asks for rows that are unlike the rest. Where a column of ${train.path} says which those are, name it in the goal, such as “${asking(example(tables))}”; where none does, mark a cell as the objective that scores them and connect a model.`
        )
      ];
    }
  }
  const other = reading?.sure ? null : elsewhere(goal, data, tables);
  if (other !== null) {
    return [other];
  }
  if (reading === null) {
    return [
      {
        ...obstacle(
          `${unreadTrain(data)}Which column of ${train.path} is to be predicted? Name it in the goal, such as “${asking(example(tables))}”.`
        ),
        entry: 'targets',
        option: '--target',
        // What stands in the sentence comes first: it is named as the way out.
        candidates: train.table.columns
          .filter(column => !isRowId(column, train.table))
          .map(column => column.name)
          .sort(
            (a, b) =>
              Number(b === example(tables)) - Number(a === example(tables))
          )
      }
    ];
  }
  const [name] = reading.names;
  const questions: IQuestion[] = [];
  if (!reading.sure) {
    const candidates = [name, ...reading.others];
    const doubtful = candidates.slice(0, 4);
    questions.push({
      entry: 'targets',
      option: '--target',
      candidates,
      canGuess: true,
      isOfRecipes: false,
      text:
        doubtful.length === 1
          ? `Is “${name}” to be predicted? That is a guess. Name the column in the goal, such as “${asking(name)}”.`
          : `Which column is to be predicted: ${doubtful.map(each => `“${each}”`).join(' or ')}? Name it in the goal, such as “${asking(name)}”.`
    });
  }
  if (!hasFeatures(tables, reading.names)) {
    questions.push(
      obstacle(
        hasPictures(data) ||
          train.table.columns.some(column => namesPictures(column, train.table))
          ? `Besides “${name}”, ${train.path} holds only what names its rows, and the offline recipes do not read pictures. Connect a model that writes code for them, or put a table of features beside them.`
          : `Besides “${name}”, ${train.path} holds no column to learn from. Add columns, or choose another data folder.`
      )
    );
  }
  return questions;
}

/** What is asked for, where a table that is not learned from holds it alone. */
function elsewhere(
  goal: string,
  { files, prepared }: DataPreview,
  { train, test, sample }: ITables
): IQuestion | null {
  const own = train.table.columns.map(({ name }) => name);
  for (const file of files) {
    const { path, table } = file;
    if (
      prepared ||
      !table ||
      [train, test, sample].some(each => each?.path === path)
    ) {
      continue;
    }
    const read = targetReading(goal, undefined, {
      train: { ...file, table },
      test: null,
      sample: null
    });
    const [name] = read?.from === 'goal' && read.sure ? read.names : [];
    if (name !== undefined && !own.includes(name)) {
      const keys = table.columns
        .map(each => each.name)
        .filter(each => own.includes(each));
      const on =
        keys.length > 1
          ? `[${keys.map(key => `'${key}'`).join(', ')}]`
          : `'${keys[0]}'`;
      return obstacle(
        `“${name}” stands in ${path}, and ${train.path} has no such column. Join them into one table, ${keys.length === 0 ? 'by the order of their rows' : `by ${listed(keys.map(key => `“${key}”`))}`}: \`pd.${keys.length === 0 ? `concat([train, other[['${name}']]], axis=1)` : `merge(train, other, on=${on})`}.to_csv('joined.csv', index=False)\`, and put that in the place of both.`
      );
    }
  }
  return null;
}

/** Whether a folder beside the tables holds pictures. */
export function hasPictures({ folders }: DataPreview): boolean {
  return folders.some(({ extensions }) =>
    extensions.some(({ ext }) =>
      /^\.?(png|jpe?g|tiff?|bmp|gif|webp)$/i.test(ext)
    )
  );
}

/** Whether a column holds the names of pictures, of which alone nothing is learned. */
function namesPictures(column: ColumnPreview, table: TablePreview): boolean {
  const values = valuesOf(column, table);
  return (
    values.length > 0 &&
    values.every(value => /\.(?:png|jpe?g|tiff?|bmp|gif|webp)$/i.test(value))
  );
}

/** A column to name in the question which one is meant. */
function example({ train }: ITables): string {
  return train.table.columns.at(-1)!.name;
}

/** Whether something is left to learn from: no names, nothing that never changes. */
function hasFeatures(
  { train, test }: ITables,
  targets: readonly string[]
): boolean {
  const given = test && new Set(test.table.columns.map(({ name }) => name));
  return train.table.columns.some(
    column =>
      !targets.includes(column.name) &&
      column.kind !== 'empty' &&
      column.kind !== 'constant' &&
      !isRowId(column, train.table) &&
      !namesPictures(column, train.table) &&
      !isNames(column, train.table) &&
      (given === null || given.has(column.name))
  );
}

/** Why the table to learn from is not read, where it is called so; else empty. */
function unreadTrain(data: DataPreview): string {
  const found = unread(data).find(({ path }) => /train/i.test(path));
  return found ? `${found.said} ` : '';
}
