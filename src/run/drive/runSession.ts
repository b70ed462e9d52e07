import { Stopwatch } from '../../base/stopwatch';
import { endKernel, ManagedKernels } from '../../kernel/launcher';
import { KernelPool } from '../../kernel/pool';
import { KernelRunner } from '../../kernel/runner';
import { readWhere } from '../../kernel/takeUp';
import { automaticKernels } from '../../scheduling/cores';
import type { SearchNotice } from '../../search/interfaces';
import { greedyPolicy } from '../../search/policy';
import type { ISearchOutcome } from '../../search/search';
import type { SolutionTree } from '../../search/tree';
import type { TreeEvent } from '../../solution/events';
import { kindFacts } from '../../task/objectiveKinds';
import type { Task } from '../../task/task';
import { makeCoder } from './coder';
import type { RunConfig } from '../config';
import { candidateRunner } from '../execution/candidateRunner';
import type { CellKeeper } from '../execution/cellKeeper';
import { wantsSmoke } from '../execution/smoke';
import type { RunFolder } from '../folder/folder';
import type { IRunHost } from '../host';
import type { IMeasure } from '../objectives/interfaces';
import { prepareObjective } from '../objectives/kinds';
import type { AbortableTimers } from './abortableTimers';
import type { IRunPaths } from '../runPaths';
import { readTask } from './prepare';
import { proposeBlend } from '../verify/blending';
import { awaitsFit, FinalFit, type IFinalFitOptions } from '../verify/finalFit';
import { Finishing, type IFinishingOptions } from '../verify/finishing';
import { fitSeconds, secondsAhead, secondsToFinish } from '../verify/timeLeft';
import { automaticRuns, DEFAULT_RUNS } from '../verify/verifier';
import { type IWired, wire } from './wiring';

// Imported in spare kernels while the coder writes.
const preload = ['numpy', 'pandas', 'sklearn'];

/** What works in a session, and who is told. */
export interface IRunSessionOptions {
  host: IRunHost;
  folder: RunFolder;
  config: RunConfig;
  paths: IRunPaths;
  tree: SolutionTree;
  cells: CellKeeper;
  timers: AbortableTimers;
  /** What an earlier session read; `null` where the data are still to be read. */
  task: Task | null;
  /** Seconds of work before. */
  elapsed: number;
  /** What an earlier session could not record. */
  unrecorded: readonly TreeEvent[];
  /** @throws ExternalError - `storage` */
  record: (events: readonly TreeEvent[]) => Promise<void>;
  /** Keeps what was read of the data. @throws ExternalError - `storage` */
  onTask: (task: Task) => Promise<void>;
  /** The coder's name, for people. */
  onCoder: (name: string) => void;
  /** A sentence on what is being made ready. */
  onPreparing: (message: string) => void;
  /** A sentence on what goes on beside the search. */
  onMessage: (message: string) => void;
  onNotice: (notice: SearchNotice) => void;
  /** What was recorded beside the search. */
  onTree: (event: TreeEvent) => void;
}

/**
 * One session of a run, from a start to the next rest: its coder, its
 * kernels, what measures, the search, and what comes after it.
 */
export class RunSession {
  constructor(private readonly _options: IRunSessionOptions) {
    this._watch = new Stopwatch(() => performance.now(), _options.elapsed);
  }

  /** The search and its queue; `null` until everything is ready for them. */
  get wired(): IWired | null {
    return this._wired;
  }

  /** What is odd about the data, each a sentence. */
  get notes(): readonly string[] {
    return this._measure?.notes ?? [];
  }

  /**
   * Make everything ready. `end` is due however this ends.
   *
   * @throws ExternalError - something that is needed is not there.
   * @throws signal.reason - where the signal is aborted.
   */
  async begin(signal: AbortSignal): Promise<void> {
    const { host, config, paths, tree, folder, timers } = this._options;
    this._watch.start();
    this._options.onPreparing('Starting a kernel.');
    const launcher = new ManagedKernels({
      serverSettings: host.serverSettings,
      kernelManager: host.kernels,
      name: config.kernel,
      path: paths.start,
      run: folder.path
    });
    const [{ coder, calls, callsAtFirst, learn }, kernels] = await Promise.all([
      makeCoder(config, host.serverSettings, timers),
      config.kernels ?? automaticKernels(host.serverSettings),
      launcher.orphans(this._goingOn())
    ]);
    this._options.onCoder(coder.name);
    const measure = (this._measure = await prepareObjective({
      launcher,
      contents: host.contents,
      folder,
      paths,
      config,
      tree
    }));
    const task =
      this._options.task ?? (await this._read(launcher, measure, signal));
    signal.throwIfAborted();
    const pool = (this._pool = new KernelPool({
      launcher,
      size: kernels,
      preload
    }));
    const { memoryLimit } = config;
    const within = { pool, folder: paths.run, memoryLimit };
    const runner = await candidateRunner(
      {
        config,
        tree,
        data: task.data,
        measure,
        cells: this._options.cells,
        kernels: within,
        approval: {
          run: folder.path,
          ask: host.ask,
          skip: async id =>
            this._wired?.search.cancel(id, 'Skipped: it was not let run.')
        },
        left: () => this._left() - secondsToFinish(tree, config, task)
      },
      signal
    );
    signal.throwIfAborted();
    const wired = wire({
      task,
      tree,
      policy: greedyPolicy(config),
      coder,
      runner,
      recorder: { record: events => this._options.record(events) },
      settings: {
        ...config,
        kernels,
        calls,
        callsAtFirst,
        // What it takes to begin is a part of the time, too.
        elapsed: this._watch.seconds,
        ahead: () => secondsAhead(tree, config, task)
      },
      unrecorded: this._options.unrecorded,
      clock: () => performance.now(),
      notify: notice => this._options.onNotice(notice)
    });
    const { _options: options } = this;
    const final = new FinalFit({
      launcher,
      paths,
      holdout: measure.holdout,
      task,
      kernels: within
    });
    this._finishing = new Finishing({
      ...this._finishingWith(wired, measure, within, kernels),
      mayTake: seconds =>
        seconds <= this._left() - fitSeconds(tree.best, config, task),
      awaitsFit: () => awaitsFit(tree, task),
      fit: (pick, signal) => {
        const least = 2 * fitSeconds(pick, config, task);
        const limit = Math.min(config.timeLimit, Math.max(this._left(), least));
        return final.fit(pick, limit, signal);
      },
      say: options.onMessage
    });
    this._wired = wired;
    this._learn = () => learn(wired.callsFound());
  }

