import { URLExt } from '@jupyterlab/coreutils';
import { KernelAPI, ServerConnection, type Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { messageOf } from '../base/messageOf';
import { sleep } from '../base/sleep';
import { sentence } from '../task/lesson';
import { elsewhere, whenGone } from './elsewhere';
import { howItEnded } from './ending';
import { reconnectSoon } from './reconnect';
import { healthOf } from './request';

/** Where a run's kernels come from. */
export interface IKernelLauncher {
  /**
   * Start a kernel and wait until it answers.
   *
   * @param signal - aborted where nobody waits for it any more.
   * @param modules - what scripts of the run import, for kernels that are forked.
   * @throws ExternalError - of kind `kernel`, where none can be had.
   * @throws signal.reason - where the signal is aborted.
   */
  start(
    signal?: AbortSignal,
    modules?: readonly string[]
  ): Promise<Kernel.IKernelConnection>;
  /**
   * End the kernels that an earlier session of this run left behind. Never to be
   * called while the run has kernels of its own.
   *
   * @param kept - those that are taken up again; by default none.
   * @returns how many were ended.
   * @throws ExternalError - where the server does not answer.
   */
  orphans(kept?: ReadonlySet<string>): Promise<number>;
  /**
   * Connect to a kernel that an earlier session of this run left behind.
   *
   * @returns `null` where the run has no such kernel.
   * @throws ExternalError - where the server does not answer.
   */
  find(id: string): Promise<Kernel.IKernelConnection | null>;
}

/** What a launcher on a Jupyter server needs. */
export interface IManagedKernelsOptions {
  serverSettings: ServerConnection.ISettings;
  kernelManager: Kernel.IManager;
  /** The kernelspec's name. */
  name: string;
  /** The kernels' working folder, relative to the server's root. */
  path: string;
  /** The run's folder, relative to the server's root: the kernels' owner. */
  run: string;
}

/** The part of a kernel's model, as the server gives it, that is needed here. */
const KernelModel = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** Whether it runs behind a gateway. */
  elsewhere: z.boolean().optional()
});
type KernelModel = Kernel.IModel & { elsewhere?: boolean };

/** Seconds that a new kernel may take to its first answer. */
const START_LIMIT = 120;
/** Milliseconds without one after which it is asked again, through a new connection. */
const ASK_AGAIN = 10_000;

/**
 * Kernels on a Jupyter server, started by the server's extension: without API
 * keys in their environment, and known by their run. On a server without the
 * extension they are ordinary kernels, and those of a crashed run stay unknown.
 */
export class ManagedKernels implements IKernelLauncher {
  constructor(private readonly _options: IManagedKernelsOptions) {}

  async start(
    signal?: AbortSignal,
    modules: readonly string[] = []
  ): Promise<Kernel.IKernelConnection> {
    let kernel: Kernel.IKernelConnection | null = null;
    try {
      const model = await this._create(modules);
      kernel = this._connectTo(model);
      await firstAnswer(kernel, signal);
      return kernel;
    } catch (error) {
      if (kernel) {
        await endKernel(kernel).catch(() => undefined);
      }
      signal?.throwIfAborted();
      throw new ExternalError(
        `The kernel “${this._options.name}” does not start: ${sentence(messageOf(error))} Choose another kernel, or mend this one and try again.`,
        'kernel',
        { cause: error }
      );
    }
  }

  async orphans(kept: ReadonlySet<string> = new Set()): Promise<number> {
    try {
      const left = (await this._left()).filter(({ id }) => !kept.has(id));
      const { serverSettings } = this._options;
      await Promise.all(left.map(({ id }) => endById(id, serverSettings)));
      return left.length;
    } catch (error) {
      throw new ExternalError(
        `The kernels that this run left earlier cannot be ended: ${sentence(messageOf(error))} Check that the Jupyter server runs, then try again.`,
        'kernel',
        { cause: error }
      );
    }
  }

  async find(id: string): Promise<Kernel.IKernelConnection | null> {
    let model: KernelModel | undefined;
    try {
      // Asked of the run's own: a copy of its folder names the same kernels.
      model = (await this._left()).find(each => each.id === id);
    } catch (error) {
      throw new ExternalError(
        `The kernels that this run left earlier cannot be looked for: ${sentence(messageOf(error))} Check that the Jupyter server runs, then try again.`,
        'kernel',
        { cause: error }
      );
    }
    return model ? this._connectTo(model) : null;
  }

