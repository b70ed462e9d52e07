import type { IEvidence } from './evidence';

/** What kind of trouble an endpoint tells of. */
export interface IKind {
  name: string;
  /** What is the matter, the end of a sentence that begins with the endpoint. */
  reason: (model: string) => string;
  /** The way out, a sentence. */
  remedy: string;
  /** How often to try before giving up, the first time included. */
  tries: number;
}

/** How often what may pass is tried. */
export const OFTEN = 5;
/** The way out where nothing is wrong but the moment. */
export const LATER = 'Try again later, or choose another model.';

/** A row of the table: what tells a kind, and the kind. */
interface IRow extends IKind {
  statuses?: readonly number[];
  /** Among the codes for programs. */
  codes?: RegExp;
  /** In the endpoint's words, whole words always. */
  words?: RegExp;
  /** What else must hold. */
  only?: (evidence: IEvidence) => boolean;
}

const isServers = ({ status }: IEvidence): boolean =>
  status === undefined || status >= 500;

/** From evidence to kind; the first row that fits holds. */
const TABLE: readonly IRow[] = [
  {
    name: 'too-long',
    statuses: [413],
    codes:
      /\b(context_length_exceeded|exceed_context_size_error|string_above_max_length|request_too_large)\b/,
    words:
      /\b(maximum|available|model'?s?|the) (context|prompt|model) (length|size|window)\b|\bcontext (limit|window|overflow\w*|length of)\b|\bmaximum context\b|\b(prompt|input|inputs|messages?|request) (is|are|was|were)? ?too (long|large|big)\b|\btoo many (input )?tokens\b|\b(greater|longer|larger) than (the )?(maximum |model'?s? )*(max_seq_len|context|length)\b|\bcontext (size|length|window) (has been|was|is) exceeded\b|\binput length should be\b|(?!.*\bper (min|minute|hour|day|second|month)\b)\b(tokens?|length|prompt|inputs?|messages?)\b[^.]{0,60}\bexceeds?\b[^.]{0,40}\b(limit|maximum|context|max_model_len)\b|\btoken count\b.*\bexceeds\b|`?inputs`? (must have less|tokens \+)|\breduce the length\b/i,
    reason: model => `finds the prompt too long for the model "${model}"`,
    remedy:
      'Lower the limit on the tokens of a prompt, raise the context that the endpoint gives the model, or choose another model.',
    tries: 1
  },
  {
    name: 'key',
    statuses: [401],
    codes: /\b(invalid_api_key|authentication_error|unauthenticated)\b/,
    words:
      /\b(invalid|incorrect|missing|no|expired|bad) (api|access)?[ -]?(key|token|credentials)\b|\b(a|your) valid api key\b|\bapi key (is )?(not valid|invalid|missing|expired|required)\b/i,
    only: ({ status }) => status === undefined || status < 500,
    reason: () => 'refused the key',
    remedy: 'Connect it with a valid key.',
    tries: 1
  },
  {
    name: 'credit',
    statuses: [402],
    codes:
      /\b(insufficient_quota|insufficient_balance|billing_hard_limit_reached|billing_not_active)\b/,
    words:
      /\binsufficient (balance|credits?|funds|quota)\b|\bcredit balance\b|\bout of credits?\b|\bpayment required\b|\bexceeded your\b[^.]{0,30}\b(credits?|quota|budget)\b|\bused all\b[^.]{0,30}\bcredits?\b|\bbudget has been exceeded\b|\b(key|spending|billing) limit\b/i,
    // Some word a limit that passes in the same way, and say when.
    only: ({ status, wait }) => !(status === 429 && wait !== null),
    reason: () => 'says that its quota or credit is used up',
    remedy: 'Top it up there, or choose another model.',
    tries: 1
  },
  {
    name: 'rate',
    statuses: [429],
    codes: /\b(rate_limit\w*|resource_exhausted|too_many_requests)\b/,
    words:
      /\brate[ -]?limit\w*\b|\btoo many requests\b|\b(tokens|requests) per (second|minute|hour|day)\b/i,
    reason: () => 'asks to slow down',
    remedy: LATER,
    tries: OFTEN
  },
  {
    name: 'filter',
    codes:
      /\b(content_filter|content_policy_violation|data_inspection_failed)\b/,
    words:
      /\bcontent (management )?(policy|filter\w*)\b|\binappropriate content\b|\bcontent exists risk\b|\bwas flagged\b|\b(flagged|blocked) (by|for|as)\b|\bmoderation\b/i,
    reason: () => 'has a content filter that refused the prompt',
    remedy: 'Word the goal otherwise, or choose another model.',
    tries: 1
  },
  {
    name: 'model',
    codes:
      /\b(model_not_found|model_not_exist|invalid_model|deploymentnotfound)\b/,
    words:
      /\bmodels?\b.*\b(decommissioned|no longer supported|not found|(does )?not exist|unknown|not available|not a valid|no such|not loaded|is not supported|try pulling)\b|\b(unknown|invalid|no such|not a valid) model\b|\bno models? (is |are )?loaded\b|^model: \S+$|\bno endpoints found\b|\bdeployment\b.*\bnot exist\b/i,
    reason: model => `does not know the model "${model}"`,
    remedy: 'Choose another model, or check the address.',
    tries: 1
  },
  {
    name: 'memory',
    words:
      /\b(more system memory|out of memory|failed to load (the )?model|error loading model|insufficient memory)\b/i,
    reason: model => `cannot load the model "${model}"`,
    remedy: 'Free memory where it runs, or choose a smaller model there.',
    tries: 2
  },
  {
    name: 'forbidden',
    statuses: [403],
    reason: () => 'does not allow the request',
    remedy:
      'Check that the key may use this model, and that the address is right.',
    tries: 1
  },
  {
    name: 'address',
    statuses: [404, 405],
    reason: () => 'has nothing at this address',
    remedy:
      'Check the address, which usually ends in /v1, and the name of the model.',
    tries: 1
  },
  {
    name: 'late',
    statuses: [408, 504, 524],
    reason: () => 'did not answer in time',
    remedy: LATER,
    tries: 2
  },
  {
    name: 'trouble',
    statuses: [409, 425],
    only: () => true,
    reason: () => 'has trouble of its own',
    remedy: LATER,
    tries: OFTEN
  }
];

const refused: IKind = {
  name: 'refused',
  reason: () => 'refused the request',
  remedy: 'Choose another model, or check the address.',
  tries: 1
};

/** What kind of trouble an error answer of an endpoint tells of. */
export function kindOf(evidence: IEvidence): IKind {
  const row = TABLE.find(
    ({ statuses, codes, words, only }) =>
      (statuses?.includes(evidence.status ?? 0) ||
        codes?.test(evidence.codes) ||
        words?.test(evidence.words)) &&
      (only?.(evidence) ?? true)
  );
  return row ?? (isServers(evidence) ? TABLE.at(-1)! : refused);
}
