import { affirmative } from '../../coder/recipes/classes';
import { namedMetrics } from '../../coder/recipes/namedMetrics';
import { Lessons } from '../../coder/recipes/recipe';
import { plain_cells } from '../../coder/recipes/script/forms';
import { imports } from '../../coder/recipes/script/imports';
import { list, literal, named, show } from '../../coder/recipes/script/python';
import { read, reader } from '../../coder/recipes/script/reader';
import { numberFunctions } from '../../coder/recipes/script/written';
import {
  columnNamed,
  type ITables,
  tablesFor
} from '../../coder/recipes/tables';
import { isNumber } from '../../coder/recipes/written';
import type { DataPreview } from '../../task/data';
import type { TaskDeclaration } from '../../task/declaration';
import { metricTable } from '../../task/metricTable';
import type { Holdout } from '../../task/objectiveKinds';
import type { SubmissionColumn } from '../../task/submission';
import { ofClasses, ofNumbers } from './pictures';

/** What the evidence for a solution is made from. Folders are seen from the notebook. */
export interface IEvidenceFor {
  /** The solution. */
  id: string;
  objective: Holdout;
  declaration: TaskDeclaration;
  preview: DataPreview;
  /** The person's data. */
  data: string;
  /** The run's folder. */
  run: string;
}

/** Columns that are predicted of which pictures are made; many more say little. */
const MOST = 4;

/**
 * Cells that show what a solution predicted for rows that it was not trained on beside the
 * answers. They read both where they lie: the person's own table, and the predictions that
 * the run was scored by; no file of the run's has the answers.
 *
 * @returns a sentence that says why there are none, where that is so.
 */
export function evidenceCells(what: IEvidenceFor): string[] | string {
  const { id, objective, declaration, preview } = what;
  const targets =
    objective.targets.length > 0 ? objective.targets : [objective.target];
  const tables = tablesFor(preview, targets, null, declaration.rows !== null);
  const { kind } = declaration;
  const wants = wantsOf(objective.metric);
  const row = preview.prepared?.key ?? objective.id;
  if (tables === null || row === null || kind === null || wants === null) {
    return 'What it predicted is not set beside the answers here, because the run’s folder does not say how the table is read, or what kind of value is predicted.';
  }
  const isOfFolds = Boolean(preview.prepared?.folds);
  const body = [
    ...rowsOf(what, tables, row, targets),
    ...(kind === 'regression' ? [] : classNames(objective)),
    'for table in (train, left):',
    `    table[${literal(row)}] = named(table[${literal(row)}])`,
    `left = left.drop_duplicates(${literal(row)})`,
    `rows = train.merge(left, on=${literal(row)})`,
    `print(f'{len(rows):,} rows that it was not trained on: those held out${isOfFolds ? '; its score is of those of its folds, too, where it predicted these' : ''}')`
  ].join('\n');
  const shown = targets.slice(0, MOST);
  const isWritten = shown.some(name => {
    const column = columnNamed(name, tables.train.table.columns);
    return kind === 'regression' && column && !isNumber(column);
  });
  const functions = [
    ...(body.includes('plain_cells(') ? [plain_cells] : []),
    ...(isWritten ? numberFunctions : []),
    `def named(column):
    """Names as text, the same for 7, '7' and 7.0."""
    return column.astype(str).str.strip().str.replace(r'^(-?\\d+)\\.0$', r'\\1', regex=True)`
  ].join('\n\n\n');
  const classes = (target: string) => {
    const column = columnNamed(target, tables.train.table.columns);
    const top = column?.top.map(({ value }) => value) ?? [];
    return {
      isChance: wants === 'chances',
      separator: separatorOf(objective, target),
      positive:
        (targets.length === 1 ? declaration.positive : null) ??
        (top.length === 2 ? affirmative(top) : null)
    };
  };
  return [
    `# Evidence for solution ${id}, from rows that it was not trained on
${imports(`${functions}\n${body}`)}
import matplotlib.pyplot as plt

# Readable on dark and on light
GREY = {name: '#808080' for name in ('text.color', 'axes.labelcolor', 'axes.edgecolor', 'xtick.color', 'ytick.color')}
plt.rcParams.update({**GREY, 'figure.facecolor': 'none', 'axes.facecolor': 'none', 'legend.framealpha': 0})


${functions}


${body}`,
    ...shown.flatMap(target =>
      kind === 'regression'
        ? ofNumbers(target, targets, row, isWritten)
        : ofClasses(target, targets, row, classes(target))
    )
  ];
}

