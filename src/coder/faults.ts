import OpenAI from 'openai';
import { ExternalError } from '../base/externalError';
import { NotACompletion, Silence } from './completion';
import { evidenceOf } from './evidence';
import { kindOf, LATER, OFTEN } from './kinds';

/**
 * What can go wrong between us and a model endpoint, in sentences, and the one
 * place where a call is tried again.
 */

/** A trouble with an endpoint. */
interface ITrouble {
  /** What is the matter, a sentence. */
  reason: string;
  /** The way out, a sentence. */
  remedy: string;
  /** How often to try before giving up, the first time included. */
  tries: number;
  /** Seconds that the endpoint asks to wait; `null` where it does not say. */
  wait: number | null;
  /**
   * Where the prompt is too long: the tokens that the model takes, `null` where
   * the endpoint does not say.
   */
  context?: number | null;
}

/** The prompt is longer than what the model takes. */
export class TooLong extends ExternalError {
  /** @param context - tokens that the model takes; `null` where nobody said. */
  constructor(
    message: string,
    readonly context: number | null,
    options?: { cause?: unknown }
  ) {
    super(message, 'model', options);
  }
}

/** Seconds before the second, third… try. */
const BACKOFF = [2, 5, 15, 45];
/** Seconds; who asks for more is asked again by a person. */
const LONGEST_WAIT = 300;

/** How a call to an endpoint is repeated. */
export interface IPersistence {
  /** The endpoint in a sentence: "The model endpoint at localhost". */
  endpoint: string;
  model: string;
  signal: AbortSignal;
  /** The most tries that are made, whatever the trouble. */
  tries: number;
  /** Wait so many seconds; rejects with the signal's reason. */
  sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  onWait?: (reason: string, seconds: number) => void;
}

/**
 * Make a call, again and again where that may help.
 *
 * @throws ExternalError - it did not help; or whatever else the call throws.
 */
export async function persist<T>(
  call: () => Promise<T>,
  { endpoint, model, signal, tries, sleep, onWait }: IPersistence
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (error) {
      const trouble = diagnose(error, endpoint, model);
      if (trouble === null) {
        throw error;
      }
      const { reason, remedy } = trouble;
      const wait = trouble.wait ?? BACKOFF[tried - 1];
      if (tried >= Math.min(tries, trouble.tries) || wait > LONGEST_WAIT) {
        const sentence = `${reason} ${remedy}`.trim();
        throw trouble.context === undefined
          ? new ExternalError(sentence, 'model', { cause: error })
          : new TooLong(sentence, trouble.context, { cause: error });
      }
      onWait?.(reason, wait);
      await sleep(wait, signal);
    }
  }
}

/** What an error means; `null` where it has nothing to do with the endpoint. */
function diagnose(
  error: unknown,
  endpoint: string,
  model: string
): ITrouble | null {
  const trouble = (
    reason: string,
    remedy: string,
    tries: number,
    more: Partial<ITrouble> = {}
  ): ITrouble => ({
    reason: `${endpoint} ${reason}`,
    remedy,
    tries,
    wait: null,
    ...more
  });

  if (error instanceof Silence) {
    // It was waited for long enough; twice is all that makes sense.
    return trouble(
      `did not answer for ${error.seconds} s.`,
      'Allow it more time (the patience of the run), or choose another model.',
      2
    );
  }
  if (error instanceof NotACompletion) {
    return trouble(
      'answered with something that is no chat completion.',
      'Check the address, which usually ends in /v1.',
      2
    );
  }
  if (error instanceof OpenAI.APIConnectionError) {
    return trouble(
      'cannot be reached, or the connection to it broke off.',
      'Check that it and the Jupyter server are running.',
      OFTEN
    );
  }
  if (!(error instanceof OpenAI.APIError)) {
    return null;
  }
  const evidence = evidenceOf(error);
  const { status, words, wait, context, proxy } = evidence;
  if (proxy !== null) {
    // The Jupyter server speaks for itself, in sentences.
    const [remedy, tries] = proxyTroubles[proxy] ?? ['', 1];
    return { reason: words, remedy, tries, wait: null };
  }
  if (status === 403 && isFromJupyter(error)) {
    return {
      reason: 'The Jupyter server does not let this page in any more.',
      remedy: 'Reload the page and log in.',
      tries: 1,
      wait: null
    };
  }
  const kind = kindOf(evidence);
  const shown = [status, words.replace(/\.$/, '')].filter(Boolean).join(': ');
  return trouble(
    `${kind.reason(model)}${shown && ` (${shown})`}.`,
    kind.remedy,
    kind.tries,
    { wait, ...(kind.name === 'too-long' && { context }) }
  );
}

/** By the proxy's code: the way out, and how often to try. */
const proxyTroubles: Record<string, [string, number]> = {
  unreachable: [
    'Check that it is running and that its address is right.',
    OFTEN
  ],
  'broken-off': ['', OFTEN],
  timeout: [LATER, 2]
};

/** Whether Jupyter's own check refused a request before the proxy saw it. */
function isFromJupyter(error: InstanceType<typeof OpenAI.APIError>): boolean {
  const body = error.error;
  return typeof body === 'object' && body !== null && 'reason' in body;
}