  private _connectTo(model: KernelModel): Kernel.IKernelConnection {
    const { kernelManager } = this._options;
    const kernel = kernelManager.connectTo({ model, handleComms: false });
    if (model.elsewhere) {
      elsewhere.add(kernel);
    }
    reconnectSoon(kernel);
    return kernel;
  }

  /** The kernels of this run that are alive; none on a server that does not know. */
  private async _left(): Promise<KernelModel[]> {
    const response = await this._request({}, { run: this._options.run });
    if (await hasNoExtension(response)) {
      return [];
    }
    if (!response.ok) {
      throw await ServerConnection.ResponseError.create(response);
    }
    return z.array(KernelModel).parse(await response.json());
  }

  private async _create(modules: readonly string[]): Promise<KernelModel> {
    const { name, path, run, serverSettings } = this._options;
    const response = await this._request({
      method: 'POST',
      body: JSON.stringify({ name, path, run, modules })
    });
    if (response.ok) {
      return KernelModel.parse(await response.json());
    }
    if (!(await hasNoExtension(response))) {
      throw await ServerConnection.ResponseError.create(response);
    }
    // The server knows `path`, though the interface does not name it.
    const options: { name: string; path: string } = { name, path };
    return KernelAPI.startNew(options, serverSettings);
  }

  private _request(
    init: RequestInit,
    query: Record<string, string> = {}
  ): Promise<Response> {
    const { serverSettings } = this._options;
    return ServerConnection.makeRequest(
      kernelsUrl(serverSettings, query),
      init,
      serverSettings
    );
  }
}

/**
 * End a kernel for good and at once, whatever state it is in, with all processes
 * that it started as far as the server can.
 *
 * @throws Error - where the server does not do it.
 */
export async function endKernel(
  kernel: Kernel.IKernelConnection
): Promise<void> {
  await endById(kernel.id, kernel.serverSettings);
  kernel.dispose();
}

/** A server that is restarting a kernel that died cannot end it: try again. */
async function endById(
  id: string,
  serverSettings: ServerConnection.ISettings
): Promise<void> {
  const tries = 8;
  for (let attempt = 1; ; attempt++) {
    try {
      return await kill(id, serverSettings);
    } catch (error) {
      if (attempt === tries) {
        throw error;
      }
      await sleep(0.25 * attempt);
    }
  }
}

/** Nothing happens where the kernel is gone. */
async function kill(
  id: string,
  serverSettings: ServerConnection.ISettings
): Promise<void> {
  const response = await ServerConnection.makeRequest(
    kernelsUrl(serverSettings, { kernel: id }),
    { method: 'DELETE' },
    serverSettings
  );
  if (await hasNoExtension(response)) {
    return KernelAPI.shutdownKernel(id, serverSettings);
  }
  if (!response.ok && response.status !== 404) {
    throw await ServerConnection.ResponseError.create(response);
  }
}

/** Where the server's extension has kernels. */
function kernelsUrl(
  { baseUrl }: ServerConnection.ISettings,
  query: Record<string, string>
): string {
  return (
    URLExt.join(baseUrl, 'aide/kernels') + URLExt.objectToQueryString(query)
  );
}

/** Resolves when a kernel answers; rejects when it dies before, or takes too long. */
async function firstAnswer(
  kernel: Kernel.IKernelConnection,
  signal?: AbortSignal
): Promise<void> {
  let stop: () => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    const onStatus = () => {
      if (healthOf(kernel) !== 'well') {
        howItEnded(kernel).then(how => reject(new Error(how)), reject);
      }
    };
    const onAbort = () => reject(signal?.reason);
    const timer = setTimeout(
      () => reject(new Error(`it gave no answer in ${START_LIMIT} s.`)),
      START_LIMIT * 1000
    );
    // The question or its answer may be lost with a network that fails.
    const again = setInterval(() => void kernel.reconnect(), ASK_AGAIN);
    const lookNoMore = whenGone(kernel, () =>
      reject(new Error('its gateway does not answer, or has lost it.'))
    );
    kernel.statusChanged.connect(onStatus);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) {
      onAbort();
    }
    stop = () => {
      clearTimeout(timer);
      clearInterval(again);
      lookNoMore();
      kernel.statusChanged.disconnect(onStatus);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  try {
    await Promise.race([kernel.info, failed]);
  } finally {
    stop();
  }
}

/** The extension says more than "404" about what it does not find. */
async function hasNoExtension(response: Response): Promise<boolean> {
  if (response.status !== 404) {
    return false;
  }
  const body = await response
    .clone()
    .json()
    .catch(() => null);
  return body?.reason !== 'no-such-kernel';
}
