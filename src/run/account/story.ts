import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import { pickOf } from '../pick';

/** A solution on the way to the best, and what it gained or lost. */
export interface IGain {
  solution: Solution;
  score: number;
  /** The score before it on this way; `null` for the first one. */
  before: number | null;
}

/** A kind of failure. */
export interface IFailure {
  /** "KeyError", or the reason in a sentence where nothing was raised. */
  kind: string;
  times: number;
  /** How many of them were mended later. */
  mended: number;
  /** Where it happened first. */
  first: Solution;
}

/** What happened in a run, in short. */
export interface IStory {
  /** The way to the best: the good solutions from a draft to the pick, in order. */
  gains: readonly IGain[];
  /** How many of them were better than the one before. */
  helped: number;
  /** What failed and how often, the most frequent first. */
  failures: readonly IFailure[];
  /** Improvements that were not better than what they were made of. */
  inVain: number;
}

/** Tell a run's story from its tree. */
export function storyOf(tree: SolutionTree): IStory {
  const failures = new Map<string, IFailure>();
  let inVain = 0;
  for (const solution of tree.solutions) {
    const parent = tree.parent(solution);
    const score = scoreOf(solution);
    const before = parent === null ? null : scoreOf(parent);
    if (solution.state === 'buggy') {
      const kind = kindOf(solution);
      const known = failures.get(kind);
      failures.set(kind, {
        kind,
        times: (known?.times ?? 0) + 1,
        mended: (known?.mended ?? 0) + (isMended(tree, solution) ? 1 : 0),
        first: known?.first ?? solution
      });
    } else if (
      score !== null &&
      before !== null &&
      !tree.isBetter(score, before)
    ) {
      inVain += 1;
    }
  }
  const gains = gainsOf(tree);
  return {
    gains,
    helped: gains.filter(
      ({ before, score }) => before !== null && tree.isBetter(score, before)
    ).length,
    failures: [...failures.values()].sort((a, b) => b.times - a.times),
    inVain
  };
}

function gainsOf(tree: SolutionTree): IGain[] {
  const pick = pickOf(tree);
  const gains: IGain[] = [];
  for (const solution of pick === null ? [] : tree.path(pick)) {
    const score = scoreOf(solution);
    if (score !== null) {
      gains.push({ solution, score, before: gains.at(-1)?.score ?? null });
    }
  }
  return gains;
}

/** Whether a repair, or a repair of a repair, came to a score. */
function isMended(tree: SolutionTree, bug: Solution): boolean {
  return tree
    .children(bug)
    .some(
      child =>
        child.state === 'good' ||
        (child.state === 'buggy' && isMended(tree, child))
    );
}

function kindOf({ execution, evaluation }: Solution): string {
  return execution?.error?.name || (evaluation?.reason ?? '');
}

function scoreOf({ evaluation }: Solution): number | null {
  return evaluation === null || evaluation.bug ? null : evaluation.score;
}
