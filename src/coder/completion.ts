import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import {
  Chunk,
  joined,
  saidIn,
  Whole,
  type ISaid,
  type UsageBlock
} from './message';
import type { Patience } from './patience';

/**
 * One chat completion, whole or streamed, read with care: many endpoints speak
 * the protocol, few keep to it.
 */

/** A request's body, whether streamed or not. */
export type ChatBody = OpenAI.ChatCompletionCreateParams;

/** What an endpoint answered. */
export interface ICompletion extends ISaid {
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

/** An error in the place of an answer. */
const Refused = z
  .looseObject({ error: z.union([z.string().min(1), z.looseObject({})]) })
  .refine(answer => answer.choices === undefined || answer.choices === null);

/** Characters after which an answer is cut off; no script is as long. */
const LONGEST = 500_000;

/** Milliseconds that a timer takes at most. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Something that a model said, in an answer that cannot be read. */
const SAYS = /"(content|text|response|arguments|reasoning\w*)"\s*:\s*"[^"]/;

/**
 * Ask once, without retries.
 *
 * @param options.patience - when to give up. The SDK's own limit knows no signs of
 *   life, so it can't serve here.
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
  let isSaid = false;
  const onText = (text: string): void => {
    if (text !== '') {
      isSaid = true;
      watched.begun();
    }
    options.onText?.(text);
  };
  /** The answer as it came. */
  let raw = '';
  try {
    const response = listening(
      await client.chat.completions
        .create(body, {
          signal: controller.signal,
          maxRetries: 0,
          timeout: LONGEST_TIMER
        })
        .asResponse(),
      piece => {
        watched.heard();
        raw += raw.length < LONGEST ? piece : '';
      }
    );
    const type = response.headers.get('content-type') ?? '';
    // Some ignore `stream` and answer as a whole.
    return body.stream && !type.includes('application/json')
      ? await readStream(client, response, controller, onText)
      : readWhole(JSON.parse(await response.text()), response.headers);
  } catch (error) {
    // It was paid for, whether it can be read or not.
    if (!isSaid && !(error instanceof OpenAI.APIError) && SAYS.test(raw)) {
      onText(raw);
    }
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
function listening(
  response: Response,
  heard: (piece: string) => void
): Response {
  heard('');
  const { body, status, headers } = response;
  const decoder = new TextDecoder();
  const listener = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, stream) => {
      heard(decoder.decode(piece, { stream: true }));
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
  let said = saidIn(undefined);
  let finish: string | null = null;
  let usage: UsageBlock = null;
  let chunks = 0;
  const { watched, isDone } = watchingForDone(response);
  const stream = Stream.fromSSEResponse(watched, controller, client);
  for await (const data of stream) {
    chunks++;
    const { choices, usage: cost } = Chunk.parse(data);
    said = joined(said, saidIn(choices[0]));
    finish = choices[0]?.finish_reason || finish;
    // Some send it with every chunk, each time for the whole so far.
    usage = cost ?? usage;
    if (choices.length > 0) {
      onText(said.text || said.thoughts);
    }
    if (said.text.length + said.thoughts.length > LONGEST) {
      finish = 'length';
      break;
    }
  }
  // The SDK ends an aborted stream in silence. One that says it is done is whole,
  // whether it gave a reason or not.
  if (finish === null && !(isDone() && hasSaid(said))) {
    throw chunks === 0
      ? new NotACompletion('nothing but an empty stream')
      : new OpenAI.APIConnectionError({ message: 'The answer broke off' });
  }
  return completion(said, finish, usage, true);
}

function hasSaid({ text, thoughts, refusal, call }: ISaid): boolean {
  return `${text}${thoughts}${refusal}` !== '' || call !== undefined;
}

/** A response, and whether its stream has come to the mark of its end. */
function watchingForDone(response: Response): {
  watched: Response;
  isDone: () => boolean;
} {
  const { body, status, headers } = response;
  const decoder = new TextDecoder();
  let tail = '\n';
  let isDone = false;
  const listener = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, stream) => {
      tail = tail.slice(-20) + decoder.decode(piece, { stream: true });
      // No text of a model has it: line ends are written as \n there.
      isDone ||= /[\r\n]data: ?\[DONE\]/.test(tail);
      stream.enqueue(piece);
    }
  });
  const watched = new Response(body && body.pipeThrough(listener), {
    status,
    headers
  });
  return { watched, isDone: () => isDone };
}

function readWhole(data: unknown, headers: Headers): ICompletion {
  const error = Refused.safeParse(data);
  if (error.success) {
    // Some refuse with a status that says that all is well.
    throw new OpenAI.APIError(undefined, error.data, undefined, headers);
  }
  const { choices, usage } = Whole.parse(data);
  const [choice] = choices;
  return completion(saidIn(choice), choice.finish_reason ?? null, usage, false);
}

function completion(
  said: ISaid,
  finish: string | null,
  usage: UsageBlock,
  streamed: boolean
): ICompletion {
  return {
    ...said,
    cutOff: /length|max_?tokens/i.test(finish ?? ''),
    streamed,
    // Where the endpoint does not tell, nothing is guessed.
    tokensIn: usage?.prompt_tokens ?? 0,
    tokensOut: usage?.completion_tokens ?? 0,
    tokensCached: usage?.prompt_tokens_details.cached_tokens ?? 0
  };
}
