import OpenAI from 'openai';
import type { ChatBody } from './completion';
import { isTooLong } from './faults';
import { reviewInstruction, reviewTool } from './review';

/** What is asked of a model, before it is put in the endpoint's words. */
export interface IQuestion {
  messages: readonly OpenAI.ChatCompletionMessageParam[];
  /** Whether the answer is to be a review. */
  review: boolean;
  /** Whether it is to be plain JSON, and no call of a tool. */
  plain?: boolean;
}

/**
 * The part of the protocol that an endpoint and its model understand. All is
 * tried; what is refused is left out from then on.
 */
export interface IDialect {
  /** Tells usage at the end of a stream (`stream_options`). */
  streamedUsage: boolean;
  tools: boolean;
  stream: boolean;
  temperature: boolean;
  /** Has a system role; else its text leads the first user message. */
  system: boolean;
}

/** The whole protocol. */
export const fullDialect: IDialect = {
  streamedUsage: true,
  tools: true,
  stream: true,
  temperature: true,
  system: true
};

/** A question in a dialect, as a request's body. */
export function phrase(
  { messages, review, plain = false }: IQuestion,
  dialect: IDialect,
  model: string,
  temperature: number | null
): ChatBody {
  // A review is short, and tool calls in pieces are where endpoints err most.
  const stream = dialect.stream && !review;
  const withTool = review && dialect.tools && !plain;
  const said = withTool || !review ? messages : [...messages, plainReview];
  return {
    model,
    messages: dialect.system ? [...said] : withoutSystem(said),
    ...(dialect.temperature && temperature !== null && { temperature }),
    ...(withTool && {
      tools: [reviewTool],
      tool_choice: {
        type: 'function',
        function: { name: reviewTool.function.name }
      }
    }),
    stream,
    ...(stream &&
      dialect.streamedUsage && { stream_options: { include_usage: true } })
  } as ChatBody;
}

const plainReview: OpenAI.ChatCompletionMessageParam = {
  role: 'user',
  content: reviewInstruction
};

function withoutSystem(
  messages: readonly OpenAI.ChatCompletionMessageParam[]
): OpenAI.ChatCompletionMessageParam[] {
  const [system, first, ...rest] = messages;
  return [
    { role: 'user', content: `${system.content}\n\n${first.content}` },
    ...rest
  ];
}

/**
 * What to leave out after a request was refused; `null` where the refusal has
 * nothing to do with the dialect.
 */
export function refusedPart(
  error: unknown,
  body: ChatBody
): keyof IDialect | null {
  if (
    !(error instanceof OpenAI.APIError) ||
    ![400, 404, 405, 415, 422, 500, 501].includes(error.status ?? 0) ||
    isTooLong(error)
  ) {
    return null;
  }
  const used: [keyof IDialect, RegExp, boolean][] = [
    ['streamedUsage', /stream_options|include_usage/i, !!body.stream_options],
    ['tools', /tool|function/i, !!body.tools],
    ['temperature', /temperature/i, body.temperature !== undefined],
    ['stream', /stream/i, !!body.stream],
    ['system', /system/i, body.messages[0].role === 'system']
  ];
  const text = `${error.param} ${error.message}`;
  const refused = used.find(([, name, present]) => present && name.test(text));
  // A bare "bad request" does not say what it is about: less is tried.
  const suspect = [400, 422].includes(error.status!)
    ? used.slice(0, 2).find(([, , present]) => present)
    : undefined;
  return (refused ?? suspect)?.[0] ?? null;
}
