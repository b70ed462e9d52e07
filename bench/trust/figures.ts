import type { Figures } from '../statistics';
import type { IPick, IPicks } from './picks';

/** A pick, and how it did on the outer rows. */
export type Judged = IPick & { final: number };

/** One run: what the two ways picked of its tree. */
export interface ITrustRun extends IPicks {
  dataset: string;
  metric: string;
  seed: number;
  /** The best score on the outer rows that one answer for all could have. */
  constant: number;
  reported: Judged;
  verified: Judged;
  seconds: number;
}

/**
 * A score without its scale: 0 for the best single answer to all rows, 1 for no
 * error at all. The same for both picks of a run, whatever the metric.
 */
export function skill(
  score: number,
  { direction, constant }: Pick<ITrustRun, 'direction' | 'constant'>
): number {
  // What is maximised here ends at 1, what is minimised at 0.
  const perfect = direction === 'maximize' ? 1 : 0;
  return (score - constant) / (perfect - constant);
}

/** By how much more skill a pick was shown than it has. */
export function gapOf(pick: Judged, run: ITrustRun): number {
  return skill(pick.shown, run) - skill(pick.final, run);
}

/** Whether the picks are different solutions. */
export function differs(run: ITrustRun): boolean {
  return run.reported.id !== run.verified.id;
}

/** Whether the verified pick is no worse than the other on the outer rows. */
export function isNotWorse(run: ITrustRun): boolean {
  return skill(run.verified.final, run) >= skill(run.reported.final, run);
}

/** All runs in one flat object of numbers. */
export function figuresOf(runs: readonly ITrustRun[]): Figures {
  const figures: Figures = { runs: runs.length };
  const gaps = { reported: [] as number[], verified: [] as number[] };
  for (const kind of ['reported', 'verified'] as const) {
    gaps[kind] = runs.map(run => gapOf(run[kind], run));
    figures[`gap_${kind}`] = mean(gaps[kind]);
    figures[`gap_${kind}_error`] = errorOfMean(gaps[kind]);
    figures[`gap_${kind}_absolute`] = mean(gaps[kind].map(Math.abs));
  }
  const { gap_reported: reported, gap_verified: verified } = figures;
  figures.gap_difference_error = errorOfMean(
    gaps.reported.map((gap, i) => gap - gaps.verified[i])
  );
  figures.gap_ratio = Math.abs(verified) / Math.abs(reported);
  const others = runs.filter(differs);
  figures.differ = others.length;
  if (others.length > 0) {
    figures.verified_not_worse = others.filter(isNotWorse).length;
    figures.verified_not_worse_rate =
      figures.verified_not_worse / others.length;
  }
  figures.skill_gain = mean(
    runs.map(
      run => skill(run.verified.final, run) - skill(run.reported.final, run)
    )
  );
  figures.blends = runs.filter(run => run.isBlend).length;
  for (const run of runs) {
    const name = `${run.dataset}_${run.seed}`;
    for (const kind of ['reported', 'verified'] as const) {
      const { reported: own, search, shown, final } = run[kind];
      // A blend reports nothing of itself.
      Object.assign(
        figures,
        own !== null && { [`${name}_${kind}_reported`]: own }
      );
      figures[`${name}_${kind}_search`] = search;
      figures[`${name}_${kind}_shown`] = shown;
      figures[`${name}_${kind}_final`] = final;
      figures[`${name}_${kind}_gap`] = gapOf(run[kind], run);
    }
    figures[`${name}_differ`] = Number(differs(run));
    figures[`${name}_seconds`] = run.seconds;
  }
  return figures;
}

/** The table for people, Markdown: means over the seeds of each data set. */
export function table(runs: readonly ITrustRun[]): string {
  const lines = [
    '| data set | metric | pick | reported | search | shown | final | gap |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |'
  ];
  for (const dataset of new Set(runs.map(run => run.dataset))) {
    const its = runs.filter(run => run.dataset === dataset);
    const [{ metric, direction }] = its;
    for (const kind of ['reported', 'verified'] as const) {
      const picks = its.map(run => run[kind]);
      const own = picks.flatMap(pick => pick.reported ?? []);
      lines.push(
        `| ${[
          kind === 'reported' ? dataset : '',
          kind === 'reported'
            ? `${metric}, ${direction === 'minimize' ? 'lower' : 'higher'}`
            : '',
          kind === 'reported' ? 'AIDE’s' : 'verified',
          own.length === 0 ? '–' : shown(mean(own)),
          shown(mean(picks.map(pick => pick.search))),
          shown(mean(picks.map(pick => pick.shown))),
          shown(mean(picks.map(pick => pick.final))),
          percent(mean(its.map(run => gapOf(run[kind], run))))
        ].join(' | ')} |`
      );
    }
  }
  return lines.join('\n');
}

/** What the figures come to, in two sentences. */
export function sentences(figures: Figures): string {
  const {
    runs,
    differ,
    gap_reported: reported,
    gap_reported_error: reportedError,
    gap_verified: verified,
    gap_verified_error: verifiedError,
    verified_not_worse: notWorse = 0
  } = figures;
  return `Over ${runs} runs, AIDE’s pick is shown ${percent(reported)} (± ${percent(reportedError)}) better than it is, the verified pick ${percent(verified)} (± ${percent(verifiedError)}). The picks differ in ${differ}; in ${notWorse} of these the verified one is not worse on the final rows.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function shown(score: number): string {
  return score.toPrecision(4);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function errorOfMean(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
}
