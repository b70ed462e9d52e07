/** Draws a number from 0 (included) to 1 (excluded). */
export type Random = () => number;

/**
 * The draws of one step of a run. They depend on the seed and the step alone,
 * not on what was drawn before, so a run that is resumed goes on as it would
 * have gone on without the break.
 *
 * @param seed - the run's seed, any integer.
 * @param step - the number of π's choice, from 1.
 */
export function stepRandom(seed: number, step: number): Random {
  // A counter whose every value is mixed on its own (as SplitMix does): there
  // is no state that a resumed run would have to restore.
  let counter = mix(mix(seed) ^ mix(Math.floor(seed / 2 ** 32)) ^ step);
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    return (mix(counter) >>> 0) / 2 ** 32;
  };
}

/** Spread the bits of a 32-bit integer: neighbours come out far apart. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}
