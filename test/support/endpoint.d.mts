import type { Idea } from './candidates.mjs';

/** What the endpoint was asked. */
export interface IEndpointRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    temperature?: number;
    tools?: unknown[];
    stream?: boolean;
    stream_options?: unknown;
  };
  /** All messages as one text. */
  prompt: string;
  /** What it is answered where that is a whole completion, not cut by intent. */
  reply: string | null;
  /** When it came and when the exchange was over, as of `performance.now()`. */
  asked: number;
  sent: number | null;
  /** Whether the exchange is over, and whether the client left before its end. */
  ended: boolean;
  aborted: boolean;
}

/** An answer before it is sent, see endpoint.mjs. */
export interface IAnswer {
  text?: string;
  call?: object;
  finish?: string;
  usage?: boolean;
  /** Usage that is told instead of what it is. */
  told?: object;
  /** What the endpoint thought of by itself. */
  idea?: Idea;
  status?: number;
  error?: object;
  headers?: Record<string, string>;
  body?: unknown;
  raw?: string | Uint8Array;
  type?: string;
  events?: (object | string | number)[];
  message?: object;
  hang?: 'before' | 'midway';
  cut?: boolean;
  pace?: number;
  whole?: boolean;
}

/** A behaviour: its name, what is put over an answer, or a function of it. */
export type Behaviour =
  | string
  | IAnswer
  | ((
      answer: IAnswer & { text: string },
      body: IEndpointRequest['body'],
      request: { headers: Record<string, string | undefined> }
    ) => IAnswer);

/** See endpoint.mjs. */
export type EndpointOptions = NonNullable<Parameters<typeof startEndpoint>[0]>;

/** See endpoint.mjs. */
export function startEndpoint(options?: {
  port?: number;
  script?: (Behaviour | Behaviour[])[];
  always?: Behaviour[];
  latency?: number;
  answer?: (
    isReview: boolean,
    prompt: string
  ) => { text: string } | { call: object };
  reading?: Behaviour | Behaviour[];
  key?: string;
  models?: string[];
  list?: IAnswer;
  atOnce?: number;
  log?: string;
}): Promise<{
  url: string;
  requests: IEndpointRequest[];
  readonly left: number;
  say(...entries: (Behaviour | Behaviour[])[]): void;
  close(): Promise<void>;
}>;

/** Which stage of ours a prompt is for. */
export function stageOf(prompt: string): 'draft' | 'debug' | 'improve';

/** Whether a body asks how the task is read, before a run. */
export function isReading(body: IEndpointRequest['body']): boolean;
