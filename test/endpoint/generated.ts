import fc from 'fast-check';
import { outcomeOf } from '../coder/generated';
import { generatedReply } from '../coder/generatedReplies';

/**
 * Reads replies that are drawn anew and says, in a line, in how many of them the
 * script was found that was meant. Ends with 1 where another one was taken, or a
 * clear reply was refused; `--seed` draws the same ones again.
 */

const at = (name: string): string | undefined =>
  process.argv[process.argv.indexOf(name) + 1];
const has = (name: string): boolean => process.argv.includes(name);
const count = has('--n') ? Number(at('--n')) : 20_000;
const seed = has('--seed') ? Number(at('--seed')) : Date.now() % 2 ** 31;

const counts = { right: 0, refused: 0, wrong: 0 };
let bad = 0;
for (const reply of fc.sample(generatedReply, { numRuns: count, seed })) {
  const outcome = outcomeOf(reply);
  counts[outcome.kind] += 1;
  const isBad =
    outcome.kind === 'wrong' ||
    (outcome.kind === 'refused' && !reply.ambiguous);
  if (isBad && ++bad <= 3) {
    console.log(
      `${reply.made.join(', ')}: ${outcome.kind}\n${outcome.why}\n\n${reply.text}\n`
    );
  }
}
const share = (part: number): string =>
  `${((100 * part) / count).toFixed(2)} %`;
console.log(
  `${count} generated replies (seed ${seed}): right ${share(counts.right)}, refused ${share(counts.refused)}, wrong ${share(counts.wrong)}; clear ones that were not right: ${bad}`
);
process.exitCode = bad > 0 || counts.right < 0.98 * count ? 1 : 0;
