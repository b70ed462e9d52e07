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

type Entry = string | { text: string };

/** See endpoint.mjs. */
export function startEndpoint(options?: {
  port?: number;
  script?: (Entry | Entry[])[];
  always?: string[];
  latency?: number;
  answer?: (
    isReview: boolean,
    prompt: string
  ) => { text: string } | { call: object };
  key?: string;
  models?: string[];
  log?: string;
}): Promise<{
  url: string;
  requests: IEndpointRequest[];
  readonly left: number;
  say(...entries: (Entry | Entry[])[]): void;
  close(): Promise<void>;
}>;

/** Which stage of ours a prompt is for. */
export function stageOf(prompt: string): 'draft' | 'debug' | 'improve';
