import { endKernel, ManagedKernels } from '../../kernel/launcher';
import { KernelPool } from '../../kernel/pool';
import { readWhere } from '../../kernel/takeUp';
import { automaticKernels } from '../../scheduling/cores';
import type { News } from '../../task/news';
import type { Task } from '../../task/task';
import { dataName, type RunConfig } from '../config';
import { wantsSmoke } from '../execution/smoke';
import type { IRunHost } from '../host';
import type { RunModel } from '../live/runModel';
import type { IMeasure } from '../objectives/interfaces';
import { prepareObjective } from '../objectives/kinds';
import type { IRunPaths } from '../runPaths';
import type { AbortableTimers } from './abortableTimers';
import { type IMadeCoder, makeCoder } from './coder';
import { drawSample } from './drawn';
import { readTask } from './prepare';

// Imported in spare kernels while the coder writes.
const preload = ['numpy', 'pandas', 'sklearn'];

/** For whom it is made ready, and who is told. */
export interface IEquipmentOptions {
  host: IRunHost;
  run: RunModel;
  paths: IRunPaths;
  /** The coder's waits between two tries. */
  timers: AbortableTimers;
  /** Tells what goes on, in a sentence. */
  say: (news: News) => void;
}

/** A session's equipment once it is ready. */
export interface IEquipped {
  /** The coder, and what is known of how it is asked best. */
  made: IMadeCoder;
  launcher: ManagedKernels;
  /** How many kernels there are at once. */
  kernels: number;
  /** What kernels run in. */
  within: { pool: KernelPool; folder: string; memoryLimit: number | null };
  measure: IMeasure;
  task: Task;
}

/** What a session works with: a coder, kernels, and what measures. */
export class Equipment {
  constructor(private readonly _options: IEquipmentOptions) {}

  /**
   * Make everything ready. `end` is due however this ends.
   *
   * @throws ExternalError - something that is needed is not there.
   * @throws signal.reason - where the signal is aborted.
   */
  async begin(signal: AbortSignal): Promise<IEquipped> {
    const { host, run, paths, timers } = this._options;
    const { config, folder, tree } = run;
    const launcher = new ManagedKernels({
      serverSettings: host.serverSettings,
      kernelManager: host.kernels,
      name: config.kernel,
      path: paths.start,
      run: run.path
    });
    const [made, kernels] = await Promise.all([
      makeCoder(config, host.serverSettings, timers),
      config.kernels ?? automaticKernels(host.serverSettings),
      launcher.orphans(this._goingOn())
    ]);
    run.coderName = made.coder.name;
    const { contents } = host;
    const where = { launcher, contents, config, path: run.path, paths };
    await drawSample(where, signal);
    const measure = (this._measure = await prepareObjective({
      launcher,
      contents,
      folder,
      paths,
      config,
      tree
    }));
    run.found = measure.notes;
    const task =
      run.task ?? (await this._read(launcher, measure, config, signal));
    signal.throwIfAborted();
    const pool = (this._pool = new KernelPool({
      launcher,
      size: kernels,
      preload
    }));
    const { memoryLimit } = config;
    const within = { pool, folder: paths.run, memoryLimit };
    return { made, launcher, kernels, within, measure, task };
  }

  /** Let what runs in kernels go on, for somebody else. */
  async abandon(): Promise<void> {
    await this._pool?.abandon();
  }

  /**
   * End what was begun.
   *
   * @param isLeft - whether somebody else goes on with what runs.
   * @throws ExternalError - `kernel`: a kernel cannot be ended.
   */
  async end(isLeft: boolean): Promise<void> {
    await this._measure?.dispose();
    await (isLeft ? this._pool?.abandon() : this._pool?.shutdown());
    await this._reader;
  }

  /** The kernels that candidates go on in which an earlier driver started. */
  private _goingOn(): ReadonlySet<string> {
    const { tree, task, config } = this._options.run;
    if (task === null || wantsSmoke(config.smoke, task.data)) {
      return new Set();
    }
    const left = tree.pending.map(({ id }) => readWhere(tree.where(id)));
    return new Set(left.flatMap(each => (each ? [each.kernel] : [])));
  }

  /** Read the data, in a kernel that need not be warm. */
  private async _read(
    launcher: ManagedKernels,
    measure: IMeasure,
    config: RunConfig,
    signal: AbortSignal
  ): Promise<Task> {
    const { run, say } = this._options;
    const kernel = await launcher.start(signal);
    try {
      say({ code: 'reading', data: dataName(config) });
      const { given, holdout } = measure;
      const task = await readTask(kernel, config, given.data, holdout);
      await run.save({ ...run.file, task });
      return task;
    } finally {
      // Not waited for here. What is left of it is ended when the run rests.
      this._reader = endKernel(kernel).catch(() => undefined);
    }
  }

  private _measure: IMeasure | null = null;
  private _pool: KernelPool | null = null;
  /** The end of the kernel that read the data. */
  private _reader: Promise<void> = Promise.resolve();
}
