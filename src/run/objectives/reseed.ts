/**
 * The places of a script where a seed is written as a number: arguments named
 * `seed` or `random_state`, names such as `SEED`, and what seeds a generator.
 */
const SEEDS = [
  /(\b(?:\w*random_state|\w*seed)(?:["'])?\s*[=:]\s*)(\d+)\b(?!\.\d)/gi,
  /(\b(?:random\.seed|manual_seed|default_rng|RandomState|set_seed)\(\s*)(\d+)\b(?!\.\d)/g
];

/**
 * The same script with other seeds: another draw of whatever it leaves to chance,
 * its own split of the data included.
 *
 * @param shift - what is added to every seed that is written as a number.
 */
export function reseed(code: string, shift: number): string {
  return SEEDS.reduce(
    (text, places) =>
      text.replace(
        places,
        (_, before: string, seed: string) => `${before}${Number(seed) + shift}`
      ),
    code
  );
}
