import { z } from 'zod';
import type { IReview } from '../search/interfaces';
import { Budget } from '../syntax/budget';
import { answerForm } from './answerForm';
import { readLiterals } from './reply/literal';
import { readThoughts } from './reply/thoughts';

/**
 * A model's review of a solution that ran: asked for as a tool call, and as
 * plain JSON where an endpoint has no tools.
 */

/** What is asked for, in the words that the model reads. */
const AskedReview = z.object({
  is_bug: z
    .boolean()
    .describe(
      'true if the solution is wrong although it ran: the score is not an honest measurement on held-out data, or the script does not do what the task asks'
    ),
  summary: z
    .string()
    .describe(
      'what was found and what can be learned from it for the next attempt, in two or three sentences'
    ),
  lower_is_better: z
    .boolean()
    .nullable()
    .describe('whether a lower score is better; null if that cannot be told')
});

/** The review as it is asked for. */
export const reviewForm = answerForm(
  'submit_review',
  'Submit the review of the solution.',
  AskedReview
);

/** Yes or no in the words of models; anything else is left as it is. */
const flag = z.preprocess(value => {
  const word = String(value).trim().toLowerCase();
  if (['true', 'yes', '1'].includes(word)) {
    return true;
  }
  return ['false', 'no', '0'].includes(word) ? false : value;
}, z.boolean());

/** What comes, read with good will. */
const Review = z.object({
  is_bug: flag,
  summary: z
    .union([
      z.string(),
      z.array(z.string()).transform(lines => lines.join(' '))
    ])
    .pipe(z.string().trim().min(1).max(10_000)),
  // Not to know it is no reason to throw the review away.
  lower_is_better: flag.nullable().catch(null)
});

/** Milliseconds to look for a review in an answer. */
const PATIENCE = 500;
/** How deep a review may be wrapped. */
const DEEPEST = 4;

/**
 * Read a review out of a tool call's arguments or out of a text: JSON or what a
 * model takes for it, after thoughts, in a sentence, in a wrapper or a text once
 * more, with its names in another case.
 *
 * @returns `null` where there is none in it.
 */
export function readReview(answer: unknown): Omit<IReview, 'usage'> | null {
  const budget = new Budget(PATIENCE);
  const read = (
    value: unknown,
    depth: number
  ): Omit<IReview, 'usage'> | null => {
    if (typeof value === 'string') {
      const inner =
        depth < DEEPEST && /[{[]/.test(value)
          ? readLiterals(value, budget)
          : [];
      return first(inner.reverse(), each => read(each, depth + 1));
    }
    if (typeof value !== 'object' || value === null) {
      return null;
    }
    const review = Review.safeParse(named(value));
    if (review.success) {
      return asReview(review.data);
    }
    // Calls that are printed wrap their arguments, each under another name.
    return depth < DEEPEST
      ? first(Object.values(value), each => read(each, depth + 1))
      : null;
  };
  const said =
    typeof answer === 'string' ? readThoughts(answer, budget).text : answer;
  return read(said, 0) ?? (typeof said === 'string' ? spelled(said) : null);
}

/** Characters; a longer review is a text about something else. */
const LONGEST = 10_000;
const NAMES = /\b(is_?bug|summary|lower_?is_?better)\b/gi;
/** Marks between a name and its value, and behind a value. */
const MARKS = /^[\s"'“”*`:=>]+|(?:[\s"'“”*`,;)}\]-]|<[^<>]*>?)+$/g;

/** A review without a shape: lines, a call with names, a tag for each value. */
function spelled(answer: string): Omit<IReview, 'usage'> | null {
  const text = answer.slice(0, LONGEST).replace(/(^|\s)\/\/ [^\n]*/g, '');
  const names = [...text.matchAll(NAMES)];
  const values = names.map((name, at): [string, string] => [
    name[0],
    text
      .slice(name.index + name[0].length, names[at + 1]?.index)
      .replace(MARKS, '')
  ]);
  // What was asked for may be quoted before the answer.
  const review = Review.safeParse(named(Object.fromEntries(values)));
  return review.success ? asReview(review.data) : null;
}

function asReview(review: z.infer<typeof Review>): Omit<IReview, 'usage'> {
  return {
    isBug: review.is_bug,
    summary: review.summary,
    lowerIsBetter: review.lower_is_better
  };
}

/** An object with the names that were asked for, whatever case they came in. */
function named(value: object): Record<string, unknown> {
  const bare = (name: string): string =>
    name.toLowerCase().replace(/[^a-z]/g, '');
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      Object.keys(Review.shape).find(asked => bare(asked) === bare(name)) ??
        name,
      each
    ])
  );
}

function first<T, R>(values: readonly T[], read: (value: T) => R | null) {
  for (const value of values) {
    const found = read(value);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
