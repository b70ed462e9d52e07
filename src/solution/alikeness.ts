import { alikeness, wordsIn } from '../base/diversity';
import { remember } from '../base/remember';
import type { Writing } from '../task/writing';
import type { Solution } from './solution';

/** Words of a solution that tell it from others: those of its title and first sentences. */
const WORDS = 30;

/** How alike two solutions are by what is said of them, 0 to 1. */
export function alikenessOf(a: Solution, b: Solution): number {
  return alikeness(wordsOf(a), wordsOf(b));
}

function wordsOf({ writing }: Solution): ReadonlySet<string> {
  return writing === null ? new Set() : wordsOfWriting(writing);
}

const wordsOfWriting = remember(({ title, plan }: Writing) =>
  wordsIn(`${title} ${plan.slice(0, 400)}`, WORDS)
);
