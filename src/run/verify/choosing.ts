import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import { isOnFolds } from '../../solution/standing';
import type { Verification } from '../../task/verification';
import { combined, type IPart, SEARCH } from './combined';
import { evidenceOf, type IEvidence } from './evidence';

/**
 * What a verification speaks for.
 *
 * What the search measured and the fresh scores are taken together, since the former are of
 * many rows and the latter of few. That the leaders were chosen by the former makes their
 * scores too good, and makes their leads too large; yet which of them is likeliest to be the
 * best stays the same. For what is expected of a solution, given all that was measured of
 * it, does not depend on how it came to be looked at (A. P. Dawid, "Selection paradoxes of
 * Bayesian inference", 1994; B. Efron, "Tweedie's formula and selection bias", 2011): it is
 * the mean by inverse variance, drawn towards what solutions are worth on average, and all
 * leaders are drawn by the same share, as they were scored on the same rows. So the luck of
 * the choice is taken out of the number that is shown, which is of fresh scores alone, and
 * out of the order there is none to take. It would be otherwise where some were measured
 * more often than others; what not all were scored on does not count.
 */

/** A verification to which nothing more is to come. */
export function conclude(
  verification: Verification,
  tree: SolutionTree
): Verification {
  const sound = evidenceOf(verification).filter(
    ({ score, problem }) => score !== null && problem === ''
  );
  const values = valuesOf(sound, tree);
  const first = sound.reduce(
    (best, _, i) => (tree.isBetter(values[i], values[best]) ? i : best),
    0
  );
  return { ...verification, isDone: true, pick: sound[first]?.id ?? null };
}

/**
 * What each leader is picked by. Where no errors are known, as of a time, nothing tells how
 * much each score weighs: there fresh scores alone count.
 */
function valuesOf(leaders: readonly IEvidence[], tree: SolutionTree): number[] {
  const solutions = leaders.map(({ id }) => tree.get(id));
  const areOnFolds = solutions.every(isOnFolds);
  const all = leaders.map(({ parts }, i) =>
    new Map(parts).set(
      areOnFolds ? SEARCH : 'search',
      areOnFolds ? partOf(solutions[i]) : heldOf(solutions[i])
    )
  );
  const areKnown = all.every(parts =>
    [...parts.values()].every(({ error }) => error > 0)
  );
  return areKnown
    ? combined(all).map(({ score }) => score!)
    : leaders.map(({ score }) => score!);
}

/** What its first run scored; further passes are among the fresh scores. */
function partOf({ evaluation }: Solution): IPart {
  const { score, error, basis } = evaluation!;
  return { score: basis?.passes?.[0] ?? score!, error: error ?? NaN };
}

/** On held-out rows, which all were scored on. */
function heldOf(solution: Solution): IPart {
  const held = solution.evaluation!.basis?.held;
  return held
    ? { score: held.score, error: held.error ?? NaN }
    : partOf(solution);
}
