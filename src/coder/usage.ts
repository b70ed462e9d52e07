import OpenAI from 'openai';
import { noUsage, type Usage } from '../task/usage';
import type { ChatBody, ICompletion } from './completion';
import { evidenceOf } from './evidence';
import { countTokens } from './prompt/tokens';

/** What a call that was answered cost; estimated where the endpoint does not tell. */
export function usageOf(completion: ICompletion, body: ChatBody): Usage {
  const { text, call, tokensIn, tokensOut, tokensCached } = completion;
  return tokensIn + tokensOut > 0
    ? { calls: 1, tokensIn, tokensOut, tokensCached }
    : estimate(body, text + (call === undefined ? '' : JSON.stringify(call)));
}

/**
 * What a call that failed cost.
 *
 * @param text - what had come of the answer.
 */
export function usageOfFailure(
  error: unknown,
  body: ChatBody,
  text: string
): Usage {
  if (text !== '') {
    // It was cut off in the midst of it; what was written is paid all the same.
    return estimate(body, text);
  }
  return hasArrived(error) ? { ...noUsage, calls: 1 } : noUsage;
}

function estimate(body: ChatBody, text: string): Usage {
  return {
    calls: 1,
    tokensIn: sentTokens(body),
    tokensOut: countTokens(text),
    tokensCached: 0,
    estimated: true
  };
}

/** The tokens of all messages of a request, at a cautious estimate. */
export function sentTokens({ messages }: Pick<ChatBody, 'messages'>): number {
  return messages.reduce(
    (sum, { content }) =>
      sum + (typeof content === 'string' ? countTokens(content) : 0),
    0
  );
}

/** Codes of the proxy for what the endpoint has seen. */
const SEEN = [
  'timeout',
  'broken-off',
  'too-large',
  'no-answer',
  'redirected',
  'bad-encoding'
];

/** Whether a request that failed came as far as the endpoint. */
function hasArrived(error: unknown): boolean {
  if (error instanceof OpenAI.APIConnectionError) {
    return error.message !== 'Connection error.';
  }
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) {
    return true;
  }
  const { proxy } = evidenceOf(error);
  return proxy === null || SEEN.includes(proxy);
}
