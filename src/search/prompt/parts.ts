import type { Execution } from '../../task/execution';
import { formatScore } from '../../task/scores';
import type { Solution } from '../solution';
import { summarize, summarizeAncestors } from '../summary';
import type { SolutionTree } from '../tree';
import { boldness, fenced, FOCUS, STAGES } from './prompts';
import { brief, countTokens, cutTokens } from './tokens';

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
/** Finished attempts on the same solution that are told. */
const SIBLINGS = 6;

/** What a coder is shown of T to write a solution, by its stage. */
export function partsOf(
  tree: SolutionTree,
  solution: Solution,
  parent: Solution | null
): IPart[] {
  if (parent === null) {
    return [
      {
        heading: 'What was tried so far',
        share: SHARES.summary,
        body: tokens => summarize(tree, tokens)
      },
      siblingsPart('Other drafts under way', tree, solution)
    ];
  }
  if (solution.stage === 'debug') {
    return [
      {
        heading: 'How it came about',
        share: SHARES.summary,
        body: tokens => summarizeAncestors(tree, parent, tokens)
      },
      ...solutionParts('The solution that failed', parent, parent.execution)
    ];
  }
  // The best one stays the same for some steps, what was tried does not: in this
  // order an endpoint's prefix cache can serve more.
  return [
    ...solutionParts('The solution to improve', parent, parent.execution),
    {
      heading: 'What was tried so far',
      share: SHARES.summary,
      body: tokens => summarize(tree, tokens, parent.id)
    },
    siblingsPart('Other improvements of the same solution', tree, solution)
  ];
}

/** What a reviewer is shown. */
export function reviewParts(solution: Solution, execution: Execution): IPart[] {
  return solutionParts('The solution', solution, execution);
}

/** What is asked for in the end. */
export function instruction(tree: SolutionTree, solution: Solution): string {
  if (solution.stage === 'debug') {
    return STAGES.debug;
  }
  // A blend is written by nobody.
  const stage = solution.stage === 'draft' ? 'draft' : 'improve';
  const parent = tree.parent(solution);
  const before = underWay(tree, solution).filter(
    other => other.writing === null && other.step < solution.step
  ).length;
  const focus = FOCUS[stage];
  return [
    STAGES[stage],
    parent === null ? '' : boldness(evaluated(tree, parent).length),
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
  execution: Execution | null
): IPart[] {
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
      body: tokens => fencedWithin(execution?.output ?? '', tokens, 0.3)
    },
    {
      heading: 'Its error',
      share: SHARES.error,
      body: tokens =>
        fencedWithin(execution?.error?.traceback ?? '', tokens, 0.4)
    }
  ];
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
function siblingsPart(
  heading: string,
  tree: SolutionTree,
  solution: Solution
): IPart {
  return {
    heading,
    share: SHARES.siblings,
    body: tokens => {
      const parent = tree.parent(solution);
      const finished = parent === null ? [] : evaluated(tree, parent);
      const lines = [
        ...underWay(tree, solution).filter(other => other.evaluation === null),
        ...finished.slice(-SIBLINGS)
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

/** The other solutions under way that are made on the same one. */
function underWay(tree: SolutionTree, solution: Solution): Solution[] {
  return tree.pending.filter(
    other =>
      other.id !== solution.id &&
      other.parent === solution.parent &&
      other.stage === solution.stage
  );
}

/** What was made of a solution and has a result already. */
function evaluated(tree: SolutionTree, parent: Solution): Solution[] {
  return tree.children(parent).filter(child => child.evaluation !== null);
}
