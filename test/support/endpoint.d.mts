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
  close(): Promise<void>;
}>;

/** Which stage of ours a prompt is for. */
export function stageOf(prompt: string): 'draft' | 'debug' | 'improve';
