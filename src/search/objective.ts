import type { Execution } from '../task/execution';
import { lessonOf } from '../task/lesson';
import { readMetric } from '../task/readMetric';
import type { Direction } from '../task/task';
import type { IReview } from './interfaces';
import { addUsage, noUsage, type Evaluation, type Writing } from './solution';

/**
 * The objective h: what the facts alone say about a candidate that ran. An
 * exception, a time-out, a kernel that died and a run without a score are bugs;
 * no model is asked.
 */
export function evaluate(execution: Execution): Evaluation {
  if (execution.status !== 'ok') {
    return bug(execution.reason, lessonOf(execution));
  }
  const own = readMetric(execution.metric);
  const { measured } = execution;
  // What is measured outside counts; what the script reports stands beside it.
  const { score, problem, warnings } = measured ?? own;
  return score === null
    ? {
        ...bug(problem, lessonOf(execution)),
        warnings: measured?.warnings ?? []
      }
    : {
        score,
        error: measured?.error ?? null,
        reported: measured ? own.score : null,
        bug: false,
        reason: '',
        analysis: '',
        warnings,
        usage: noUsage
      };
}

/** What becomes of a reply that held no script; its plan says why. */
export function evaluateUnwritten(writing: Writing): Evaluation {
  const [reason] = writing.plan.split('\n', 1);
  return bug(reason, 'The reply held no script that could run.');
}

function bug(reason: string, analysis: string): Evaluation {
  return {
    score: null,
    error: null,
    reported: null,
    bug: true,
    reason: reason === '' ? 'It failed, and did not say why.' : reason,
    analysis,
    warnings: [],
    usage: noUsage
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

function firstSentence(text: string): string {
  return /^[^\n]*?[.!?](?=\s|$)|^[^\n]*/.exec(text)?.[0] ?? '';
}
