import type OpenAI from 'openai';
import { promptText, type IPrompt } from './prompt/wording';

/** Characters of an unusable reply that the model is shown again. */
const SHOWN = 4000;

/** A prompt as what is sent. */
export function conversation(
  prompt: IPrompt
): OpenAI.ChatCompletionMessageParam[] {
  return [
    { role: 'system', content: prompt.system },
    { role: 'user', content: promptText(prompt) }
  ];
}

/** The same request after a reply that was cut off. */
export function shorter(
  [system, user]: OpenAI.ChatCompletionMessageParam[],
  tokens: number
): OpenAI.ChatCompletionMessageParam[] {
  const note = `A first reply was cut off at its length limit, after about ${tokens} tokens. Keep the whole reply well below that: a shorter script with one model and few comments.`;
  return [
    system,
    { role: 'user', content: `${user.content as string}\n\n${note}` }
  ];
}

/** What a model is told after a reply that can't be used. */
export function correction(
  reply: string,
  reason: string
): OpenAI.ChatCompletionMessageParam[] {
  const shown =
    reply.length <= SHOWN
      ? reply
      : `${reply.slice(0, SHOWN / 2)}\n…\n${reply.slice(-SHOWN / 2)}`;
  return [
    // Not every endpoint takes an empty message.
    { role: 'assistant', content: shown.trim() || '(no text)' },
    { role: 'user', content: reason }
  ];
}
