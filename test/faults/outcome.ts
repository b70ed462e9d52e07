import type { IFault } from './kinds';

/** What became of one fault. */
export interface IOutcome {
  fault: string;
  /** Seconds from the end of its cause to the result of all that was under way. */
  seconds: number;
  /** In words, what was wrong after it. */
  lost: string[];
  duplicates: string[];
  orphans: string[];
  /** Anything else that ought not to be: no recovery, torn files, a crash. */
  wrong: string[];
}

/** The whole bench, as it goes into results.json. */
export interface IResults {
  faults: number;
  lost: number;
  duplicates: number;
  orphans: number;
  recover_median_s: number;
  wrong: number;
  seed: number;
  minutes: number;
  runs: number;
  solutions: number;
  replies: number;
  kinds: Record<string, IKind>;
}

/** One kind of fault over the whole bench. */
export interface IKind {
  times: number;
  lost: number;
  duplicates: number;
  orphans: number;
  wrong: number;
  recover_median_s: number;
}

/** The one in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
}

/** The kinds in the order of the table; one that never struck is left out. */
export function byKind(
  outcomes: readonly IOutcome[],
  kinds: readonly IFault[]
): Record<string, IKind> {
  return Object.fromEntries(
    kinds
      .map(({ name }) => {
        const own = outcomes.filter(({ fault }) => fault === name);
        return [name, sumOf(own)] as const;
      })
      .filter(([, { times }]) => times > 0)
  );
}

/** Several outcomes in one. */
export function sumOf(outcomes: readonly IOutcome[]): IKind {
  const count = (of: (outcome: IOutcome) => string[]) =>
    outcomes.reduce((sum, outcome) => sum + of(outcome).length, 0);
  return {
    times: outcomes.length,
    lost: count(({ lost }) => lost),
    duplicates: count(({ duplicates }) => duplicates),
    orphans: count(({ orphans }) => orphans),
    wrong: count(({ wrong }) => wrong),
    recover_median_s: median(outcomes.map(({ seconds }) => seconds))
  };
}

/** A table for people. */
export function table(kinds: Record<string, IKind>, all: IKind): string {
  const rows = [
    ['fault', 'times', 'lost', 'twice', 'orphans', 'wrong', 'recovers in'],
    ...[...Object.entries(kinds), ['all', all] as const].map(([name, kind]) => [
      name,
      String(kind.times),
      String(kind.lost),
      String(kind.duplicates),
      String(kind.orphans),
      String(kind.wrong),
      `${kind.recover_median_s.toFixed(1)} s`
    ])
  ];
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map(row => row[i].length))
  );
  return rows
    .map(row =>
      row
        .map((cell, i) =>
          i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i] + 2)
        )
        .join('')
    )
    .join('\n');
}
