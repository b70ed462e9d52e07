import { z } from 'zod';

/**
 * The parts of an endpoint's answer, read with good will: what is missing, empty
 * or of another shape than the protocol's is no reason to lose what was paid for.
 */

/** Text in pieces, as some models send theirs, thoughts among them. */
const Part = z.union([
  z.string(),
  z.looseObject({ type: z.string().optional().catch(undefined) })
]);
const Content = z
  .union([z.string(), z.array(Part)])
  .nullish()
  .catch(null);
const Text = z.string().nullish().catch(null);
const Call = z.looseObject({ arguments: z.unknown() }).nullish().catch(null);

/** What a model says, whole or a piece of it. */
const Message = z
  .object({
    content: Content,
    refusal: Text,
    // What reasoning models think aloud, under its usual names.
    reasoning_content: Text,
    reasoning: Text,
    thinking: Text,
    tool_calls: z
      .array(z.looseObject({ index: z.number().optional(), function: Call }))
      .nullish()
      .catch(null),
    function_call: Call
  })
  .nullish()
  .catch(null);
type Message = z.infer<typeof Message>;

const Choice = z.object({
  delta: Message,
  message: Message,
  text: Text,
  finish_reason: Text
});

/** Tokens; more were never sent, and their sum must stay a number. */
const count = z.number().nonnegative().max(1e12).catch(0);
const UsageBlock = z
  .object({
    prompt_tokens: count,
    completion_tokens: count,
    prompt_tokens_details: z
      .object({ cached_tokens: count })
      .catch({ cached_tokens: 0 })
  })
  .nullish()
  .catch(null);
/** What an answer cost, as far as the endpoint tells. */
export type UsageBlock = z.infer<typeof UsageBlock>;

/** A piece of a streamed answer; some are signs of life and nothing else. */
export const Chunk = z
  .object({
    choices: z
      .array(Choice)
      .nullish()
      .transform(choices => choices ?? []),
    usage: UsageBlock
  })
  .nullish()
  .transform(chunk => chunk ?? { choices: [], usage: null });

/** An answer as a whole. */
export const Whole = z.object({
  choices: z.array(Choice).min(1),
  usage: UsageBlock
});

/** What a message says, each to whom it is meant. */
export interface ISaid {
  text: string;
  /** What was thought aloud beside it. */
  thoughts: string;
  /** Why the model does not answer, in its words. */
  refusal: string;
  /** The arguments of the first call of a tool; `undefined` where there is none. */
  call: unknown;
}

/** Read the first choice of an answer, or of a piece of it. */
export function saidIn(choice: z.infer<typeof Choice> | undefined): ISaid {
  const message = choice?.delta ?? choice?.message;
  const { text, thoughts } = inParts(message?.content);
  const call =
    message?.tool_calls?.find(({ index = 0 }) => index === 0)?.function ??
    message?.function_call;
  return {
    text: text || (choice?.text ?? ''),
    thoughts:
      thoughts +
      (message?.reasoning_content ??
        message?.reasoning ??
        message?.thinking ??
        ''),
    refusal: message?.refusal ?? '',
    call: call?.arguments ?? undefined
  };
}

/** One after another; a call's arguments come in pieces, too. */
export function joined(before: ISaid, next: ISaid): ISaid {
  return {
    text: before.text + next.text,
    thoughts: before.thoughts + next.thoughts,
    refusal: before.refusal + next.refusal,
    call:
      typeof before.call === 'string' && typeof next.call === 'string'
        ? before.call + next.call
        : (next.call ?? before.call)
  };
}

/** The text of a content in parts, and the thoughts among them. */
function inParts(content: z.infer<typeof Content>): {
  text: string;
  thoughts: string;
} {
  if (typeof content === 'string' || !content) {
    return { text: content ?? '', thoughts: '' };
  }
  const found = { text: '', thoughts: '' };
  for (const part of content) {
    if (typeof part === 'string') {
      found.text += part;
    } else if (/think|reason/i.test(part.type ?? '')) {
      found.thoughts += textOf(part.thinking ?? part.text ?? part.reasoning);
    } else {
      found.text += textOf(part.text);
    }
  }
  return found;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return Array.isArray(value)
    ? value.map(each => textOf((each as { text?: unknown })?.text)).join('')
    : '';
}
