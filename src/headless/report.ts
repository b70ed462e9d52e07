import { accountOf } from '../run/account';
import type { IRun } from '../run/interfaces';
import { formatScore } from '../search/objective';
import { formatSeconds, formatShare } from './render';

/** The account of a run that `--json` gives. Paths are from the current folder. */
export interface IReport {
  /** The best score, and that of the first draft that has one. */
  best: number | null;
  first_draft: number | null;
  /** Share of the first draft's score by which the best is better. */
  improvement: number | null;
  metric: string;
  direction: 'minimize' | 'maximize' | null;
  nodes: number;
  good: number;
  buggy: number;
  cancelled: number;
  /** Seconds of work, pauses left out. */
  seconds: number;
  coder: string;
  calls: number;
  tokens_in: number;
  tokens_out: number;
  /** The run's folder, and in it the best solution; `null` without one. */
  run: string;
  script: string | null;
  notebook: string | null;
}

/** How a run ended, for scripts. */
export function reportOf(run: IRun): IReport {
  const { best, firstDraft, ...account } = accountOf(run.tree);
  const { elapsed, usage } = run.status;
  const fileOf = (name: string) => (best ? `${run.path}/${name}` : null);
  return {
    best: best?.evaluation?.score ?? null,
    first_draft: firstDraft?.evaluation?.score ?? null,
    improvement: account.improvement,
    metric: run.config.metric,
    direction: run.tree.direction,
    nodes: account.nodes,
    good: account.good,
    buggy: account.buggy,
    cancelled: account.cancelled,
    seconds: Math.round(elapsed * 10) / 10,
    coder: run.coderName,
    calls: usage.calls,
    tokens_in: usage.tokensIn,
    tokens_out: usage.tokensOut,
    run: run.path,
    script: fileOf('best.py'),
    notebook: fileOf('best.ipynb')
  };
}

/** How a run ended, for people. */
export function reportText(report: IReport): string {
  const { best, first_draft: first, improvement, nodes, good, buggy } = report;
  const counts = `${nodes} ${nodes === 1 ? 'solution' : 'solutions'}, ${good} good, ${buggy} with bugs, in ${formatSeconds(report.seconds)}`;
  if (best === null || first === null) {
    return `No solution has a score: ${counts}.\nThe run is in ${report.run}\n`;
  }
  const better =
    improvement === null || improvement <= 0
      ? 'which is the first draft'
      : `${formatShare(improvement)} better than the first draft (${formatScore(first, [best])})`;
  return [
    `Best ${formatScore(best, [first])}, ${better}: ${counts}.`,
    `Script    ${report.script}`,
    `Notebook  ${report.notebook}`,
    ''
  ].join('\n');
}
