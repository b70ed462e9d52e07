import { Lessons } from '../../coder/recipes/recipe';
import { imports } from '../../coder/recipes/script/imports';
import { list, literal, named, show } from '../../coder/recipes/script/python';
import { read, reader } from '../../coder/recipes/script/reader';
import { tablesFor } from '../../coder/recipes/tables';
import type { DataPreview } from '../../task/data';
import type { TaskDeclaration } from '../../task/declaration';
import { metricTable } from '../../task/metricTable';
import type { Holdout } from '../../task/objectiveKinds';
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

/**
 * Cells that show what a solution predicted for rows that it was not trained on beside the
 * answers. They read both where they lie: the person's own table, and the predictions that
 * the run was scored by; no file of the run's has the answers.
 *
 * @returns none where several columns are predicted, or ranks of classes.
 */
export function evidenceCells(what: IEvidenceFor): string[] {
  const { id, objective, declaration, preview, data, run } = what;
  const { target, targets, form, metric } = objective;
  const tables = tablesFor(preview, [target]);
  const { kind } = declaration;
  const wants = metricTable[metric]?.wants ?? null;
  if (tables === null || kind === null || wants === null) {
    return [];
  }
  if (targets.length > 1 || wants === 'ranking') {
    return [];
  }
  const asked = form?.filter(({ holds }) => holds !== 'id') ?? [];
  const chances = asked.flatMap(each =>
    each.holds === 'chance'
      ? [`${literal(each.name)}: ${literal(each.of)}`]
      : []
  );
  const { prepared } = preview;
  const key = prepared?.key ?? null;
  const row = key ?? objective.id;
  if (row === null) {
    return [];
  }
  const lessons = Lessons.parse({});
  const { train, test } = tables;
  // Drawn as the division drew them, over the rows of both tables.
  const drawn =
    test === null || prepared?.made.includes(prepared.test)
      ? 'len(train)'
      : `len(train) + len(${show(reader(test, `INPUT / ${literal(test.dialect?.file ?? test.path)}`, lessons))})`;
  const readTrain = read('train', train, lessons);
  const column = asked.length === 1 ? asked[0].name : target;
  const classes = declaration.classes;
  const body = [
    `INPUT = Path(${literal(data)})
RUN = Path(${literal(run)})

# The rows that it was not trained on: what it predicted, and what is there
${readTrain}`,
    ...(key === null
      ? []
      : [
          `drawn = np.random.default_rng([${objective.seed}, 11]).permutation(${drawn})`,
          `train[${literal(key)}] = drawn[: len(train)]`
        ]),
    `paths = [RUN / 'submissions/${id}.csv', *RUN.glob('submissions/${id}-fold*.csv')]
left = pd.concat([pd.read_csv(path) for path in paths if path.exists()])`,
    ...(chances.length > 0 || (wants === 'chances' && kind === 'multiclass')
      ? [
          show(
            named(
              'classes',
              chances.length > 0
                ? list(chances, '{', '}')
                : `{str(name): str(name) for name in left.columns.drop(${literal(row)}, errors='ignore')}`,
              ' = '
            )
          ),
          'left = left.rename(columns=lambda name: f"chance of {classes[name]}" if name in classes else name)'
        ]
      : [`left = left.rename(columns={${literal(column)}: 'predicted'})`]),
    `for table in (train, left):
    table[${literal(row)}] = table[${literal(row)}].astype(str)
left = left.drop_duplicates(${literal(row)})[[${literal(row)}, *left.columns.difference(train.columns)]]
rows = train.merge(left, on=${literal(row)})
print(f'{len(rows):,} rows that it was not trained on')`
  ].join('\n');
  const positive =
    declaration.positive ??
    (kind === 'binary' ? (classes.at(-1) ?? null) : null);
  const pictures =
    kind === 'regression'
      ? ofNumbers(target, row)
      : ofClasses(target, row, positive, wants === 'chances');
  return [
    `# Evidence for solution ${id}, from rows that it was not trained on
${imports(body)}
import matplotlib.pyplot as plt

# Readable on dark and on light
GREY = {name: '#808080' for name in ('text.color', 'axes.labelcolor', 'axes.edgecolor', 'xtick.color', 'ytick.color')}
plt.rcParams.update({**GREY, 'figure.facecolor': 'none', 'axes.facecolor': 'none', 'legend.framealpha': 0})

${body}`,
    ...pictures
  ];
}
