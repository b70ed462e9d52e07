import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import { isOnFolds } from '../../solution/standing';
import { gain } from '../../task/scores';
import { isPass, type Verification } from '../../task/verification';
import { combined, deviation, type IPart, SEARCH } from './combined';
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

/** What each leader is picked by. */
function valuesOf(leaders: readonly IEvidence[], tree: SolutionTree): number[] {
  return combined(measuredOf(leaders, tree)).map(({ score }) => score!);
}

/**
 * All that was measured of each leader, in the search and freshly. Where no errors are
 * known, as of a time, nothing tells how much each score weighs: there fresh scores alone
 * count.
 */
function measuredOf(
  leaders: readonly IEvidence[],
  tree: SolutionTree
): ReadonlyMap<string, IPart>[] {
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
  return areKnown ? all : leaders.map(({ parts }) => parts);
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

/** How far one leader is ahead of another, by what the pick goes by. */
export interface ILead {
  /** Positive where the first one is better. */
  ahead: number;
  /** Standard error of that; `null` where nothing tells how a fit's luck moves it. */
  error: number | null;
  /** Whether that is more than twice its standard error. */
  isClear: boolean;
}

/** Compare two leaders, set by set of rows: what is easy for one is easy for both. */
export function leadOver(
  one: IEvidence,
  other: IEvidence,
  tree: SolutionTree
): ILead {
  const both = measuredOf([one, other], tree);
  const [mine, theirs] = combined(both);
  const lead = (score: number, than: number) =>
    gain(than, score, tree.direction!);
  const ahead = lead(mine.score!, theirs.score!);
  const shared = [...both[0].keys()].filter(name => both[1].has(name));
  const passes = shared.filter(isPass);
  const leads = (passes.length > 0 ? passes : shared).map(name =>
    lead(both[0].get(name)!.score, both[1].get(name)!.score)
  );
  const luck = deviation(leads) / Math.sqrt(leads.length);
  // Passes are over the same rows, so that they do not tell how far rows vary.
  const rows =
    passes.length > 0
      ? pairedShare(tree.get(one.id), tree.get(other.id)) *
        Math.hypot(mine.error ?? NaN, theirs.error ?? NaN)
      : 0;
  const error = Math.hypot(luck, rows);
  return Number.isFinite(error)
    ? { ahead, error, isClear: ahead > 2 * error }
    : { ahead, error: null, isClear: false };
}

/**
 * How much less the difference of two varies than it would if they were scored on different
 * rows, as the search measured it: about the same for all sets of rows.
 */
function pairedShare(one: Solution, other: Solution): number {
  const pairs = [
    [one, other],
    [other, one]
  ];
  const paired = pairs.flatMap(([{ evaluation }, than]) => {
    const lead = evaluation!.basis?.lead;
    return lead?.over === than.id && lead.error !== null ? lead.error : [];
  });
  const apart = Math.hypot(partOf(one).error, partOf(other).error);
  return paired.length > 0 && apart > 0 ? Math.min(1, paired[0] / apart) : 1;
}