/** Lines that read the table, and what was predicted of it. */
function rowsOf(
  { id, objective, preview, data, run }: IEvidenceFor,
  { train, test }: ITables,
  row: string,
  targets: readonly string[]
): string[] {
  const lessons = Lessons.parse({});
  const key = preview.prepared?.key ?? null;
  // Drawn as the division drew them, over the rows of both tables.
  const drawn =
    test === null || preview.prepared?.made.includes(preview.prepared.test)
      ? 'len(train)'
      : `len(train) + len(${show(reader(test, `INPUT / ${literal(test.dialect?.file ?? test.path)}`, lessons))})`;
  return [
    `INPUT = Path(${literal(data)})`,
    `RUN = Path(${literal(run)})`,
    '',
    '# The rows that it was not trained on: what it predicted, and what is there',
    read('train', train, lessons),
    ...(key === null
      ? []
      : [
          `drawn = np.random.default_rng([${objective.seed}, 11]).permutation(${drawn})`,
          `train[${literal(key)}] = drawn[: len(train)]`
        ]),
    `paths = [RUN / 'submissions/${id}.csv', *RUN.glob('submissions/${id}-fold*.csv')]`,
    'left = pd.concat([pd.read_csv(path) for path in paths if path.exists()])',
    show(named('names', nameOf(objective, row, targets), ' = ')),
    'left = left[list(names)].rename(columns=names)'
  ];
}

/** What each column of a submission is called beside those of the table. */
function nameOf(
  { form, metric }: Holdout,
  row: string,
  targets: readonly string[]
) {
  const asked = askedOf(form);
  if (asked.length > 0) {
    const pairs = asked.map(each =>
      pair(
        each.name,
        each.holds === 'chance'
          ? `chance of ${each.of} in ${each.target}`
          : each.holds === 'ranking' && (each.place ?? 1) > 1
            ? `predicted ${each.target}, place ${each.place}`
            : `predicted ${each.target}`
      )
    );
    return list([pair(row, row), ...pairs], '{', '}');
  }
  // In the usual form several classes have a column each, by their names.
  const [target] = targets;
  const rest =
    wantsOf(metric) === 'chances' && targets.length === 1
      ? [
          `**{name: 'chance of ' + name + ${literal(` in ${target}`)} for name in left if name not in (${literal(row)}, ${literal(target)})}`
        ]
      : [];
  const predicted = targets.map(name => pair(name, `predicted ${name}`));
  return list(
    [
      pair(row, row),
      `**{name: to for name, to in {${predicted.join(', ')}}.items() if name in left}`,
      ...rest
    ],
    '{',
    '}'
  );
}

/** Lines that write each class in one form. */
function classNames({ spellings = [] }: Holdout): string[] {
  const forms = spellings.map(form => pair(form.trim().toLowerCase(), form));
  return [show(named('forms', list(forms, '{', '}'), ' = '))];
}

/** An entry of a dictionary in Python. */
function pair(key: string, value: string): string {
  return `${literal(key)}: ${literal(value)}`;
}

function askedOf(form: Holdout['form']) {
  return (form ?? []).filter(
    (each): each is Exclude<SubmissionColumn, { holds: 'id' }> =>
      each.holds !== 'id'
  );
}

/** What stands between classes that are ranked in one cell; `null` where they are not. */
function separatorOf({ form, metric }: Holdout, target: string): string | null {
  const column = askedOf(form).find(each => each.target === target);
  return column?.holds === 'ranking'
    ? column.place === undefined
      ? column.separator
      : null
    : column === undefined && wantsOf(metric) === 'ranking'
      ? ' '
      : null;
}

/** What predictions a metric takes, by its name here or as people have it. */
function wantsOf(metric: string) {
  return (
    (
      metricTable[metric.split('@')[0]] ??
      namedMetrics(metric.replaceAll('_', ' '))[0] ??
      null
    )?.wants ?? null
  );
}
