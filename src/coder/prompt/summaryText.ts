import type { ISummary } from '../../search/summary';
import type { Solution } from '../../solution/solution';
import { sentence } from '../../task/lesson';
import { formatScore } from '../../task/scores';
import { brief, countTokens } from './tokens';

/** The share of the tokens that the good solutions may take before the failed ones. */
const GOOD_SHARE = 0.7;

/**
 * Σ as text: the good solutions with plan, score and lesson, the failed attempts
 * briefly.
 *
 * @param tokens - what it may take.
 */
export function summaryText(
  { good, failed, of }: ISummary,
  tokens: number
): string {
  const scores = good.map(scoreOf);
  const goodText = list(
    good,
    solution => goodEntry(solution, scores),
    shown => `Good solutions, the best first (${shown} of ${of.good}):`,
    tokens * GOOD_SHARE
  );
  const failedText = list(
    failed,
    failedEntry,
    shown => `Failed attempts, not to be repeated (${shown} of ${of.failed}):`,
    tokens - countTokens(goodText)
  );
  return [goodText, failedText].filter(text => text !== '').join('\n\n');
}

/** What led to a solution that failed, as text. */
export function ancestorsText(
  ancestors: readonly Solution[],
  tokens: number
): string {
  const scores = ancestors.filter(isGood).map(scoreOf);
  return list(
    ancestors,
    ancestor =>
      isGood(ancestor) ? goodEntry(ancestor, scores) : failedEntry(ancestor),
    () => 'What led here, the latest first:',
    tokens
  );
}

/**
 * As many entries as fit below a heading, which is given their number; nothing
 * where none does.
 */
function list(
  solutions: readonly Solution[],
  entry: (solution: Solution) => string,
  heading: (shown: number) => string,
  tokens: number
): string {
  const lines: string[] = [];
  let left = tokens - countTokens(`${heading(solutions.length)}\n`);
  for (const solution of solutions) {
    const line = entry(solution);
    left -= countTokens(`${line}\n`);
    if (left < 0) {
      break;
    }
    lines.push(line);
  }
  return lines.length === 0 ? '' : [heading(lines.length), ...lines].join('\n');
}

function goodEntry(solution: Solution, scores: readonly number[]): string {
  const { title = '', plan = '' } = solution.writing ?? {};
  const analysis = solution.evaluation?.analysis ?? '';
  const learned = analysis === '' ? '' : ` Learned: ${brief(analysis, 50)}`;
  const score = formatScore(scoreOf(solution), scores);
  return `- ${score}: ${brief(title, 20)}. ${brief(plan, 60)}${learned}`;
}

function failedEntry(solution: Solution): string {
  return `- ${brief(solution.writing?.title ?? '', 20)}: ${brief(whyFailed(solution), 50)}`;
}

/** Why a solution failed and what that teaches, the reason not said twice. */
function whyFailed(solution: Solution): string {
  const { reason = solution.state, analysis = '' } = solution.evaluation ?? {};
  return analysis.startsWith(reason)
    ? analysis
    : `${sentence(reason)} ${analysis}`.trim();
}

function isGood(solution: Solution): boolean {
  return solution.evaluation !== null && !solution.evaluation.bug;
}

function scoreOf(solution: Solution): number {
  return solution.evaluation?.score ?? NaN;
}
