import OpenAI from 'openai';
import type { IAnswerForm } from './answerForm';
import type { ChatBody } from './completion';
import { evidenceOf } from './evidence';

/** What is asked of a model, before it is put in the endpoint's words. */
export interface IQuestion {
  messages: readonly OpenAI.ChatCompletionMessageParam[];
  /** What the answer is to be filled into; `null` for one in words. */
  form: IAnswerForm | null;
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
  /** Calls the limit of a reply `max_tokens`; else `max_completion_tokens`. */
  maxTokens: boolean;
}

/** The whole protocol. */
export const fullDialect: IDialect = {
  streamedUsage: true,
  tools: true,
  stream: true,
  temperature: true,
  system: true,
  maxTokens: true
};

/** A question in a dialect, as a request's body. */
export function phrase(
  { messages, form, plain = false }: IQuestion,
  dialect: IDialect,
  {
    model,
    temperature,
    replyTokens = null
  }: {
    model: string;
    temperature: number | null;
    /** Tokens of the longest reply; `null` leaves that to the endpoint. */
    replyTokens?: number | null;
  }
): ChatBody {
  // What is filled in is short, and tool calls in pieces are where endpoints err most.
  const stream = dialect.stream && form === null;
  const tool = form !== null && dialect.tools && !plain ? form.tool : null;
  const said: OpenAI.ChatCompletionMessageParam[] =
    form === null || tool !== null
      ? [...messages]
      : [...messages, { role: 'user', content: form.instruction }];
  return {
    model,
    messages: dialect.system ? said : withoutSystem(said),
    ...(dialect.temperature && temperature !== null && { temperature }),
    ...(replyTokens !== null && {
      [dialect.maxTokens ? 'max_tokens' : 'max_completion_tokens']: replyTokens
    }),
    ...(tool !== null && {
      tools: [tool],
      tool_choice: { type: 'function', function: { name: tool.function.name } }
    }),
    stream,
    ...(stream &&
      dialect.streamedUsage && { stream_options: { include_usage: true } })
  } as ChatBody;
}

function withoutSystem(
  messages: readonly OpenAI.ChatCompletionMessageParam[]
): OpenAI.ChatCompletionMessageParam[] {
  const [system, first, ...rest] = messages;
  return [
    { role: 'user', content: `${system.content}\n\n${first.content}` },
    ...rest
  ];
}

/** A part that a refusal is about. */
export interface IRefusedPart {
  part: keyof IDialect;
  /** Whether the refusal names it; else it is only suspected. */
  isNamed: boolean;
}

/** Words that say nothing of what a request was refused for. */
const BARE =
  /^((\d+ )?(bad|invalid|malformed) request|unprocessable entity|validation error|invalid (input|parameters?|arguments?)|error)?\W*$/i;

/**
 * What to leave out after a request was refused; `null` where the refusal has
 * nothing to do with the dialect.
 */
export function refusedPart(
  error: unknown,
  body: ChatBody
): IRefusedPart | null {
  if (
    !(error instanceof OpenAI.APIError) ||
    ![400, 404, 405, 415, 422, 500, 501].includes(error.status ?? 0)
  ) {
    return null;
  }
  const { status, codes, words, proxy } = evidenceOf(error);
  if (proxy !== null) {
    return null;
  }
  const used: [keyof IDialect, RegExp, boolean][] = [
    [
      'streamedUsage',
      /\b(stream_options|include_usage)\b/i,
      !!body.stream_options
    ],
    [
      'tools',
      /\b(tools?|tool_choice|tool (calling|calls?|use)|functions?|function calling)\b/i,
      !!body.tools
    ],
    ['temperature', /\btemperature\b/i, body.temperature !== undefined],
    ['stream', /\b(stream|streaming)\b/i, !!body.stream],
    ['system', /\bsystem\b/i, body.messages[0].role === 'system'],
    [
      'maxTokens',
      /\bmax_tokens\b/i,
      'max_tokens' in body && body.max_tokens !== undefined
    ]
  ];
  const text = `${codes} ${words}`;
  const named = used.find(([, name, present]) => present && name.test(text));
  // An endpoint in trouble may name anything; then it must say that it lacks it.
  const lacks =
    status! < 500 || /\b(not|un)[ -]?(support|implement)/i.test(text);
  if (named && lacks) {
    return { part: named[0], isNamed: true };
  }
  const suspect =
    [400, 422].includes(status!) && BARE.test(words)
      ? used.slice(0, 2).find(([, , present]) => present)
      : undefined;
  return suspect ? { part: suspect[0], isNamed: false } : null;
}
