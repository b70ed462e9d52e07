import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';

/** Money for a million tokens, in whatever currency the person counts. */
const price = z.number().nonnegative().nullable();
/** What a million tokens cost, in a currency of the person's own. */
export const Prices = z.object({ in: price, out: price });
export type Prices = z.infer<typeof Prices>;

/** What runs found out about a model at its endpoint. */
export const Learned = z.object({
  /** Requests that it serves side by side. */
  atOnce: z.number().int().positive().optional(),
  /** Tokens that it takes, prompt and reply. */
  context: z.number().int().positive().optional()
});
export type Learned = z.infer<typeof Learned>;

/**
 * The model that the Jupyter server is configured with. The key itself stays
 * there: this says only whether there is one.
 */
export const ModelSettings = z.object({
  /** The endpoint, up to and with its `/v1`; `null` where none is configured. */
  baseUrl: z.string().nullable(),
  hasKey: z.boolean(),
  /** The model's id at the endpoint; `null` where none was chosen. */
  model: z.string().nullable(),
  source: z.enum(['environment', 'configuration', 'stored', 'none']),
  /** Whether an administrator has fixed it. */
  locked: z.boolean(),
  /** What is wrong with what the server's environment holds, a sentence. */
  problem: z.string().nullish(),
  /** Whether it is on this machine or beside it. */
  near: z.boolean().default(false),
  /** What runs found out, by the model. */
  learned: z.record(z.string(), Learned).default({}),
  prices: Prices
});
export type ModelSettings = z.output<typeof ModelSettings>;

/** A change of the model settings. */
export interface IModelSettingsChange {
  baseUrl: string;
  /**
   * `null` removes the key that is stored. Left out, the server keeps it, but
   * only while the base URL stays the same: a key never goes to another host.
   */
  apiKey?: string | null;
  model?: string | null;
  prices?: Prices;
}

/**
 * What the server is configured with.
 *
 * @throws ExternalError - a sentence for people, as do the functions below.
 */
export function getModelSettings(
  serverSettings: ServerConnection.ISettings
): Promise<ModelSettings> {
  return ask(serverSettings, { method: 'GET' });
}

/** Configure the server; returns what it is configured with then. */
export function putModelSettings(
  serverSettings: ServerConnection.ISettings,
  change: IModelSettingsChange
): Promise<ModelSettings> {
  return ask(serverSettings, { method: 'PUT', body: JSON.stringify(change) });
}

/** Forget endpoint, key, model and prices. */
export function deleteModelSettings(
  serverSettings: ServerConnection.ISettings
): Promise<ModelSettings> {
  return ask(serverSettings, { method: 'DELETE' });
}

/** Keep what was found out about a model for the next run. */
export function learnModel(
  serverSettings: ServerConnection.ISettings,
  model: string,
  facts: Learned
): Promise<ModelSettings> {
  const body = JSON.stringify({ model, facts });
  return ask(serverSettings, { method: 'PUT', body }, 'aide/model/learned');
}

async function ask(
  serverSettings: ServerConnection.ISettings,
  init: RequestInit,
  path = 'aide/model'
): Promise<ModelSettings> {
  const url = URLExt.join(serverSettings.baseUrl, path);
  let response: Response;
  let body: unknown;
  try {
    response = await ServerConnection.makeRequest(url, init, serverSettings);
    const text = await response.text();
    body = text === '' ? null : JSON.parse(text);
  } catch (cause) {
    throw new ExternalError(
      cause instanceof SyntaxError
        ? missing
        : 'The Jupyter server cannot be reached. Check that it is running.',
      'model',
      { cause }
    );
  }
  if (response.status === 404) {
    throw new ExternalError(missing, 'model');
  }
  if (!response.ok) {
    const said = z.object({ message: z.string().min(1) }).safeParse(body);
    throw new ExternalError(
      said.success
        ? said.data.message
        : `The Jupyter server refused the request (${response.status}).`,
      'model'
    );
  }
  const settings = ModelSettings.safeParse(body);
  if (!settings.success) {
    throw new ExternalError(missing, 'model', { cause: settings.error });
  }
  return settings.data;
}

const missing =
  "This Jupyter server has no matching server part of jupyterlab-aide. Install it where the server runs, then restart the server: 'jupyter server extension list' shows whether it is enabled.";
