import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';

/**
 * How chances become labels where that is learned, too: `threshold` is a chance of two
 * classes, of several what each one's chances are multiplied by, and of grades where what
 * is expected is cut into them.
 */

/** Python that makes labels, as numbers, of what was `predicted`. */
export function labelsOf(
  { threshold }: Pick<Recipe, 'threshold'>,
  facts: IFacts
): string {
  if (facts.kind === 'binary') {
    return `(predicted >= ${threshold ? 'threshold' : '0.5'}).astype(int)`;
  }
  return !threshold
    ? 'predicted.argmax(axis=1)'
    : isOfGrades(facts)
      ? 'np.digitize(predicted @ np.arange(predicted.shape[1]), threshold)'
      : '(predicted * threshold).argmax(axis=1)';
}

/** The threshold that changes nothing, or nearly so, for predictions of this name. */
export function usualThreshold(facts: IFacts, predicted: string): string {
  return facts.kind === 'multiclass' && isOfGrades(facts)
    ? `np.arange(${predicted}.shape[1] - 1) + 0.5`
    : '0.5';
}

/** The function that chooses it on predictions. */
export function chooseThresholdLines(facts: IFacts): string[] {
  const best = facts.direction === 'minimize' ? 'argmin' : 'argmax';
  if (facts.kind === 'binary') {
    return [
      'def choose_threshold(truth, predicted):',
      '    """The probability from which on a row is best counted as positive."""',
      '    steps = np.linspace(0.05, 0.95, 91)',
      `    return steps[np.${best}([score(truth, predicted, step) for step in steps])]`,
      '',
      ''
    ];
  }
  const isCut = isOfGrades(facts);
  return [
    'def choose_threshold(truth, predicted):',
    isCut
      ? '    """Where the grade that is expected is best cut into grades, one cut after the other."""'
      : '    """What the chances of each class are best multiplied by, one class after the other."""',
    isCut
      ? `    chosen = ${usualThreshold(facts, 'predicted')}`
      : '    chosen = np.ones(predicted.shape[1])',
    isCut
      ? '    steps = np.array([0, -0.05, 0.05, -0.1, 0.1, -0.2, 0.2, -0.4, 0.4])'
      : '    steps = 2.0 ** np.array([0, -0.25, 0.25, -0.5, 0.5, -1, 1, -2, 2])',
    '    for k in list(range(len(chosen))) * 2:',
    isCut
      ? '        trials = [np.sort(chosen + step * (np.arange(len(chosen)) == k)) for step in steps]'
      : '        trials = [chosen * step ** (np.arange(len(chosen)) == k) for step in steps]',
    `        chosen = trials[np.${best}([score(truth, predicted, each) for each in trials])]`,
    '    return chosen',
    '',
    ''
  ];
}

/** Classes that are numbers, scored by how far apart they are. */
function isOfGrades({ metric, target }: IFacts): boolean {
  return (
    metric.python.includes("weights='quadratic'") &&
    /^(u?int|float)/i.test(target.dtype)
  );
}
