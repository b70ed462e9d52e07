import type { Evaluation } from '../task/evaluation';
import { addUsage, noUsage } from '../task/usage';
import type { Execution } from '../task/execution';
import { lessonOf } from '../task/lesson';
import { readMetric } from '../task/readMetric';
import type { Direction, Task } from '../task/task';
import type { Writing } from '../task/writing';
import type { IReview } from './interfaces';

/** What a candidate was asked for, and what it is. */
export interface IAsked {
  task: Pick<Task, 'data'>;
  writing: Pick<Writing, 'code' | 'by'>;
}

/** Calls that may leave the opening to a library, which Python does not see. */
const UNSEEN = /\bread_(?:parquet|hdf|sql)/;
/** Modules that else open files by Python alone. */
const SEEN =
  /^(?:__future__|abc|argparse|collections|contextlib|copy|csv|dataclasses|datetime|functools|gc|glob|io|itertools|json|logging|math|matplotlib|numpy|operator|os|pandas|pathlib|random|re|scipy|seaborn|sklearn|statistics|string|sys|time|tqdm|typing|warnings)$/;

/**
 * The objective h: what the facts alone say about a candidate that ran. An
 * exception, a time-out, a kernel that died and a run without a score are bugs,
 * and so is a score of its own that has nothing to do with the data; no model is
 * asked.
 */
export function evaluate(execution: Execution, asked?: IAsked): Evaluation {
  if (execution.status !== 'ok') {
    return bug(execution.reason, lessonOf(execution));
  }
  const own = readMetric(execution.metric);
  const { measured } = execution;
  // What is measured outside counts; what the script reports stands beside it.
  const { score, problem, warnings } = measured ?? own;
  if (!measured && score !== null && asked && readNothing(execution, asked)) {
    return bug(
      'It read nothing of the data: its score was measured on something else.',
      'The script opened none of the files in ./input, so its score says nothing of the task.'
    );
  }
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

/**
 * Whether a script certainly read none of the tables that it was to learn from. A
 * person may read theirs from elsewhere, and some libraries open files unseen.
 */
function readNothing(
  { metric }: Execution,
  { task, writing }: IAsked
): boolean {
  const imports = [
    ...writing.code.matchAll(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm)
  ].map(match => match[1]);
  return (
    metric.read === false &&
    writing.by !== 'person' &&
    task.data.files.some(({ kind }) => kind === 'table') &&
    ((imports.every(name => SEEN.test(name)) && !UNSEEN.test(writing.code)) ||
      !/input/.test(writing.code))
  );
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
