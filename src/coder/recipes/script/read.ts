import type { ColumnPreview, FilePreview } from '../../../task/data';
import type { IFacts } from '../facts';
import { isLogarithmic } from '../metrics';
import type { Lessons } from '../recipe';
import {
  call,
  comment,
  list,
  literal,
  named,
  names,
  show,
  type Expr
} from './python';

/** The cell that reads the tables and takes the target out. */
export function readCell(facts: IFacts, lessons: Lessons): string {
  const { target, targets, train, test } = facts;
  const name = literal(target.name);
  const several = targets.length > 1;
  const lines = ['# The data', read('train', train, lessons)];
  if (test && facts.made.test) {
    lines.push(
      `asked = INPUT / ${literal(test.path)}  # rows to predict; where there are none, a few for show`,
      show(
        named('test', reader(test.path, 'asked', test.notes, lessons), ' = ')
      ) + ` if asked.exists() else ${few(facts)}`
    );
  } else {
    lines.push(
      test
        ? read('test', test, lessons)
        : `test = ${few(facts)}  # a few for show`
    );
  }
  if (several) {
    lines.push(
      show(named('targets', names(targets.map(each => each.name)), ' = '))
    );
  }
  const before = lines.length;
  if (facts.kind === 'regression') {
    const read = (each: string) =>
      `train[${each}] = as_numbers(train[${each}], decimal_mark(train[${each}]))`;
    lines.push(
      ...(!facts.targetWritten
        ? []
        : several
          ? ['for name in targets:', `    ${read('name')}`]
          : [read(name)]),
      '# There is nothing to learn from without a finite target',
      several
        ? 'train = train[np.isfinite(train[targets].astype(float)).all(axis=1)]'
        : `train = train[np.isfinite(train[${name}].astype(float))]`
    );
  } else if (
    targets.some(({ missing }) => missing > 0) ||
    lessons.dropMissingTarget ||
    !facts.exact
  ) {
    const subset = several ? 'targets' : `[${name}]`;
    lines.push(
      `train = train.dropna(subset=${subset})  # nothing to learn from without the target`
    );
  }
  const limit = lessons.rows ?? facts.rowLimit;
  if (limit !== null && facts.time === null) {
    lines.push(
      `if len(train) > ${limit}:`,
      `    train = train.sample(${limit}, random_state=0)  # to stay within the time limit`
    );
  }
  if (facts.time !== null) {
    const time = literal(facts.time);
    lines.push(
      '# Oldest first: the validation always predicts what comes later, and never',
      '# rows without a date',
      'def when(dates):',
      '    return as_dates(dates, day_first(dates))',
      '',
      '',
      `train = train.sort_values(${time}, key=when, na_position='first')`
    );
    if (limit !== null) {
      lines.push(
        `train = train.tail(${limit})  # to stay within the time limit`
      );
    }
  }
  const alone = target.top.some(({ count }) => count === 1);
  if (lessons.dropRareClasses || (facts.kind === 'multiclass' && alone)) {
    lines.push(
      '# A class must be in every fold, and more than once',
      `members = train.groupby(${name})[${name}].transform('size')`,
      "print(f'{(members < 10).sum()} rows of classes with fewer than 10 rows are left out')",
      'train = train[members >= 10]'
    );
  }
  if (lines.length > before) {
    lines.push('train = train.reset_index(drop=True)');
  }
  lines.push(
    ...targetLines(facts, lessons),
    `print(f'{len(train):,} rows, {train.shape[1] - ${facts.targets.length}} columns to learn from')`
  );
  return lines.join('\n');
}

function few({ targets }: IFacts): string {
  return `train.drop(columns=${show(names(targets.map(({ name }) => name)))}).head()`;
}

function targetLines(facts: IFacts, lessons: Lessons): string[] {
  const several = facts.targets.length > 1;
  const column = several
    ? 'train[targets]'
    : `train[${literal(facts.target.name)}]`;
  const belowZero =
    isLogarithmic(facts.metric) &&
    typeof facts.target.min === 'number' &&
    facts.target.min < 0;
  switch (facts.kind) {
    case 'regression':
      return lessons.clipTarget || belowZero
        ? [
            comment(
              `${facts.metric.name} has no meaning below zero: such targets count as zero`
            ),
            `y = ${column}.astype(float).clip(lower=0)`
          ]
        : [`y = ${column}.astype(float)`];
    case 'binary':
      return several
        ? [
            '# 1 for these, 0 for the others',
            show(
              named(
                'positive',
                list(
                  facts.targets.map(target =>
                    named(literal(target.name), binaryValues(target)[0], ': ')
                  ),
                  '{',
                  '}'
                ),
                ' = '
              )
            ),
            'y = (train[targets] == pd.Series(positive)).astype(int)'
          ]
        : [
            `y = (${column} == ${positive(facts)}).astype(int)  # 1 for ${positive(facts)}`
          ];
    case 'multiclass':
      return [
        'labels = LabelEncoder()',
        `y = pd.Series(labels.fit_transform(${column}))`
      ];
  }
}

