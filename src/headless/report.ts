import { trans as english } from '../run/account/english';
import { handedInText } from '../run/account/newsText';
import { accountOf } from '../run/account/account';
import {
  explained,
  scoresOf,
  within,
  withInterval
} from '../run/account/scores';
import type { IRun } from '../run/interfaces';
import { pickOf, verifiedOf } from '../run/pick';
import { evidenceOf } from '../run/verify/evidence';
import type { SolutionTree } from '../search/tree';
import type { TaskDeclaration } from '../task/declaration';
import type { Submission } from '../task/handedIn';
import type { Probe } from '../task/probe';
import type { Objective } from '../task/objectiveKinds';
import { said, saidLine } from '../task/said';
import { formatScore, formatShare } from '../task/scores';
import { formatSeconds, renderProbe } from './render';

/** The account of a run that `--json` gives. Paths are from the current folder. */
export interface IReport {
  /** What the search measured of the best, and of the first draft that has a score. */
  best: number | null;
  first_draft: number | null;
  /** Share of the first draft's score by which the best is better. */
  improvement: number | null;
  /** The one score of the best, with its interval, and what it was measured on. */
  score: {
    value: number;
    /** Standard error. */
    error: number | null;
    kind: 'verified' | Objective['kind'];
    low: number | null;
    high: number | null;
    /** That and all else that was measured of it, in words. */
    explained: string;
  } | null;
  /** What is to be handed in; `null` where nothing is, or the run did not come to it. */
  submission: Pick<
    Submission,
    'path' | 'rows' | 'checked' | 'fitted' | 'problem'
  > | null;
  /** What a verification picked; `null` where there was none. */
  verified: {
    solution: string;
    /** What was measured again: only of a hold-out the pick goes by both scores. */
    kind: Objective['kind'];
    /** Its score in the search, and its mean over what it was compared by. */
    search: number;
    score: number;
    /** Standard error of that mean. */
    error: number | null;
    /** All that were compared, in the same words. */
    leaders: {
      solution: string;
      search: number;
      score: number | null;
      error: number | null;
    }[];
  } | null;
  /** How a draft scored on rows that are not drawn at random; `null` where none did. */
  probe: (Probe & { said: string }) | null;
  metric: string;
  /** The task as it was declared, and as it was said; `null` for runs of former versions. */
  task: TaskDeclaration | null;
  said: string[];
  direction: 'minimize' | 'maximize' | null;
  nodes: number;
  good: number;
  buggy: number;
  cancelled: number;
  /** Seconds of work, pauses left out. */
  seconds: number;
  /** Seconds that the whole run may take; `null` where there is no such limit. */
  time_budget: number | null;
  coder: string;
  /** Seconds that the model was waited for; `null` where there is none. */
  patience: number | null;
  /** Tokens of the longest reply; `null` where the endpoint has its own limit. */
  reply_tokens: number | null;
  calls: number;
  tokens_in: number;
  tokens_out: number;
  /** Whether these are partly estimated, where the endpoint did not tell. */
  tokens_estimated: boolean;
  /** The run's folder, and in it the best solution; `null` where it is not there. */
  run: string;
  script: string | null;
  notebook: string | null;
}

/**
 * How a run ended, for scripts.
 *
 * @param written - the files, by their names, that hold its best solution.
 */
export function reportOf(run: IRun, written: readonly string[]): IReport {
  const { best, firstDraft, ...account } = accountOf(run.tree);
  const { elapsed, usage } = run.status;
  const fileOf = (name: string) =>
    written.includes(name) ? `${run.path}/${name}` : null;
  return {
    best: best?.evaluation?.score ?? null,
    first_draft: firstDraft?.evaluation?.score ?? null,
    improvement: account.improvement,
    score: scoreOf(run),
    submission: submissionOf(run),
    verified: verificationOf(run.tree),
    probe: probeOf(run.tree),
    metric: run.config.metric,
    task: run.config.declaration,
    said: said(run.config.declaration).map(each => saidLine(each).trim()),
    direction: run.tree.direction,
    nodes: account.nodes,
    good: account.good,
    buggy: account.buggy,
    cancelled: account.cancelled,
    seconds: Math.round(elapsed * 10) / 10,
    time_budget: run.config.timeBudget,
    coder: run.coderName,
    patience: run.config.coder.kind === 'openai' ? run.config.patience : null,
    reply_tokens: run.config.replyTokens,
    calls: usage.calls,
    tokens_in: usage.tokensIn,
    tokens_out: usage.tokensOut,
    tokens_estimated: usage.estimated ?? false,
    run: run.path,
    script: fileOf('best.py'),
    notebook: fileOf('best.ipynb')
  };
}

