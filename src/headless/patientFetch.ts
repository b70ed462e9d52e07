/** Where Node keeps what sends its requests, once `fetch` is loaded. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/** Made once it is needed; `undefined` where Node keeps it elsewhere. */
let dispatcher: object | undefined;

/**
 * Node's `fetch` without its own limit: it gives a request up that nobody answers
 * for five minutes. How long a model is waited for is the run's to say.
 */
export function patientFetch(
  input: RequestInfo | URL,
  init?: RequestInit
): Promise<Response> {
  dispatcher ??= withoutLimits();
  return fetch(input, { ...init, ...(dispatcher && { dispatcher }) });
}

function withoutLimits(): object | undefined {
  // Whatever belongs to it loads it.
  Reflect.get(globalThis, 'Headers');
  const { [DISPATCHER]: usual } = globalThis as { [DISPATCHER]?: object };
  const Agent = usual?.constructor as
    (new (options: Record<string, number>) => object) | undefined;
  return Agent && new Agent({ headersTimeout: 0, bodyTimeout: 0 });
}
