import { errorOfMean, type Figures, mean } from '../statistics';
import { datasets } from './datasets';
import type { IPick, IPicks } from './picks';
import type { INode } from './steering';
import { steeringFigures } from './steeringFigures';

/** A pick, and how it did on the outer rows. */
export type Judged = IPick & { final: number };

/** The ways to pick, with their names in figures and in the table. */
export const WAYS = {
  reported: { figure: 'reported', text: 'AIDE’s' },
  ownSplit: { figure: 'own_split', text: 'AIDE’s, own splits' },
  verified: { figure: 'verified', text: 'verified' }
} as const;
type Way = keyof typeof WAYS;
const ways = Object.keys(WAYS) as Way[];

/** One run: what each way picked of its tree. */
export interface ITrustRun extends IPicks, Record<Way, Judged> {
  dataset: string;
  seed: number;
  /** All good solutions. */
  nodes: INode[];
  /** The best score on the outer rows that one answer for all could have. */
  constant: number;
  reported: Judged;
  ownSplit: Judged;
  verified: Judged;
  seconds: number;
}

/**
 * A score without its scale: 0 for the best single answer to all rows, 1 for no
 * error at all. The same for all picks of a run, whatever the metric.
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

/** All runs in one flat object of numbers. */
export function figuresOf(runs: readonly ITrustRun[]): Figures {
  const figures: Figures = { runs: runs.length };
  for (const way of ways) {
    const name = `gap_${WAYS[way].figure}`;
    const gaps = runs.map(run => gapOf(run[way], run));
    figures[name] = mean(gaps);
    figures[`${name}_error`] = errorOfMean(gaps);
    figures[`${name}_absolute`] = mean(gaps.map(Math.abs));
  }
  for (const way of ['reported', 'ownSplit'] as const) {
    const suffix = way === 'reported' ? '' : '_own_split';
    Object.assign(figures, compared(runs, way, suffix));
    figures[`gap_ratio${suffix}`] = Math.abs(
      figures.gap_verified / figures[`gap_${WAYS[way].figure}`]
    );
  }
  Object.assign(figures, steeringFigures(runs));
  figures.blends = runs.filter(run => run.isBlend).length;
  for (const run of runs) {
    const name = `${run.dataset}_${run.seed}`;
    for (const way of ways) {
      const { reported, search, shown, final } = run[way];
      const its = `${name}_${WAYS[way].figure}`;
      Object.assign(figures, {
        // A blend reports nothing of itself.
        ...(reported !== null && { [`${its}_reported`]: reported }),
        [`${its}_search`]: search,
        [`${its}_shown`]: shown,
        [`${its}_final`]: final,
        [`${its}_gap`]: gapOf(run[way], run)
      });
    }
    figures[`${name}_constant`] = run.constant;
    figures[`${name}_seconds`] = run.seconds;
  }
  return figures;
}

/** The verified picks against those of another way, on the outer rows. */
function compared(
  runs: readonly ITrustRun[],
  way: Way,
  suffix: string
): Figures {
  const gain = (run: ITrustRun) =>
    skill(run.verified.final, run) - skill(run[way].final, run);
  const others = runs.filter(run => run[way].id !== run.verified.id);
  const notWorse = others.filter(run => gain(run) >= 0).length;
  return {
    [`differ${suffix}`]: others.length,
    [`verified_not_worse${suffix}`]: notWorse,
    ...(others.length > 0 && {
      [`verified_not_worse_rate${suffix}`]: notWorse / others.length
    }),
    [`skill_gain${suffix}`]: mean(runs.map(gain)),
    [`skill_gain${suffix}_error`]: errorOfMean(runs.map(gain)),
    // Of the same rows: what is hard in them is hard for both.
    [`gap_difference${suffix}_error`]: errorOfMean(
      runs.map(run => gapOf(run[way], run) - gapOf(run.verified, run))
    )
  };
}

/** The table for people, Markdown: means over the seeds of each data set. */
export function table(figures: Figures): string {
  const lines = [
    '| data set | pick | reported | search | shown | final | gap |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |'
  ];
  for (const [dataset, { metric }] of Object.entries(datasets)) {
    const its = Object.keys(figures)
      .filter(name => /^_\d+_constant$/.test(name.slice(dataset.length)))
      .filter(name => name.startsWith(dataset))
      .map(name => name.slice(0, -'_constant'.length));
    for (const way of its.length > 0 ? ways : []) {
      const meanOf = (what: string, shown = digits) => {
        const values = its.flatMap(
          run => figures[`${run}_${WAYS[way].figure}_${what}`] ?? []
        );
        return values.length > 0 ? shown(mean(values)) : '–';
      };
      const cells = [
        way === ways[0] ? `${dataset.replace('_', ' ')} (${metric})` : '',
        WAYS[way].text,
        ...['reported', 'search', 'shown', 'final'].map(what => meanOf(what)),
        meanOf('gap', percent)
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

/** What the figures come to, in a few sentences. */
export function sentences(figures: Figures): string {
  const gap = (name: string) =>
    `${percent(figures[`gap_${name}`])} (± ${percent(figures[`gap_${name}_error`])})`;
  const rate = (suffix: string) =>
    `in ${figures[`differ${suffix}`]} runs the picks differ, and in ${figures[`verified_not_worse${suffix}`]} of these the verified one is not worse on the final rows`;
  return [
    `Over ${figures.runs} runs, AIDE’s pick is shown ${gap('reported')} better than it is on rows that no run had, the verified pick ${gap('verified')}; ${rate('')}.`,
    `Where each draft validates on a split of its own, as AIDE’s prompt asks, AIDE’s pick is shown ${gap('own_split')} better than it is; ${rate('_own_split')}.`
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function digits(score: number): string {
  return score.toPrecision(4);
}
