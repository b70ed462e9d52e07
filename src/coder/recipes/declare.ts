import { asksToFill } from '../../task/goal/gaps';
import type { DataPreview } from '../../task/data';
import {
  Entry,
  TaskDeclaration,
  type GivenTask,
  type Source
} from '../../task/declaration';
import { belongingOf } from '../../task/goal/division';
import { leftOutBy } from '../../task/goal/leftOut';
import { mayBeDivided } from '../../task/goal/unread';
import { weighedBy } from '../../task/goal/weighing';
import { directionOf } from '../../task/direction';
import type { Direction } from '../../task/task';
import { classesOf } from './classes';
import { givenWrong } from './givenWrong';
import { handedIn } from './handedIn';
import { labelsNoticed } from './labelsNoticed';
import { whyLeftOut } from './leftOut';
import { marksNoticed, withMarked } from './markedRows';
import { noticed } from './noticed';
import {
  metricsLevel,
  metricSource,
  metricUnread,
  notesUnread
} from './notRead';
import { obstacle } from './questions';
import { rowsFrom, sampleFrom, sampleOf } from './rowsTaken';
import { spelledIn } from './spelled';
import { classAsked } from './sampleClass';
import { splitOf } from './splitOf';
import { filesOf, idColumn, tablesFor } from './tables';
import { tablesNoticed } from './tablesNoticed';
import { understand, type IUnderstanding } from './understand';

/** A task as it was read and declared, with what is left to be asked. */
export interface IDeclaredTask extends IUnderstanding {
  /** `null` where nothing tells what to predict. */
  declaration: TaskDeclaration | null;
}

/** What was said apart from the goal. */
export interface IWord {
  given?: GivenTask;
  /** Apart from a whole metric: its name, and which way is better. */
  metric?: string;
  direction?: Direction | null;
  /** Take the likeliest where nothing tells. */
  guess?: boolean;
}

/**
 * Read the whole task from goal and data, once. What was declared wins; each entry says
 * where it comes from and how sure that is.
 */
