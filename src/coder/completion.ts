import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import type { Patience } from './patience';

/**
 * One chat completion, whole or streamed, read with care: many endpoints speak
 * the protocol, few keep to it.
 */

/** A request's body, whether streamed or not. */
export type ChatBody = OpenAI.ChatCompletionCreateParams;

/** What an endpoint answered. */
export interface ICompletion {
  text: string;
  /** The first tool call's arguments: JSON, or what the model takes for it. */
  call: unknown;
  /** Whether it was ended by a length limit, the endpoint's or ours. */
  cutOff: boolean;
  /** Whether it came in pieces. */
  streamed: boolean;
  tokensIn: number;
  tokensOut: number;
  tokensCached: number;
}

/** The endpoint said nothing for too long. */
export class Silence extends Error {
  constructor(readonly seconds: number) {
    super(`No answer for ${seconds} s`);
    this.name = 'Silence';
  }
}

/** The endpoint answered with something that is no chat completion. */
export class NotACompletion extends Error {
  constructor(cause: unknown) {
    super('The answer is no chat completion', { cause });
    this.name = 'NotACompletion';
  }
}

/** Characters after which an answer is cut off; no script is as long. */
const LONGEST = 500_000;

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
type UsageBlock = z.infer<typeof UsageBlock>;

const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            // What reasoning models think aloud, under its two usual names.
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish()
          })
          .nullish(),
        finish_reason: z.string().nullish()
      })
    )
    .default([]),
  usage: UsageBlock
});

const Whole = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z
            .array(z.object({ function: z.object({ arguments: z.unknown() }) }))
            .nullish()
        }),
        finish_reason: z.string().nullish()
      })
    )
    .min(1),
  usage: UsageBlock
});

/**
 * Ask once, without retries.
 *
 * @param options.patience - when to give up. The SDK's own limit ends with the
 *   first byte, so it can't serve here.
 * @param options.onText - the text so far; what the model thinks aloud before
 *   there is any.
 * @throws Silence, NotACompletion, the SDK's APIError; the signal's reason when
 *   it is aborted.
 */
export async function complete(
  client: OpenAI,
  body: ChatBody,
  options: {
    signal: AbortSignal;
    patience: Patience;
    onText?: (text: string) => void;
  }
): Promise<ICompletion> {
  const { signal, patience } = options;
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let silent = false;
  signal.addEventListener('abort', abort);
  const watched = patience.watch(() => {
    silent = true;
    abort();
  });
  const onText = (text: string): void => {
    watched.begun();
    options.onText?.(text);
  };
  try {
    const response = listening(
      await client.chat.completions
        .create(body, { signal: controller.signal, maxRetries: 0 })
        .asResponse(),
      watched.heard
    );
    const type = response.headers.get('content-type') ?? '';
    // Some ignore `stream` and answer as a whole.
    return body.stream && !type.includes('application/json')
      ? await readStream(client, response, controller, onText)
      : readWhole(JSON.parse(await response.text()));
  } catch (error) {
    signal.throwIfAborted();
    if (silent) {
      throw new Silence(patience.seconds);
    }
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw new NotACompletion(error);
    }
    // What `fetch` throws where the connection is cut in the middle of a body.
    if ((error as Error).name === 'TypeError') {
      throw new OpenAI.APIConnectionError({ cause: error as Error });
    }
    throw error;
  } finally {
    watched.end();
    signal.removeEventListener('abort', abort);
  }
}

/** A response that tells of every byte: comments and empty pieces are signs of life. */
function listening(response: Response, heard: () => void): Response {
  heard();
  const { body, status, headers } = response;
  const listener = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, stream) => {
      heard();
      stream.enqueue(piece);
    }
  });
  return new Response(body && body.pipeThrough(listener), { status, headers });
}

async function readStream(
  client: OpenAI,
  response: Response,
  controller: AbortController,
  onText: (text: string) => void
): Promise<ICompletion> {
  let text = '';
  let thoughts = '';
  let finish: string | null = null;
  let usage: UsageBlock = null;
  let chunks = 0;
  const stream = Stream.fromSSEResponse(response, controller, client);
  for await (const data of stream) {
    chunks++;
    const chunk = Chunk.parse(data);
    const choice = chunk.choices[0];
    const delta = choice?.delta;
    text += delta?.content ?? '';
    thoughts += delta?.reasoning_content ?? delta?.reasoning ?? '';
    finish = choice?.finish_reason || finish;
    // Some send it with every chunk, each time for the whole so far.
    usage = chunk.usage ?? usage;
    if (delta) {
      onText(text || thoughts);
    }
    if (text.length + thoughts.length > LONGEST) {
      finish = 'length';
      break;
    }
  }
  // The SDK ends an aborted stream in silence.
  if (finish === null) {
    throw chunks === 0
      ? new NotACompletion('nothing but an empty stream')
      : new OpenAI.APIConnectionError({ message: 'The answer broke off' });
  }
  return completion(text, undefined, finish, usage, true);
}

function readWhole(data: unknown): ICompletion {
  const { choices, usage } = Whole.parse(data);
  const { message, finish_reason } = choices[0];
  return completion(
    message.content ?? '',
    message.tool_calls?.[0]?.function.arguments,
    finish_reason ?? null,
    usage,
    false
  );
}

function completion(
  text: string,
  call: unknown,
  finish: string | null,
  usage: UsageBlock,
  streamed: boolean
): ICompletion {
  return {
    text,
    call,
    cutOff: finish === 'length',
    streamed,
    // Where the endpoint does not tell, nothing is guessed.
    tokensIn: usage?.prompt_tokens ?? 0,
    tokensOut: usage?.completion_tokens ?? 0,
    tokensCached: usage?.prompt_tokens_details.cached_tokens ?? 0
  };
}
