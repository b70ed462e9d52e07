import type { Measurement } from '../../task/execution';

/** The mean over folds, or the first that is rejected. */
export function meanOf(parts: readonly Measurement[]): Measurement {
  const [first] = parts;
  const rejected = parts.find(part => part.score === null);
  if (rejected || parts.length === 1) {
    return rejected ?? first;
  }
  const scores = parts.map(part => part.score!);
  const errors = parts.map(part => part.error);
  const variance = errors.reduce<number>((sum, e) => sum + (e ?? 0) ** 2, 0);
  return {
    ...first,
    score: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    error: errors.includes(null) ? null : Math.sqrt(variance) / scores.length,
    warnings: [...new Set(parts.flatMap(part => part.warnings))],
    details: { ...first.details, folds: scores }
  };
}
