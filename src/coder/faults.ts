import OpenAI from 'openai';
import { Fault } from '../search/interfaces';
import { NotACompletion, Silence } from './completion';

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
 * @throws Fault - it did not help; or whatever else the call throws.
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
        throw new Fault(`${reason} ${remedy}`.trim(), 'model', {
          cause: error
        });
      }
      onWait?.(reason, wait);
      await sleep(wait, signal);
    }
  }
}

/** `setTimeout` as a promise that a signal ends. */
export function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, seconds * 1000);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      abort();
    }
  });
}

const checkModel = 'Choose another model, or check the address.';
const later = 'Try again later, or choose another model.';
const often = BACKOFF.length + 1;

/** What an error means; `null` where it has nothing to do with the endpoint. */
function diagnose(
  error: unknown,
  endpoint: string,
  model: string
): ITrouble | null {
  const trouble = (
    reason: string,
    remedy: string,
    tries = 1,
    wait: number | null = null
  ): ITrouble => ({ reason: `${endpoint} ${reason}`, remedy, tries, wait });

  if (error instanceof Silence) {
    // It was waited for long enough; twice is all that makes sense.
    return trouble(`did not answer for ${error.seconds} s.`, later, 2);
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
      often
    );
  }
  if (!(error instanceof OpenAI.APIError)) {
    return null;
  }
  const { message, said, status, code, proxy } = details(error);
  if (proxy !== null) {
    // The Jupyter server speaks for itself, in sentences.
    const [remedy, tries] = proxyTroubles[proxy] ?? ['', 1];
    return { reason: message, remedy, tries, wait: null };
  }
  if (status === 403 && isFromJupyter(error)) {
    return {
      reason: 'The Jupyter server does not let this page in any more.',
      remedy: 'Reload the page and log in.',
      tries: 1,
      wait: null
    };
  }
  if (status === 402 || code === 'insufficient_quota') {
    return trouble('says that its quota is used up.', later);
  }
  if (status === 401 || status === 403) {
    return trouble(
      `refused the key (${status}).`,
      'Connect it with a valid key.'
    );
  }
  if (status === 404) {
    return trouble(
      `does not know the model "${model}" (404${said}).`,
      checkModel
    );
  }
  if (status === 429) {
    return trouble('asks to slow down (429).', later, often, retryAfter(error));
  }
  if (status === 408 || status === 504) {
    return trouble(`did not answer in time (${status}).`, later, 2);
  }
  if (status === undefined || status >= 500) {
    const wait = retryAfter(error);
    const which = status === undefined ? said : ` (${status}${said})`;
    return trouble(`has trouble of its own${which}.`, later, often, wait);
  }
  if (isTooLong(error)) {
    return trouble(
      `finds the prompt too long for the model "${model}".`,
      'Lower the limit on the tokens of a prompt, or choose another model.'
    );
  }
  return trouble(`refused the request (${status}${said}).`, checkModel);
}

/** Whether an endpoint says that the prompt exceeds the model's context. */
export function isTooLong(
  error: InstanceType<typeof OpenAI.APIError>
): boolean {
  return (
    error.status === 413 ||
    error.code === 'context_length_exceeded' ||
    /context (length|window|size)|too (long|large|many tokens)/i.test(
      error.message
    )
  );
}

/** By the proxy's code: the way out, and how often to try. */
const proxyTroubles: Record<string, [string, number]> = {
  unreachable: [
    'Check that it is running and that its address is right.',
    often
  ],
  timeout: [later, 2]
};

/** Whether Jupyter's own check refused a request before the proxy saw it. */
function isFromJupyter(error: InstanceType<typeof OpenAI.APIError>): boolean {
  const body = error.error;
  return typeof body === 'object' && body !== null && 'reason' in body;
}

/** What an error response has to say, the proxy's or the endpoint's. */
function details(error: InstanceType<typeof OpenAI.APIError>): {
  message: string;
  /** The message as part of a sentence. */
  said: string;
  status: number | undefined;
  code: unknown;
  /** The proxy's code where the error is its own. */
  proxy: string | null;
} {
  const body = (error.error ?? {}) as Record<string, unknown>;
  const message = typeof body.message === 'string' ? body.message.trim() : '';
  const code = body.code;
  // In the midst of a stream the proxy has no status to tell it by.
  const own = body.type === 'proxy_error' ? code : body.reason;
  return {
    message,
    said: message === '' ? '' : `: ${message.slice(0, 200).replace(/\.$/, '')}`,
    status: error.status ?? (typeof code === 'number' ? code : undefined),
    code,
    proxy: typeof own === 'string' && message !== '' ? own : null
  };
}

/** Seconds of a `Retry-After` header, which holds a number or a date. */
function retryAfter(
  error: InstanceType<typeof OpenAI.APIError>
): number | null {
  const value = error.headers?.get('retry-after')?.trim();
  if (!value) {
    return null;
  }
  const seconds = /^[\d.]+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