/** The two values of a binary target as Python literals, the positive one first. */
export function binaryValues(target: ColumnPreview): [string, string] {
  const yes = /^(1|1\.0|true|t|yes|y|positive|pos)$/i;
  const [frequent, rare] = target.top.map(({ value }) => value);
  const values = yes.test(frequent) ? [frequent, rare] : [rare, frequent];
  const plain = /^(bool|u?int|float)/i.test(target.dtype);
  return values.map(value =>
    target.kind === 'boolean' && /^(true|false)$/i.test(value)
      ? literal(/^t/i.test(value))
      : plain
        ? literal(Number(value))
        : literal(value)
  ) as [string, string];
}

function positive(facts: IFacts): string {
  return binaryValues(facts.target)[0];
}

/** `name = pd.read_…(INPUT / '…')`, as the file wants to be read. */
export function read(
  name: string,
  file: FilePreview,
  lessons: Lessons
): string {
  const packed = /^(.*\.(zip|tar|tgz|tar\.\w+))\/(.+)$/i.exec(file.path);
  const sheet = /^(.*\.xls[xm])\/(.+)$/i.exec(file.path);
  const inner = packed?.[3] ?? file.path;
  const load = (source: string) =>
    named(name, reader(inner, source, file.notes, lessons), ' = ');
  const lines: string[] = [];
  if (packed) {
    const archive = `INPUT / ${literal(packed[1])}`;
    const zip = packed[2].toLowerCase() === 'zip';
    lines.push(
      `with ${zip ? 'zipfile.ZipFile' : 'tarfile.open'}(${archive}) as archive:`,
      `    with archive.${zip ? 'open' : 'extractfile'}(${literal(inner)}) as file:`,
      `        ${show(load('file'), 8)}`
    );
  } else if (sheet) {
    const book = `INPUT / ${literal(sheet[1])}`;
    lines.push(
      `${name} = pd.read_excel(${book}, sheet_name=${literal(sheet[2])})`
    );
  } else {
    lines.push(show(load(`INPUT / ${literal(file.path)}`)));
  }
  if (hasNoHeader(file.notes)) {
    lines.push(`${name}.columns = ${name}.columns.astype(str)`);
  } else if (lessons.stripNames) {
    lines.push(`${name}.columns = ${name}.columns.str.strip()`);
  }
  return lines.join('\n');
}

function reader(
  path: string,
  source: string,
  notes: readonly string[],
  lessons: Lessons
): Expr {
  const extension = path
    .toLowerCase()
    .replace(/\.(gz|bz2|xz|zst)$/, '')
    .split('.')
    .at(-1);
  switch (extension) {
    case 'parquet':
    case 'pq':
      return call('pd.read_parquet', source);
    case 'xlsx':
    case 'xlsm':
      return call('pd.read_excel', source);
    case 'jsonl':
    case 'ndjson':
      return call('pd.read_json', source, 'lines=True');
    case 'json':
      return call('pd.read_json', source);
    default:
      return call(
        'pd.read_csv',
        source,
        ...csvArguments(extension, notes, lessons)
      );
  }
}

/** What the preview noted about a file of text, or a failure taught. */
function csvArguments(
  extension: string | undefined,
  notes: readonly string[],
  lessons: Lessons
): string[] {
  const said = notes.join('\n');
  const encoding = lessons.encoding ?? /^read as (\S+)/m.exec(said)?.[1];
  const separator = /^separated by (?:“(.)”|spaces)/m.exec(said);
  const above = /^(\d+) lines? above the table/m.exec(said)?.[1];
  const broken = /too many fields|cannot be parsed/.test(said);
  const args: string[] = [];
  if (lessons.lenient) {
    args.push('sep=None', "engine='python'", "on_bad_lines='skip'");
  } else {
    if (separator) {
      args.push(separator[1] ? `sep=${literal(separator[1])}` : "sep=r'\\s+'");
    } else if (extension === 'tsv' || extension === 'tab') {
      args.push("sep='\\t'");
    }
    if (broken) {
      args.push("on_bad_lines='skip'");
    }
  }
  if (above) {
    args.push(`skiprows=${above}`);
  }
  if (hasNoHeader(notes)) {
    args.push('header=None');
  }
  if (encoding) {
    args.push(`encoding=${literal(encoding)}`);
  }
  return args;
}

function hasNoHeader(notes: readonly string[]): boolean {
  return notes.includes('no line of column names');
}
