import type OpenAI from 'openai';

type ApiError = InstanceType<typeof OpenAI.APIError>;

/** What an error answer shows, in whichever form the endpoint puts it. */
export interface IEvidence {
  /** The HTTP status, also where it comes in the midst of a stream. */
  status: number | undefined;
  /** Codes and types for programs, in lower case, separated by blanks. */
  codes: string;
  /** The endpoint's own words, in one line; empty where it has none. */
  words: string;
  /** Seconds that it asks to wait; `null` where it does not say. */
  wait: number | null;
  /** Tokens that the model takes at most; `null` where it does not say. */
  context: number | null;
  /** The proxy's code where the error is the proxy's own. */
  proxy: string | null;
}

/** Characters of an endpoint's words that people are shown. */
const SHOWN = 300;

/** Read an error answer. */
export function evidenceOf(error: ApiError): IEvidence {
  const body: unknown = error.error;
  const fields = fieldsOf(body);
  const named = [fields.code, fields.type, fields.status, error.param];
  const words = oneLine(
    wordsOf(body) || (body === undefined ? plainText(error) : '')
  );
  const own = fields.type === 'proxy_error' ? fields.code : fields.reason;
  return {
    status: error.status ?? statusIn(fields),
    codes: named
      .filter(each => typeof each === 'string')
      .join(' ')
      .toLowerCase(),
    words,
    wait: waitIn(error.headers, `${words} ${JSON.stringify(body ?? '')}`),
    context: contextIn(fields, words),
    proxy: typeof own === 'string' && words !== '' ? own : null
  };
}

/** The object that tells most: the error itself, whatever it is wrapped in. */
function fieldsOf(body: unknown): Record<string, unknown> {
  if (Array.isArray(body)) {
    return fieldsOf(body[0]);
  }
  if (typeof body !== 'object' || body === null) {
    return {};
  }
  const { error } = body as { error?: unknown };
  return typeof error === 'object' && error !== null
    ? { ...body, ...fieldsOf(error) }
    : (body as Record<string, unknown>);
}

/** Where endpoints put their words. */
const PLACES = [
  'message',
  'detail',
  'error',
  'msg',
  'error_description',
  'errors',
  'title'
];

function wordsOf(body: unknown): string {
  if (typeof body === 'string') {
    return body;
  }
  if (Array.isArray(body)) {
    return body.map(wordsOf).filter(Boolean).join('; ');
  }
  if (typeof body !== 'object' || body === null) {
    return '';
  }
  const fields = body as Record<string, unknown>;
  const said = PLACES.map(place => wordsOf(fields[place])).find(Boolean) ?? '';
  // One that asks others in turn puts their words beside its own.
  const { raw } = (fields.metadata ?? {}) as { raw?: unknown };
  const theirs = typeof raw === 'string' ? wordsOf(parsed(raw)) : '';
  return theirs !== '' && theirs !== said ? `${said}: ${theirs}` : said;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A body that was no JSON, without the status that the SDK puts before it. */
function plainText({ status, message }: ApiError): string {
  const text = message.replace(new RegExp(`^${status} `), '');
  if (/^status code \(no body\)$|^\(no status/.test(text)) {
    return '';
  }
  const title = /<title>([^<]*)<\/title>/i.exec(text);
  return /^\s*</.test(text) ? (title?.[1] ?? '') : text;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

function statusIn({
  status,
  code,
  status_code: own
}: Record<string, unknown>): number | undefined {
  return [own, status, code]
    .map(each => (typeof each === 'string' ? Number(each) : each))
    .find(
      (each): each is number =>
        typeof each === 'number' && each >= 400 && each < 600
    );
}

/** Seconds to wait: from the headers, else from the text. */
function waitIn(headers: Headers | undefined, text: string): number | null {
  const exact = Number(headers?.get('retry-after-ms') || NaN);
  if (exact >= 0) {
    return exact / 1000;
  }
  const value = headers?.get('retry-after')?.trim();
  if (value) {
    const seconds = /^[\d.]+$/.test(value)
      ? Number(value)
      : (Date.parse(value) - Date.now()) / 1000;
    if (Number.isFinite(seconds)) {
      return Math.max(0, seconds);
    }
  }
  const said =
    /(?:try again|retry|wait|retryDelay)[^\d]{0,30}((?:\d+(?:\.\d+)?\s*(?:hours?|minutes?|seconds?|min|sec|ms|[hms])\s*)+)/i.exec(
      text
    );
  return said && secondsOf(said[1]);
}

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** The seconds of "9m38.5s" or "20 seconds". */
function secondsOf(text: string): number {
  return [...text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[hms])/gi)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit.toLowerCase()],
    0
  );
}

/** Tokens that a model takes: what stands behind the words for a limit. */
function contextIn(
  { n_ctx: told }: Record<string, unknown>,
  words: string
): number | null {
  if (typeof told === 'number') {
    return told;
  }
  const number = '(\\d[\\d,]{2,})';
  const said =
    new RegExp(`\\d (?:tokens )?> ?${number}`).exec(words) ??
    new RegExp(`length should be \\[\\d+, ?${number}\\]`).exec(words) ??
    new RegExp(
      `(?:context (?:length|size|window|limit)|maximum|max_seq_len|model length|limit|allowed|exceeds?|less than|<=|>)\\D{0,60}${number}`,
      'i'
    ).exec(words) ??
    new RegExp(`${number} (?:tokens )?maximum`, 'i').exec(words);
  return said && Number(said[1].replaceAll(',', ''));
}