export function declareTask(
  goal: string,
  data: DataPreview,
  { given = {}, metric = '', direction = null, guess = false }: IWord = {}
): IDeclaredTask {
  const word = {
    targets: given.targets,
    kind: given.kind,
    spellings: given.spellings,
    metric: metric || given.metric?.name,
    direction: direction ?? given.metric?.direction,
    ids: given.idColumns?.length ? given.idColumns : undefined
  };
  const read = understand(goal, data, word);
  const isGuess = guess && !read.isSure && read.targets.length > 0;
  const understood = isGuess
    ? understand(goal, data, { ...word, targets: read.targets })
    : read;
  const spelled = spelledIn(goal, given.spellings);
  const tables = tablesFor(data, understood.targets, spelled, asksToFill(goal));
  const column = tables?.train.table.columns.find(
    ({ name }) => name === understood.target?.name
  );
  const target: Source = {
    from: isGuess
      ? 'a guess, taken as you said'
      : (understood.target?.from ?? ''),
    sure: understood.isSure
      ? 'sure'
      : understood.target?.from === 'a guess'
        ? 'guess'
        : 'contradicted',
    others: understood.others
  };
  const questions = [...understood.questions];
  if (tables === null || column === undefined) {
    return {
      ...understood,
      declaration: null,
      questions: [
        ...questions,
        ...(tables
          ? givenWrong(given, tables, understood.targets, null, [])
          : [])
      ]
    };
  }
  const { train, test } = tables;
  const targets = understood.targets;
  const columns = train.table.columns.filter(({ name }) =>
    targets.includes(name)
  );
  const split = splitOf(goal, tables, column.name, understood.kind, guess);
  if (given.split === undefined && split.question !== null) {
    questions.push(split.question);
  }
  const names = train.table.columns.map(({ name }) => name);
  const open = given.metric
    ? null
    : (metricUnread(goal, understood, names) ?? metricsLevel(goal, understood));
  if (open !== null && !guess) {
    questions.push(open);
  }
  const asked = classAsked(understood, column);
  const classes = classesOf(goal, column, understood.kind, asked?.of);
  questions.push(
    ...givenWrong(
      given,
      tables,
      understood.targets,
      column,
      classes.value.classes
    )
  );
  const positive = given.positive ?? classes.value.positive;
  const ids = idColumn(tables);
  const weight = weighedBy(goal, names);
  const unwanted = new Map(
    leftOutBy(goal, names).map(name => [name, 'the goal says so'])
  );
  if (weight !== null && !unwanted.has(weight)) {
    unwanted.set(weight, 'weighs the rows');
  }
  const leftOut = train.table.columns.flatMap(each => {
    const why = targets.includes(each.name)
      ? null
      : (whyLeftOut(each, tables, columns) ?? unwanted.get(each.name));
    return why ? [{ column: each.name, why }] : [];
  });
  // What only whoever writes may know is not replaced.
  const chosen =
    understood.metric ??
    (understood.refused && {
      name: understood.refused.name,
      direction: direction ?? directionOf(understood.refused.name),
      from: metric ? 'as declared' : 'from the goal'
    });
  const out = (given.leftOut ?? leftOut).map(each => each.column);
  if (
    understood.problems.length === 0 &&
    names.every(name => targets.includes(name) || out.includes(name))
  ) {
    questions.push(
      obstacle(
        `Nothing is left of ${train.path} to learn from: every column but “${column.name}” is left out. Keep some, or add columns.`
      )
    );
  }
  const unread = notesUnread(
    goal,
    data,
    {
      columns: names,
      targets,
      told: new Set([
        ...targets,
        ...out,
        ...('column' in split.value ? [split.value.column] : []),
        ...(weight === null ? [] : [weight])
      ]),
      isUsual: chosen?.from.startsWith('usual') === true,
      isUndivided:
        !('column' in split.value) &&
        mayBeDivided(goal, train.table, column.name, test?.table ?? null)
    },
    [
      open?.text,
      split.question?.text,
      ...(chosen ? [chosen.from, `“${chosen.name}”`] : []),
      classes.from,
      split.source.from
    ]
  );
  const declaration = TaskDeclaration.parse({
    targets,
    kind: understood.kind,
    ...classes.value,
    classes: withLast(classes.value.classes, positive),
    spellings:
      understood.kind === 'regression'
        ? []
        : columns.flatMap(
            each => each.spellings?.map(({ value }) => value) ?? []
          ),
    metric: chosen && {
      name: chosen.name,
      direction: chosen.direction,
      parameters: given.metric?.parameters
    },
    rows: test?.path ?? null,
    submission: handedIn(tables, understood, classes.value.classes),
    split: withMarked(split.value, tables, targets, understood.kind),
    idColumns: ids === null ? [] : [ids],
    ...belongingOf(train.table, column.name),
    files: filesOf(tables).map(({ part, path, dialect, notes }) => ({
      path,
      part,
      dialect,
      notes
    })),
    leftOut,
    notes: [
      ...noticed(goal, tables, understood),
      ...tablesNoticed(goal, data, tables, targets),
      ...marksNoticed(tables, targets),
      ...(weight === null
        ? []
        : [
            `Each row counts as much as any other, whatever its “${weight}”: for a weighed score, mark a cell as the objective (--objective with its file).`
          ]),
      ...(understood.form?.some(each => 'whole' in each)
        ? ['The goal asks for whole numbers: predictions are rounded.']
        : []),
      ...understood.others
        .filter(() => understood.isSure && understood.form !== null)
        .map(
          name =>
            `The goal names “${name}”, too, which ${tables.sample?.path} does not ask for: it is not predicted.`
        ),
      ...labelsNoticed(understood, tables, column),
      ...(asked === null || asked.of === positive
        ? []
        : [
            `${tables.sample?.path} calls its column “${asked.name}”, and the chance of “${positive}” is handed in, which is named as the positive class.`
          ]),
      ...unread
    ],
    ...withoutUndefined(given),
    // Answers beside the table are not drawn with it.
    sample: tables.answers ? null : sampleOf(train, given),
    // Read once more, where blanks at its ends are put right.
    ...(given.targets && { targets }),
    ...(given.metric &&
      chosen && {
        metric: {
          ...given.metric,
          name: chosen.name,
          direction: chosen.direction
        }
      }),
    sources: {
      targets: target,
      kind: { from: given.kind ? 'as declared' : 'its values' },
      positive: { from: classes.from },
      metric: {
        from: chosen?.from ?? '',
        sure: understood.refused ? 'contradicted' : 'sure',
        others: understood.refused?.near ?? [],
        ...metricSource(open, guess)
      },
      rows: { from: test ? rowsFrom(test, targets) : '' },
      submission: {
        from: tables.sample?.path ?? (test ? test.path : 'the target')
      },
      split: split.source,
      idColumns: { from: tables.sample?.path ?? 'its values' },
      sample: { from: sampleFrom(train) },
      ...Object.fromEntries(
        Entry.options
          .filter(entry => entry in given)
          .map(entry => [entry, { from: 'as declared' }])
      ),
      ...given.sources
    }
  });
  return { ...understood, declaration, questions };
}

/** Two classes with the positive one behind, as they are scored. */
function withLast(
  classes: readonly string[],
  positive: string | null
): string[] {
  return classes.length === 2 && classes.includes(positive ?? '')
    ? [...classes.filter(each => each !== positive), positive!]
    : [...classes];
}

function withoutUndefined(given: GivenTask): GivenTask {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined)
  );
}
