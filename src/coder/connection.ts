import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import OpenAI from 'openai';
import { z } from 'zod';
import { ModelEndpoint } from './endpoint';
import { persist, sleep } from './faults';
import { readReview } from './review';

/**
 * A client for the model that the Jupyter server is configured with. Requests
 * go to the server's proxy, which alone knows the key; it works the same in a
 * browser and in Node.
 */
export function connect(serverSettings: ServerConnection.ISettings): OpenAI {
  return new OpenAI({
    baseURL: URLExt.join(serverSettings.baseUrl, 'aide/openai'),
    // None of what the SDK would read from the environment in Node.
    apiKey: 'held by the server',
    adminAPIKey: null,
    organization: null,
    project: null,
    dangerouslyAllowBrowser: true,
    // An endpoint's oddities are told in sentences, not on the console.
    logLevel: 'off',
    fetch: (url, init) => {
      // None of the SDK's own headers: the server would take `Authorization`
      // for its own token, and the endpoint needs no more than these.
      const headers = {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream'
      };
      return ServerConnection.makeRequest(
        String(url),
        // `no-store` would make the server's URL end in a time stamp.
        { ...init, headers, cache: 'no-cache' } as RequestInit,
        serverSettings
      );
    }
  });
}

/** What a test of a model found out. */
export interface IModelTrial {
  /** Seconds to a whole short answer. */
  seconds: number;
  /** Whether the answer comes in pieces. */
  streams: boolean;
  /** Whether the model calls tools; else it is asked for JSON. */
  tools: boolean;
}

/**
 * Try a model with two short questions.
 *
 * @throws Fault - it does not answer: why, in a sentence.
 */
export async function testModel(
  client: OpenAI,
  model: string,
  signal: AbortSignal
): Promise<IModelTrial> {
  const endpoint = new ModelEndpoint({
    client,
    model,
    temperature: null,
    // A local endpoint may have to load the model first.
    silence: 120,
    tries: 1
  });
  const messages = (content: string): OpenAI.ChatCompletionMessageParam[] => [
    { role: 'system', content: 'This is a test of the connection.' },
    { role: 'user', content }
  ];
  const began = performance.now();
  const { streamed } = await endpoint.ask(
    { messages: messages('Answer with the word "ready".'), review: false },
    { signal }
  );
  const seconds = (performance.now() - began) / 1000;
  const { call } = await endpoint.ask(
    {
      messages: messages(
        'Review: a linear regression on 100 rows, root mean squared error 1.2 on held-out data, no fault found.'
      ),
      review: true
    },
    { signal }
  );
  return { seconds, streams: streamed, tools: readReview(call) !== null };
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * The ids of the models that the endpoint offers, sorted; none from an endpoint
 * that has no list.
 *
 * @throws Fault - it does not answer: why, in a sentence.
 */
export function listModels(
  client: OpenAI,
  signal: AbortSignal
): Promise<string[]> {
  const call = async (): Promise<string[]> => {
    try {
      const response = await client.models
        .list({ signal, maxRetries: 0, timeout: 20000 })
        .asResponse();
      const list = ModelList.safeParse(JSON.parse(await response.text()));
      return list.success ? list.data.data.map(({ id }) => id).sort() : [];
    } catch (error) {
      signal.throwIfAborted();
      if (
        error instanceof SyntaxError ||
        (error instanceof OpenAI.APIError &&
          [404, 405, 501].includes(error.status ?? 0))
      ) {
        return [];
      }
      throw error;
    }
  };
  return persist(call, {
    endpoint: 'The model endpoint',
    model: '',
    signal,
    tries: 1,
    sleep
  });
}
