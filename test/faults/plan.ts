import { faults, type IFault } from './kinds';
import { Draw } from './random';

/** Faults of one run, that strike one after the other. */
export const PER_RUN = 10;

/**
 * What strikes: each kind as often as its weight says, in an order of its own
 * for each seed, divided into runs.
 */
export function plan(
  count: number,
  seed: number,
  kinds: readonly IFault[] = faults
): IFault[][] {
  const draw = new Draw(seed);
  const round = kinds.flatMap(each =>
    Array.from({ length: each.weight }, () => each)
  );
  const order: IFault[] = [];
  while (order.length < count) {
    // Each kind comes once before any comes again.
    order.push(
      ...(order.length === 0 ? draw.shuffled(kinds) : draw.shuffled(round))
    );
  }
  const runs: IFault[][] = [];
  for (let at = 0; at < count; at += PER_RUN) {
    runs.push(order.slice(at, Math.min(at + PER_RUN, count)));
  }
  return runs;
}
