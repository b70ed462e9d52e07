import type OpenAI from 'openai';
import { z } from 'zod';
import type { IReview } from '../search/interfaces';

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

/** The review as a tool. */
export const reviewTool: OpenAI.ChatCompletionFunctionTool = {
  type: 'function',
  function: {
    name: 'submit_review',
    description: 'Submit the review of the solution.',
    parameters: z.toJSONSchema(AskedReview)
  }
};

/** The same for an endpoint that has no tools. */
export const reviewInstruction = [
  'Answer with one JSON object and nothing else:',
  ...Object.entries(AskedReview.shape).map(
    ([name, { description }]) => `- "${name}": ${description}`
  )
].join('\n');

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

/**
 * Read a review out of a tool call's arguments or out of a text.
 *
 * @returns `null` where there is none in it.
 */
export function readReview(answer: unknown): Omit<IReview, 'usage'> | null {
  for (const value of typeof answer === 'string' ? objects(answer) : [answer]) {
    const review = Review.safeParse(value);
    if (review.success) {
      return {
        isBug: review.data.is_bug,
        summary: review.data.summary,
        lowerIsBetter: review.data.lower_is_better
      };
    }
  }
  return null;
}

/** What a text may mean as JSON: all of it, or what its outer braces hold. */
function objects(text: string): unknown[] {
  const inner = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  return [text, inner].flatMap(json => {
    try {
      const value = JSON.parse(json) as Record<string, unknown> | null;
      // A tool call that is printed as text wraps its arguments.
      return [value, value?.arguments, value?.parameters];
    } catch {
      return [];
    }
  });
}
