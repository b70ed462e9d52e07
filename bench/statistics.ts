/** A flat object of numbers: what the benchmarks measured, by name. */
export type Figures = Record<string, number>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of what was measured several times, and from least to most. */
export function summary(name: string, values: readonly number[]): Figures {
  return {
    [name]: median(values),
    [`${name}_min`]: Math.min(...values),
    [`${name}_max`]: Math.max(...values)
  };
}
