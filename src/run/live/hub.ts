import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../../base/externalError';
import { News } from '../../task/news';
import { Usage } from '../../task/usage';
import { RunCommand } from '../commands';
import { InvalidRequest } from '../config';
import { JournalEntry } from '../folder/entry';
import { Driver } from '../interfaces';

/**
 * The server is the hub of every run that goes on: one driver, any number of
 * watchers, over a WebSocket each. The messages between them, and what can be
 * asked of the hub.
 */

/** A run's status as it travels. */
export const LiveStatus = z.object({
  phase: z.enum([
    'preparing',
    'running',
    'pausing',
    'paused',
    'stopping',
    'finished'
  ]),
  /** What drivers of former versions say, in words; those of now have `news`. */
  message: z.string().default(''),
  news: z.array(News).readonly().optional(),
  fault: z
    .object({
      message: z.string(),
      kind: z.enum(['model', 'kernel', 'storage'])
    })
    .nullable(),
  waiting: z.object({ reason: z.string(), until: z.number() }).nullable(),
  elapsed: z.number(),
  remaining: z.number().nullable(),
  usage: Usage,
  /** The budget and the coder as they are now. */
  steps: z.number(),
  timeBudget: z.number().nullable(),
  coderName: z.string()
});
export type LiveStatus = z.infer<typeof LiveStatus>;

/** What the driver tells everybody. */
export const Telling = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), status: LiveStatus }),
  /** It is in the journal already. */
  z.object({ type: z.literal('event'), entry: JournalEntry }),
  z.object({
    type: z.literal('stream'),
    id: z.string(),
    kind: z.enum(['reply', 'output']),
    text: z.string()
  })
]);
export type Telling = z.infer<typeof Telling>;

/** What the hub sends to a driver, first whether it is one. */
export const ToDriver = z.discriminatedUnion('type', [
  z.object({ type: z.literal('granted') }),
  z.object({ type: z.literal('refused'), by: Driver }),
  z.object({ type: z.literal('taken') }),
  z.object({ type: z.literal('command'), command: RunCommand })
]);
export type ToDriver = z.infer<typeof ToDriver>;

/** What the hub sends to a watcher. */
export const ToWatcher = z.discriminatedUnion('type', [
  ...Telling.options,
  z.object({ type: z.literal('driver'), driver: Driver.nullable() }),
  /** A command that nobody took. */
  z.object({ type: z.literal('error'), message: z.string() })
]);
export type ToWatcher = z.infer<typeof ToWatcher>;

/** A run that the hub knows. */
export const LiveRun = z.object({
  run: z.string(),
  driver: Driver.nullable(),
  background: z
    .looseObject({
      state: z.enum(['running', 'ended', 'offered']),
      error: z.string().nullable().default(null)
    })
    .nullable()
});
export type LiveRun = z.infer<typeof LiveRun>;

/**
 * The runs that the hub knows.
 *
 * @returns `null` from a server that has no hub.
 * @throws ExternalError - `storage`: the server does not answer.
 */
export async function liveRuns(
  settings: ServerConnection.ISettings
): Promise<LiveRun[] | null> {
  const response = await ask(settings, 'runs', {});
  if (response.status === 404) {
    return null;
  }
  return z.array(LiveRun).parse(await contentOf(response));
}

/**
 * Have the server go on with a run that nobody drives.
 *
 * @throws InvalidRequest - it cannot: somebody drives the run, or Node is
 *   missing; the message says the way out.
 * @throws ExternalError - `storage`: the server does not answer.
 */
export async function startInBackground(
  settings: ServerConnection.ISettings,
  run: string
): Promise<void> {
  const body = JSON.stringify({ run });
  const response = await ask(settings, 'background', { method: 'POST', body });
  if (response.status === 404) {
    throw new InvalidRequest(
      'This server cannot keep runs going by itself: it has no jupyterlab-aide extension, or an older one. Update it there, or leave this tab open.'
    );
  }
  await contentOf(response);
}

/**
 * Why the server cannot keep a run going by itself, as a sentence; empty where
 * it can.
 *
 * @throws ExternalError - `storage`: the server does not answer.
 */
export async function backgroundProblem(
  settings: ServerConnection.ISettings
): Promise<string> {
  const response = await ask(settings, 'status', {});
  const status =
    response.status === 404
      ? null
      : z
          .looseObject({ node: z.string().nullable() })
          .parse(await contentOf(response));
  return status?.node
    ? ''
    : 'The server needs Node for that: run “pip install jupyterlab-aide[background]” where it is installed, then try again.';
}

/** Ask one of the hub's endpoints. @throws ExternalError - `storage` */
async function ask(
  settings: ServerConnection.ISettings,
  path: string,
  init: RequestInit
): Promise<Response> {
  const url = URLExt.join(settings.baseUrl, 'aide', path);
  try {
    return await ServerConnection.makeRequest(url, init, settings);
  } catch (cause) {
    throw new ExternalError(
      'The Jupyter server cannot be reached. Go on once it is back.',
      'storage',
      { cause }
    );
  }
}

/** The JSON of an answer. @throws InvalidRequest, ExternalError */
async function contentOf(response: Response): Promise<unknown> {
  if (response.ok) {
    return response.json();
  }
  const { message } = await ServerConnection.ResponseError.create(response);
  throw response.status === 409
    ? new InvalidRequest(message)
    : new ExternalError(message, 'storage');
}