  /** Let the search grow the tree to its end, then verify the best. */
  async grow(): Promise<ISearchOutcome> {
    const { config, tree } = this._options;
    for (;;) {
      let rest = await this._wired!.search.start();
      if (rest.state === 'finished') {
        rest = await this._finishing!.blend(rest);
      }
      if (rest.state === 'finished') {
        rest = await this._finishing!.verify(rest, automaticRuns(config));
      }
      if (rest.state === 'finished') {
        rest = await this._finishing!.fit(rest);
      }
      // A person may have asked for one more meanwhile.
      if (rest.state !== 'finished' || tree.pending.length === 0) {
        return rest;
      }
    }
  }

  /**
   * Verify the best without the search going on.
   *
   * @param state - how the run was at rest before.
   */
  async verify(state: 'finished' | 'paused'): Promise<ISearchOutcome> {
    const runs = automaticRuns(this._options.config) || DEFAULT_RUNS;
    // A person asks for it: it has the time that it takes.
    this._isBounded = false;
    const begun: ISearchOutcome = { state, reason: '', fault: null };
    const rest = await this._finishing!.verify(begun, runs);
    return rest.state === state ? this._finishing!.fit(rest) : rest;
  }

  /** Begin nothing new. */
  pause(): void {
    this._wired?.search.pause();
    this._finishing?.pause();
  }

  /** Take a pause back; `grow` waits for the same rest. */
  resume(): void {
    this._wired?.search.start().catch(() => undefined);
    this._finishing?.resume();
  }

  /** Interrupt what is under way. */
  stop(): void {
    this._wired?.search.stop();
    this._finishing?.stop();
  }

  /** Stop, but let what runs go on running, for somebody else. */
  async leave(): Promise<void> {
    this._isLeft = true;
    // First, so that nothing that runs is interrupted.
    const abandoned = this._pool?.abandon();
    this.stop();
    await abandoned;
  }

  /**
   * End what was begun.
   *
   * @throws ExternalError - `kernel`: a kernel cannot be ended.
   */
  async end(): Promise<void> {
    await this._learn();
    await this._measure?.dispose();
    await (this._isLeft ? this._pool?.abandon() : this._pool?.shutdown());
    await this._reader;
  }

  /** The kernels that candidates go on in which an earlier driver started. */
  private _goingOn(): ReadonlySet<string> {
    const { tree, task, config } = this._options;
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
    signal: AbortSignal
  ): Promise<Task> {
    const { config, onPreparing, onTask } = this._options;
    const kernel = await launcher.start(signal);
    try {
      onPreparing(`Reading “${config.data}”.`);
      const { given, holdout } = measure;
      const task = await readTask(kernel, config, given.data, holdout);
      await onTask(task);
      return task;
    } finally {
      // Not waited for here. What is left of it is ended when the run rests.
      this._reader = endKernel(kernel).catch(() => undefined);
    }
  }

  private _finishingWith(
    wired: IWired,
    measure: IMeasure,
    within: IFinalFitOptions['kernels'],
    kernels: number
  ): Omit<IFinishingOptions, 'mayTake' | 'awaitsFit' | 'fit' | 'say'> {
    const { config, tree, record, onTree } = this._options;
    const { objective, timeLimit } = config;
    const { holdout } = measure;
    return {
      ...wired,
      propose: async () => holdout && proposeBlend(tree, holdout),
      tree,
      config,
      runAgain: (solution, run, signal) =>
        measure.rerun(
          solution,
          run,
          given => new KernelRunner({ ...within, ...given }),
          { timeLimit, signal }
        ),
      atOnce: kindFacts(objective).isTimed ? 1 : kernels,
      record: async event => {
        await record([event]);
        tree.apply(event);
        onTree(event);
      },
      clock: () => performance.now()
    };
  }

  /** Seconds of the budget that are left; infinite without one. */
  private _left(): number {
    const { timeBudget } = this._options.config;
    return timeBudget === null || !this._isBounded
      ? Infinity
      : timeBudget - this._watch.seconds;
  }

  /** Keeps what was found out about the model. */
  private _learn: () => Promise<void> = async () => undefined;
  private _measure: IMeasure | null = null;
  private _pool: KernelPool | null = null;
  private _wired: IWired | null = null;
  private _finishing: Finishing | null = null;
  /** The end of the kernel that read the data. */
  private _reader: Promise<void> = Promise.resolve();
  /** Seconds of work, with those before this session. */
  private readonly _watch: Stopwatch;
  /** Whether the run's budget of time holds for it. */
  private _isBounded = true;
  /** Whether somebody else goes on with what is under way. */
  private _isLeft = false;
}
