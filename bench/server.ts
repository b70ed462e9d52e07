import { appendFileSync, writeFileSync } from 'node:fs';
import { stageOf, startEndpoint } from '../test/support/endpoint.mjs';
import { type Kind, replyOf, reviewOf } from './candidates';

/** A request to the scripted model. */
export interface IRequest {
  kind: Kind | 'review';
  /** How many of its kind came before. */
  count: number;
  /** Seconds, on the clock of `performance.now()`, when it came. */
  at: number;
  /** Characters of its messages / 4, for whoever asks. */
  tokens: number;
  /** Tokens that it has in common with the beginning of an earlier prompt. */
  shared: number;
}

/** A scripted model that both programs ask. */
export interface IModel {
  url: string;
  requests: IRequest[];
  close(): Promise<void>;
}

/** The one model that the endpoint has. */
export const modelName = 'scripted';

/**
 * Start a model: the same scripts in the same order for each kind of request,
 * whichever program asks.
 *
 * @param latency - seconds that each answer takes.
 * @param log - a file that gets a JSON line for each request.
 * @param isTold - whether scripts say in their last line how they end, for a
 *   runner that does not run them.
 */
export async function startModel(
  latency: number,
  log: string,
  isTold = false
): Promise<IModel> {
  const requests: IRequest[] = [];
  const counts = { draft: 0, debug: 0, improve: 0, review: 0 };
  const prompts: string[] = [];
  writeFileSync(log, '');
  const { url, close } = await startEndpoint({
    latency: latency * 1000,
    models: [modelName],
    answer: (isReview, prompt) => {
      const kind: IRequest['kind'] = isReview ? 'review' : kindOf(prompt);
      const count = counts[kind]++;
      const request = {
        kind,
        count,
        at: performance.now() / 1000,
        tokens: tokensOf(prompt.length),
        shared: tokensOf(
          Math.max(0, ...prompts.map(before => sharedPrefix(before, prompt)))
        )
      };
      prompts.push(prompt);
      requests.push(request);
      appendFileSync(log, `${JSON.stringify(request)}\n`);
      return kind === 'review'
        ? { call: reviewOf(prompt, count) }
        : { text: replyOf(kind, count, isTold) };
    }
  });
  return { url, requests, close };
}

function kindOf(prompt: string): Kind {
  if (prompt.includes('# Previous (buggy) implementation')) {
    return 'debug';
  }
  return prompt.includes('# Previous solution') ? 'improve' : stageOf(prompt);
}

function tokensOf(characters: number): number {
  return Math.ceil(characters / 4);
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return length;
}
