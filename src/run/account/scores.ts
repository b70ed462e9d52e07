import type { TranslationBundle } from '@jupyterlab/translation';
import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import type { Objective } from '../../task/objectiveKinds';
import { formatScore } from '../../task/scores';
import { verifiedOf } from '../pick';
import { evidenceOf } from '../verify/evidence';
import { trans as english } from './english';

/** A number that stands for how good a solution is. */
export interface IScore {
  value: number;
  /** Standard error; `null` where it is not known. */
  error: number | null;
  /**
   * What it was measured on: by a verification, once more; as the search compared
   * solutions; or by the script itself, in the run or fitted on all rows, on as many as its
   * time allowed, or on all of a sample.
   */
  on: 'verified' | 'search' | 'own' | 'all rows' | 'part' | 'sample';
  /** How many rows that is, where those that it learned from, fold by fold, are among them. */
  rows?: number;
  /** How often these were predicted, where the score is a mean over that. */
  passes?: number;
  /** Whether a verification measured it on rows alone that the search had no part in. */
  unseen?: boolean;
}

/**
 * The one score of a solution: what is called its score wherever people meet it. That
 * is what the search measured, the same for all, but for a verified pick: there it is what
 * it scored when it was measured again, since the best of many is too good by luck.
 *
 * @returns `null` without one, and for a bug.
 */
export function scoreOf(tree: SolutionTree, solution: Solution): IScore | null {
  return scoresOf(tree, solution)[0] ?? null;
}

/** The score of a solution, and after it all else that was measured of how good it is. */
export function scoresOf(tree: SolutionTree, solution: Solution): IScore[] {
  const { evaluation, id } = solution;
  if (evaluation === null || evaluation.bug || evaluation.score === null) {
    return [];
  }
  const { verification, submission } = tree;
  const { fitted } = submission ?? {};
  const fresh = verification?.leaders.includes(id)
    ? evidenceOf(verification).find(each => each.id === id)
    : undefined;
  const { folds = null, held, passes } = evaluation.basis ?? {};
  const search: IScore = {
    value: evaluation.score,
    error: evaluation.error,
    on: 'search',
    ...(folds && { rows: folds.rows + held!.rows }),
    ...(passes && { passes: passes.length })
  };
  const verified: IScore[] =
    fresh && fresh.score !== null && fresh.problem === ''
      ? [
          {
            value: fresh.score,
            error: fresh.error,
            on: 'verified',
            unseen: [...fresh.parts.keys()].every(name => name === 'final')
          }
        ]
      : [];
  const own = (value: number | null, on: IScore['on']): IScore[] =>
    value === null ? [] : [{ value, error: null, on }];
  return [
    ...(verifiedOf(tree)?.id === id
      ? [...verified, search]
      : [search, ...verified]),
    ...own(evaluation.reported, 'own'),
    ...own(
      submission?.id === id ? submission.reported : null,
      fitted === 'sample' || fitted === 'part' ? fitted : 'all rows'
    )
  ];
}

/**
 * Half of the interval that holds the true value 95 times of 100: two standard errors. What
 * came to the same each time has none: that says nothing of how far it is off.
 */
export function within({ error }: Pick<IScore, 'error'>): number | null {
  return error === null || error === 0 ? null : 2 * error;
}

/**
 * A score with its interval: "0.145 ± 0.012".
 *
 * @param others - the scores that it is shown beside.
 */
export function withInterval(
  score: Pick<IScore, 'value' | 'error'>,
  others: Iterable<number> = []
): string {
  const half = within(score);
  return half === null
    ? formatScore(score.value, others)
    : `${formatScore(score.value, others)} ± ${Number(half.toPrecision(2))}`;
}

/** What a number was measured on, as the end of "0.145 …". */
export function measuredOn(
  { on, rows, passes, unseen }: Omit<IScore, 'value' | 'error'>,
  objective: Objective['kind'],
  trans: TranslationBundle
): string {
  switch (on) {
    case 'verified':
      return {
        holdout: unseen
          ? trans.__('on rows that the search never saw')
          : trans.__('run again, on rows that its models did not learn from'),
        cell: trans.__('measured again in fresh kernels'),
        reported: trans.__('by its own validation with other seeds')
      }[objective];
    case 'search':
      if (rows !== undefined && passes !== undefined) {
        return trans.__(
          'in the mean of %2 passes over %1 rows that its models did not learn from, which the search chose by',
          rows.toLocaleString('en'),
          passes
        );
      }
      if (rows !== undefined) {
        return trans.__(
          'on %1 rows that its models did not learn from, which the search chose by',
          rows.toLocaleString('en')
        );
      }
      return {
        holdout: trans.__('on held-out rows, which the search chose by'),
        cell: trans.__('by the objective cell, which the search chose by'),
        reported: trans.__('by its own validation, which the search chose by')
      }[objective];
    case 'own':
      return objective === 'cell'
        ? trans.__('by its own validation, of a measure of its own')
        : trans.__('by its own validation on the rows that it was given');
    case 'all rows':
      return trans.__('by its own validation on all rows');
    case 'part':
      return trans.__('by its own validation on the rows of the last fit');
    case 'sample':
      return trans.__('by its own validation on all rows of the sample');
  }
}

/** All that was measured of a solution, its score first, each with what it was measured on. */
export function explained(
  scores: readonly IScore[],
  objective: Objective['kind']
): string {
  const values = scores.map(({ value }) => value);
  return scores
    .map(
      score =>
        `${withInterval(score, values)} ${measuredOn(score, objective, english)}`
    )
    .join('; ');
}
