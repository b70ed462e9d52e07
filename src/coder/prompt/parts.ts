import type {
  IOthers,
  IReviewRequest,
  WriteRequest
} from '../../search/interfaces';
import type { Solution } from '../../solution/solution';
import type { Execution } from '../../task/execution';
import { formatScore } from '../../task/scores';
import { ancestorsText, summaryText } from './summaryText';
import { brief, countTokens, cutTokens } from './tokens';
import { boldness, fenced, FOCUS, STAGES } from './wording';

/** A section of a prompt that is written once its tokens are known. */
export interface IPart {
  heading: string;
  /**
   * Its share of the room that all parts have; `null` for what the others leave.
   */
  share: number | null;
  /** @returns an empty text where there is nothing to say. */
  body: (tokens: number) => string;
}

/** What the parts may take; the code gets the rest, which is the most. */
const SHARES = {
  summary: 0.25,
  siblings: 0.08,
  plan: 0.08,
  error: 0.15,
  output: 0.15
};

/**
 * What a coder is shown of T to write a solution, by its move.
 *
 * @param withRows - whether outputs may be shown, which may print rows.
 */
export function partsOf(request: WriteRequest, withRows: boolean): IPart[] {
  switch (request.stage) {
    case 'draft':
      return [
        {
          heading: 'What was tried so far',
          share: SHARES.summary,
          body: tokens => summaryText(request.summary, tokens)
        },
        othersPart('Other drafts under way', request.others)
      ];
    case 'debug':
      return [
        {
          heading: 'How it came about',
          share: SHARES.summary,
          body: tokens => ancestorsText(request.ancestors, tokens)
        },
        ...solutionParts(
          'The solution that failed',
          request.parent,
          request.parent.execution,
          withRows
        )
      ];
    case 'improve':
      // The best one stays the same for some steps, what was tried does not: in this
      // order an endpoint's prefix cache can serve more.
      return [
        ...solutionParts(
          'The solution to improve',
          request.parent,
          request.parent.execution,
          withRows
        ),
        {
          heading: 'What was tried so far',
          share: SHARES.summary,
          body: tokens => summaryText(request.summary, tokens)
        },
        othersPart('Other improvements of the same solution', request.others)
      ];
  }
}

/** What a reviewer is shown. */
export function reviewParts(
  { solution, execution }: IReviewRequest,
  withRows: boolean
): IPart[] {
  return solutionParts('The solution', solution, execution, withRows);
}

/** What is asked for in the end. */
export function instruction(request: WriteRequest): string {
  const { stage, solution } = request;
  if (stage === 'debug') {
    return STAGES.debug;
  }
  const { underWay, finished } = request.others;
  const before = underWay.filter(
    other => other.writing === null && other.step < solution.step
  ).length;
  const focus = FOCUS[stage];
  return [
    STAGES[stage],
    stage === 'draft' ? '' : boldness(finished.length),
    before === 0
      ? ''
      : `Others are being written at this moment, and their ideas are not known yet. To keep apart from them, look first at ${focus[(before - 1) % focus.length]}.`
  ]
    .filter(line => line !== '')
    .join('\n\n');
}

/** A solution in full: its plan and result, its code, its output and its error. */
function solutionParts(
  heading: string,
  solution: Solution,
  execution: Execution | null,
  withRows: boolean
): IPart[] {
  const output = execution?.output ?? '';
  const { code = '' } = solution.writing ?? {};
  return [
    { heading, share: SHARES.plan, body: tokens => planBody(solution, tokens) },
    {
      heading: 'Its code',
      share: null,
      body: tokens => fencedWithin(code, tokens, 0.6, 'python', codeMark)
    },
    {
      heading: 'Its output',
      share: SHARES.output,
      body: tokens =>
        fencedWithin(withRows ? output : scoresOf(output), tokens, 0.3)
    },
    {
      heading: 'Its error',
      share: SHARES.error,
      body: tokens =>
        fencedWithin(execution?.error?.traceback ?? '', tokens, 0.4)
    }
  ];
}

/** The lines of an output that tell a score and nothing else. */
function scoresOf(output: string): string {
  return output
    .split('\n')
    .filter(line => /^validation_metric: \S+\s*$/.test(line))
    .join('\n');
}

function codeMark(characters: number): string {
  return `# [... ${characters} characters left out for length: write this part anew ...]`;
}

function planBody(solution: Solution, tokens: number): string {
  const { writing, evaluation } = solution;
  const lines = [
    brief(writing?.title ?? '', 20),
    resultOf(solution),
    writing?.plan ?? '',
    evaluation?.analysis ?? ''
  ];
  return cutTokens(lines.filter(line => line !== '').join('\n\n'), tokens, 0.7);
}

function resultOf({ evaluation }: Solution): string {
  if (evaluation === null) {
    return '';
  }
  return evaluation.bug || evaluation.score === null
    ? `Failed: ${brief(evaluation.reason, 60)}`
    : `Score: ${formatScore(evaluation.score)}`;
}

/** A text between fences, cut where both together take too much. */
function fencedWithin(
  text: string,
  tokens: number,
  head: number,
  language = '',
  mark?: (characters: number) => string
): string {
  const fences = countTokens(fenced('```', language));
  const body = cutTokens(text.trim(), tokens - fences, head, mark);
  return body === '' ? '' : fenced(body, language);
}

/**
 * What others try, or tried, on the same solution, so that this attempt differs.
 */
function othersPart(heading: string, { underWay, finished }: IOthers): IPart {
  return {
    heading,
    share: SHARES.siblings,
    body: tokens => {
      const lines = [
        ...underWay.filter(other => other.evaluation === null),
        ...finished
      ].map(({ writing, ...other }) =>
        writing === null
          ? '- (being written at this moment)'
          : `- ${brief(`${writing.title}. ${writing.plan}`, 50)} ${
              other.evaluation ? resultOf({ writing, ...other }) : '(under way)'
            }`
      );
      return cutTokens(lines.join('\n'), tokens, 1);
    }
  };
}
