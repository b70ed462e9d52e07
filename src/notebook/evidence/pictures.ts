import { literal, names, show } from '../../coder/recipes/script/python';

/** Slices of the main categories, by `loss`, which is larger where it is worse, ± two standard errors. */
const slices = (
  targets: readonly string[],
  row: string
) => `# Where it is better and worse: by the main categories
few = [
    name
    for name in train.columns.drop(${show(names([...targets, row]))})
    if train[name].nunique() in range(2, 21)
]
parts = pd.concat(
    {name: rows.groupby(rows[name].astype(str))['loss'].agg(['size', 'mean', 'sem']) for name in few} or {'all': rows['loss'].agg(['size', 'mean', 'sem']).to_frame().T},
    names=['column', 'value'],
)
parts['±'] = 2 * parts.pop('sem')
parts[parts['size'] >= 10].sort_values('mean', ascending=False).head(20)`;

const worst = `# The twenty rows that it is furthest off at
rows.nlargest(20, 'loss')`;

/**
 * Cells for numbers: predicted against true, what errors depend on, rows and slices.
 *
 * @param targets - all columns that are predicted, of which this is one.
 * @param row - the column that names each row.
 * @param isWritten - whether numbers are written as text, and functions that read them are there.
 */
export function ofNumbers(
  target: string,
  targets: readonly string[],
  row: string,
  isWritten: boolean
): string[] {
  const name = literal(target);
  const predicted = `rows[${literal(`predicted ${target}`)}]`;
  const known = isWritten
    ? `marks = number_marks(train[${name}].dropna())
rows['true'] = as_numbers(rows[${name}], marks)
rows['guess'] = as_numbers(${predicted}, marks)`
    : `rows['true'] = pd.to_numeric(rows[${name}], errors='coerce')
rows['guess'] = ${predicted}`;
  return [
    `# ${aboutOf(target, targets)}Predicted against true, errors by size, and errors against the largest features
${known}
rows['error'] = rows['guess'] - rows['true']
rows['loss'] = rows['error'].abs()
numbers = rows[train.columns.drop(${show(names([...targets, row]))})].select_dtypes('number')
largest = numbers.corrwith(rows['true'], method='spearman').abs().nlargest(4).index
figure, axes = plt.subplots(2, 3, figsize=(12, 7), layout='constrained')
axes = axes.ravel()
axes[0].scatter(rows['true'], rows['guess'], s=8, alpha=0.5)
axes[0].axline((rows['true'].mean(), rows['true'].mean()), slope=1, color='#808080')
axes[0].set(xlabel=${literal(`true ${target}`)}, ylabel='predicted')
tenth = pd.qcut(rows['true'].rank(method='first'), min(10, len(rows)), labels=False) + 1
by_size = rows.groupby(tenth)['error'].agg(['mean', 'std'])
axes[1].bar(by_size.index, by_size['mean'], yerr=by_size['std'], ecolor='#808080', alpha=0.6)
axes[1].set(xlabel=${literal(`tenth of the true ${target}`)}, ylabel='error: mean and spread')
for axis, feature in zip(axes[2:], largest):
    axis.scatter(rows[feature], rows['error'], s=8, alpha=0.5)
    axis.axhline(0, color='#808080')
    axis.set(xlabel=feature, ylabel='predicted less true')
for axis in axes[2 + len(largest) :]:
    axis.set_axis_off()
plt.show()`,
    worst,
    slices(targets, row)
  ];
}

/** How the classes of a target are predicted. */
export interface IClassesFor {
  /** By how likely they are. */
  isChance: boolean;
  /** What stands between them where several are in one cell, the likeliest first. */
  separator: string | null;
  /** Of two classes the one whose chance stands in one column. */
  positive: string | null;
}

/**
 * Cells for classes: confusion, figures for each class, and of chances ROC, precision and
 * recall, and calibration; then rows and slices.
 *
 * @param targets - all columns that are predicted, of which this is one.
 * @param row - the column that names each row.
 */
export function ofClasses(
  target: string,
  targets: readonly string[],
  row: string,
  { isChance, separator, positive }: IClassesFor
): string[] {
  const predicted = literal(`predicted ${target}`);
  const known = `rows['true'] = named(rows[${literal(target)}])
rows['true'] = rows['true'].map(lambda said: forms.get(said.lower(), said))`;
  const ending = literal(` in ${target}`);
  const chances = `ending = ${ending}
given = [name for name in rows if name.startswith('chance of ') and name.endswith(ending)]
if given:
    chances = rows[given].rename(columns=lambda name: name[len('chance of ') : -len(ending)])
else:
    positive = ${literal(positive ?? '')}
    negative = next(name for name in rows['true'].unique() if name != positive)
    chances = pd.DataFrame({negative: 1 - rows[${predicted}], positive: rows[${predicted}]})
chances.columns = named(pd.Series(chances.columns))
rows['guess'] = chances.idxmax(axis=1)
rows['loss'] = [1 - chances.at[i, name] if name in chances else 1 for i, name in rows['true'].items()]`;
  const labels = `rows['guess'] = named(rows[${predicted}])
rows['loss'] = (rows['guess'] != rows['true']).astype(float)`;
  const ranked = `ranked = rows[${predicted}].astype(str).str.split(${literal(separator)}, regex=False)
rows['guess'] = ranked.str[0]
rows['loss'] = [1 - 1 / (1 + given.index(true)) if true in given else 1 for given, true in zip(ranked, rows['true'])]`;
  return [
    `# ${aboutOf(target, targets)}Which classes are taken for which: true in rows, predicted in columns
${known}
${separator !== null ? ranked : isChance ? chances : labels}
pd.crosstab(rows['true'], rows['guess'])`,
    `# Class by class
from sklearn.metrics import classification_report

pd.DataFrame(classification_report(rows['true'], rows['guess'], output_dict=True, zero_division=0)).T`,
    ...(isChance
      ? [
          `# ROC, precision and recall, and whether chances are what they say
from sklearn.calibration import CalibrationDisplay
from sklearn.metrics import PrecisionRecallDisplay, RocCurveDisplay

shown = list(chances)[1:] if len(chances.columns) == 2 else list(chances)[:6]
figure, axes = plt.subplots(1, 3, figsize=(13, 4), layout='constrained')
for one in shown:
    is_one = rows['true'] == one
    if is_one.nunique() == 2:
        RocCurveDisplay.from_predictions(is_one, chances[one], name=one, ax=axes[0])
        PrecisionRecallDisplay.from_predictions(is_one, chances[one], name=one, ax=axes[1])
        CalibrationDisplay.from_predictions(is_one, chances[one].clip(0, 1), n_bins=10, name=one, ref_line=False, ax=axes[2])
axes[2].axline((0, 0), slope=1, color='#808080', linestyle=':')
plt.show()`
        ]
      : []),
    worst,
    slices(targets, row)
  ];
}

/** Which of several columns a cell is about. */
function aboutOf(target: string, targets: readonly string[]): string {
  return targets.length > 1 ? `${target.replace(/\s+/g, ' ')}. ` : '';
}