function scoreOf({ tree, config }: IRun): IReport['score'] {
  const pick = pickOf(tree);
  const scores = pick === null ? [] : scoresOf(tree, pick);
  if (scores.length === 0) {
    return null;
  }
  const { kind } = config.objective;
  const [{ value, error, on }] = scores;
  const half = within(scores[0]);
  return {
    value,
    error,
    kind: on === 'verified' ? 'verified' : kind,
    low: half === null ? null : value - half,
    high: half === null ? null : value + half,
    explained: explained(scores, kind)
  };
}

/** With what it says to people; empty where the score holds. */
function probeOf(tree: SolutionTree): IReport['probe'] {
  const { probe } = tree;
  return probe && { ...probe, said: renderProbe(tree) };
}

function submissionOf({ tree }: IRun): IReport['submission'] {
  const { submission } = tree;
  const pick = pickOf(tree);
  if (submission === null || submission.id !== pick?.id) {
    return null;
  }
  const { path, rows, checked, fitted, problem } = submission;
  return { path, rows, checked, fitted, problem };
}

function verificationOf(tree: SolutionTree): IReport['verified'] {
  const { verification } = tree;
  const verified = verifiedOf(tree);
  if (verified === null || verification === null) {
    return null;
  }
  const leaders = evidenceOf(verification).map(({ id, score, error }) => ({
    solution: id,
    search: tree.get(id).evaluation!.score!,
    score,
    error
  }));
  const own = leaders.find(({ solution }) => solution === verified.id)!;
  return {
    solution: verified.id,
    kind: verification.kind,
    search: verified.evaluation!.score!,
    score: own.score!,
    error: own.error,
    leaders
  };
}

const missing = 'is not there';

/** How a run ended, for people. */
export function reportText(report: IReport): string {
  const { best, first_draft: first, improvement, score } = report;
  const { nodes, good, buggy } = report;
  const counts = `${nodes} ${nodes === 1 ? 'solution' : 'solutions'}, ${good} good, ${buggy} with bugs, in ${formatSeconds(report.seconds)}`;
  if (score === null || best === null || first === null) {
    const way =
      report.time_budget === null
        ? ''
        : ` Where time ran out, more than ${formatSeconds(report.time_budget)} (--time-budget) or fewer rows (--sample) help.`;
    return `No solution has a score: ${counts}.${way}\nThe run is in ${report.run}\n`;
  }
  // What it gained is of scores of the same rows: those of the search.
  const search =
    score.kind === 'verified'
      ? `, in the search ${formatScore(best, [first])}`
      : '';
  const better =
    improvement !== null && improvement > 0
      ? `${search}, ${formatShare(improvement)} better than the first draft (${formatScore(first, [best])})`
      : '';
  return [
    `Best ${withInterval(score, [first])}${better}: ${counts}.`,
    `Score     ${score.explained}`,
    ...verifiedText(report.verified),
    ...(report.probe?.said ? [report.probe.said] : []),
    ...(report.submission
      ? [`Submission: ${handedInText(report.submission, english, 'en')}`]
      : []),
    `Script    ${report.script ?? missing}`,
    `Notebook  ${report.notebook ?? missing}`,
    ''
  ].join('\n');
}

/** The evidence for the best, a line for each leader. */
function verifiedText(verified: IReport['verified']): string[] {
  if (verified === null) {
    return [];
  }
  const { kind, leaders, solution } = verified;
  const by = kind === 'holdout' ? ', by both scores together' : '';
  const scores = leaders.flatMap(({ score, search }) =>
    score === null ? [search] : [score, search]
  );
  const lines = leaders.map(leader => {
    const mark = leader.solution === solution ? '★' : ' ';
    const { score, error } = leader;
    const text =
      score === null
        ? 'did not run again to a score'
        : withInterval({ value: score, error }, scores);
    return `  ${mark} ${leader.solution}  ${text}, in the search ${formatScore(leader.search, scores)}`;
  });
  return [
    `Verified: ${solution}${by}. Run again, the leading solutions scored:`,
    ...lines
  ];
}
