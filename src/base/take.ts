/** The first few values that are wanted, without a look at those behind them. */
export function take<T>(
  values: Iterable<T>,
  count: number,
  isWanted: (value: T) => boolean = () => true
): T[] {
  const taken: T[] = [];
  for (const value of values) {
    if (taken.length === count) {
      break;
    }
    if (isWanted(value)) {
      taken.push(value);
    }
  }
  return taken;
}
