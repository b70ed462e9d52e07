import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import OpenAI from 'openai';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { sleep } from '../base/sleep';
import { ModelEndpoint } from './endpoint';
import { evidenceOf } from './evidence';
import { persist } from './faults';
import { parseReply } from './reply';
import { readReview, reviewForm } from './review';
import { REVIEWER, WRITER } from './prompt/wording';

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
  /** Seconds to a whole short script. */
  seconds: number;
  /** Whether the answer comes in pieces. */
  streams: boolean;
  /** Whether the model calls tools; else it is asked for JSON. */
  tools: boolean;
  /** What a run can do without, each a sentence. */
  notes: string[];
}

/** The shortest script that keeps to what a run asks for. */
const TRIAL =
  'This tests the connection. Write a script that sets `validation_metric = 0.5` after a comment or two, and prints it as its last line. It reads no data.';

/**
 * Try a model as a run uses it: a short script, streamed, and its review by a
 * tool call.
 *
 * @throws ExternalError - it does not answer, or with nothing that a run could use: why,
 *   in a sentence.
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
  const messages = (
    system: string,
    content: string
  ): OpenAI.ChatCompletionMessageParam[] => [
    { role: 'system', content: system },
    { role: 'user', content }
  ];
  const notes: string[] = [];
  const began = performance.now();
  const answer = await endpoint.ask(
    { messages: messages(WRITER, TRIAL), form: null },
    { signal }
  );
  const seconds = (performance.now() - began) / 1000;
  const solution = parseReply(answer.text, answer);
  if ('unusable' in solution) {
    throw new ExternalError(
      `The model "${model}" answers, but with nothing that a run could use. ${solution.unusable} Choose another model.`,
      'model'
    );
  }
  const review = await endpoint.ask(
    {
      messages: messages(
        REVIEWER,
        'This tests the connection. Review: a linear regression on 100 rows, root mean squared error 1.2 on held-out data, no fault found.'
      ),
      form: reviewForm
    },
    { signal }
  );
  const tools = readReview(review.call) !== null;
  if (!tools && readReview(review.text) === null) {
    notes.push('Its reviews cannot be read; runs go on without them.');
  }
  return { seconds, streams: answer.streamed, tools, notes };
}

/** A model that an endpoint offers. */
export interface IOffered {
  id: string;
  /** Tokens that it takes; `null` where the endpoint does not say. */
  context: number | null;
}

/** One entry of a list of models, in the forms that there are. */
const Entry = z.union([
  z.string().transform(id => ({ id, context: null })),
  z.looseObject({}).transform(entry => {
    const id = [entry.id, entry.model, entry.name].find(
      (each): each is string => typeof each === 'string' && each !== ''
    );
    return id === undefined ? null : { id, context: contextOf(entry) };
  })
]);
const Entries = z.array(Entry.catch(null));
const ModelList = z.union([
  Entries,
  z.looseObject({ data: Entries }).transform(({ data }) => data),
  z.looseObject({ models: Entries }).transform(({ models }) => models)
]);

/** Where endpoints put the tokens that a model takes. */
const CONTEXTS = [
  'max_model_len',
  'context_length',
  'context_window',
  'max_context_length',
  'n_ctx'
];

function contextOf(entry: Record<string, unknown>): number | null {
  const told = CONTEXTS.map(name => entry[name]).find(
    (each): each is number => typeof each === 'number' && each >= 256
  );
  const { meta } = entry;
  return (
    told ??
    (typeof meta === 'object' && meta !== null
      ? contextOf(meta as Record<string, unknown>)
      : null)
  );
}

/**
 * The models that the endpoint offers, sorted; none from an endpoint that has no
 * list, or none that can be read: a name can always be typed.
 *
 * @throws ExternalError - it cannot be reached, or refuses the key.
 */
export function listModels(
  client: OpenAI,
  signal: AbortSignal
): Promise<IOffered[]> {
  const call = async (): Promise<IOffered[]> => {
    try {
      const response = await client.models
        .list({ signal, maxRetries: 0, timeout: 20000 })
        .asResponse();
      const list = ModelList.safeParse(JSON.parse(await response.text()));
      return (list.success ? list.data : [])
        .filter(each => each !== null)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SyntaxError || isWithoutList(error)) {
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

/** Whether an endpoint only lacks its list, or keeps it from this key. */
function isWithoutList(error: unknown): boolean {
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) {
    return false;
  }
  // The Jupyter server's own words are about more than the list.
  return error.status !== 401 && evidenceOf(error).proxy === null;
}
