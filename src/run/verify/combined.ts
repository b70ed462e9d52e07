import { mean } from '../../base/mean';
import { isPass } from '../../task/verification';

/**
 * Scores of several solutions on several sets of rows, taken together.
 */

/** What a solution scored on some rows, each time that it ran. */
export interface IPart {
  score: number;
  /** Standard error, of the rows alone; not a number where it is not known. */
  error: number;
}

/** Whether scores of a name are of some of the rows that a pass has all of. */
function isOfPass(name: string): boolean {
  return name.startsWith('fold ');
}

/**
 * The mean of each solution over the rows that it was scored on, with its standard error.
 *
 * Passes over the same rows, each with other folds and seeds, are averaged: that lessens
 * what is luck of the fit. Sets of rows are weighed by the inverse of their variance, the
 * same for all solutions: of all means it has the least error (W. G. Cochran, "The
 * combination of estimates from different experiments", Biometrics 10, 1954). Scores of the
 * same rows are in pairs, so their differences vary less than they do; but on all sets by
 * about the same share, which weights have no use for. Where an error is not known, all
 * weigh the same.
 *
 * @param solutions - of each its scores by name, the same names for all.
 */
export function combined(
  solutions: readonly ReadonlyMap<string, IPart>[]
): { score: number | null; error: number | null }[] {
  const each = solutions.map(byRows);
  const variances = (each[0] ?? []).map((_, i) =>
    mean(each.map(parts => parts[i].error ** 2))
  );
  const areKnown = variances.every(variance => variance > 0);
  const weights = variances.map(variance => (areKnown ? 1 / variance : 1));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return each.map(parts => {
    if (parts.length === 0) {
      return { score: null, error: null };
    }
    const scores = parts.map(({ score }) => score);
    const errors = parts.map(({ error }, i) => (weights[i] / sum) * error);
    const known = Math.hypot(...errors);
    const error = Number.isFinite(known)
      ? known
      : deviation(scores) / Math.sqrt(scores.length);
    return {
      score:
        scores.reduce((all, score, i) => all + weights[i] * score, 0) / sum,
      error: Number.isFinite(error) ? error : null
    };
  });
}

/** What was scored on each set of rows, in the order of their names. */
function byRows(parts: ReadonlyMap<string, IPart>): IPart[] {
  const names = [...parts.keys()].sort();
  const passes = names.filter(isPass);
  const again = passes.some(name => name !== SEARCH);
  const apart = names.filter(
    name => !isPass(name) && !(again && isOfPass(name))
  );
  const of = (name: string) => parts.get(name)!;
  return [
    ...apart.map(of),
    ...(passes.length === 0
      ? []
      : [
          {
            score: mean(passes.map(name => of(name).score)),
            error: mean(passes.map(name => of(name).error))
          }
        ])
  ];
}

/** The pass that the search chose by. */
export const SEARCH = 'pass 0';

/** Of a sample; not a number where it has fewer than two values. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.map(value => (value - middle) ** 2);
  return Math.sqrt(mean(squares) * (values.length / (values.length - 1)));
}
