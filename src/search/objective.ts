import { firstSentence } from '../base/firstSentence';
import { type Evaluation, noEvaluation } from '../task/evaluation';
import {
  type Basis,
  type Execution,
  makesNoDifference
} from '../task/execution';
import { lessonOf } from '../task/lesson';
import { type ICandidate, readNothing } from '../task/readNothing';
import { readMetric } from '../task/readMetric';
import type { Direction } from '../task/task';
import { addUsage } from '../task/usage';
import type { Writing } from '../task/writing';
import type { IReview } from './interfaces';

/**
 * The objective h: what the facts alone say about a candidate that ran. An
 * exception, a time-out, a kernel that died and a run without a score are bugs,
 * and so is a score of its own that has nothing to do with the data; no model is
 * asked.
 */
export function evaluate(
  execution: Execution,
  candidate?: ICandidate
): Evaluation {
  if (execution.status !== 'ok') {
    return bug(execution.reason, lessonOf(execution));
  }
  const own = readMetric(execution.metric);
  const { measured } = execution;
  // What is measured outside counts; what the script reports stands beside it.
  const { score, problem, warnings } = measured ?? own;
  if (
    !measured &&
    score !== null &&
    candidate &&
    readNothing(execution, candidate)
  ) {
    return bug(
      'It read nothing of the data: its score was measured on something else.',
      'The script opened none of the files in ./input, so its score says nothing of the task.'
    );
  }
  if (score === null) {
    const failure = bug(problem, lessonOf(execution));
    return { ...failure, warnings: measured?.warnings ?? [] };
  }
  return {
    ...noEvaluation,
    score,
    error: measured?.error ?? null,
    reported: measured ? own.score : null,
    analysis: changedNothing(measured?.basis),
    warnings,
    ...(measured?.basis && { basis: measured.basis })
  };
}

/** What can be learned from a solution that is exactly as good as another one on every row. */
function changedNothing(basis: Basis | undefined): string {
  return basis && makesNoDifference(basis)
    ? `It is exactly as good as solution ${basis.lead!.over} on all rows: what is different makes no difference.`
    : '';
}

/** What becomes of a reply that held no script; its plan says why. */
export function evaluateUnwritten(writing: Writing): Evaluation {
  const [reason] = writing.plan.split('\n', 1);
  return bug(reason, 'The reply held no script that could run.');
}

function bug(reason: string, analysis: string): Evaluation {
  return {
    ...noEvaluation,
    bug: true,
    reason: reason === '' ? 'It failed, and did not say why.' : reason,
    analysis
  };
}

/**
 * Facts and a reviewer's opinion in one. The facts win: without a score a
 * solution stays a bug, whatever the review says. A review may find that a
 * solution is wrong although it has a score.
 *
 * @param direction - the run's, to warn where the review takes it otherwise.
 */
export function merge(
  facts: Evaluation,
  review: IReview,
  direction: Direction | null
): Evaluation {
  const summary = review.summary.trim();
  const foundBug = review.isBug && !facts.bug;
  const disagrees =
    review.lowerIsBetter !== null &&
    direction !== null &&
    review.lowerIsBetter !== (direction === 'minimize');
  return {
    ...facts,
    bug: facts.bug || review.isBug,
    reason: foundBug
      ? firstSentence(summary) || 'The review found it wrong.'
      : facts.reason,
    analysis: summary || facts.analysis,
    warnings: disagrees
      ? [
          ...facts.warnings,
          `The review takes a ${review.lowerIsBetter ? 'lower' : 'higher'} score to be better; the run keeps to ${direction}.`
        ]
      : facts.warnings,
    usage: addUsage(facts.usage, review.usage)
  };
}
