import fc from 'fast-check';
import { outcomeOf, type Outcome } from './generated';
import { generatedReply } from './generatedReplies';

// `make endpoints` reads 20,000.
const COUNT = 500;

it(`finds the script that is meant in ${COUNT} replies`, () => {
  const counts: Record<Outcome['kind'], number> = {
    right: 0,
    refused: 0,
    wrong: 0
  };
  for (const reply of fc.sample(generatedReply, { numRuns: COUNT, seed: 17 })) {
    const outcome = outcomeOf(reply);
    counts[outcome.kind] += 1;
    if (outcome.kind !== 'right' && !reply.ambiguous) {
      throw new Error(
        `${reply.made.join(', ')}: ${outcome.kind}\n${outcome.why}\n\nThe reply:\n${reply.text}`
      );
    }
  }
  expect(counts.right / COUNT).toBeGreaterThanOrEqual(0.98);
  expect(counts.wrong).toBe(0);
});
