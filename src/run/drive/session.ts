import { Stopwatch } from '../../base/stopwatch';
import { KernelRunner } from '../../kernel/runner';
import type { IRunner, SearchNotice } from '../../search/interfaces';
import { greedyPolicy } from '../../search/policy';
import type { ISearchOutcome } from '../../search/search';
import type { IEventQueue } from '../../solution/eventQueue';
import type { TreeEvent } from '../../solution/events';
import type { News } from '../../task/news';
import { kindFacts } from '../../task/objectiveKinds';
import type { RunConfig } from '../config';
import { candidateRunner } from '../execution/candidateRunner';
import type { IRunHost } from '../host';
import type { RunModel } from '../live/runModel';
import type { IRunPaths } from '../runPaths';
import { proposeBlend } from '../verify/blending';
import { awaitsFit, FinalFit } from '../verify/finalFit';
import { Finishing } from '../verify/finishing';
import { inTime, TimeLeft } from '../verify/timeLeft';
import { automaticRuns, DEFAULT_RUNS } from '../verify/verifier';
import { AbortableTimers } from './abortableTimers';
import { Equipment, type IEquipped } from './equipment';
import { type Prober, proberOf } from './prober';
import type { RunRecord } from './record';
import { type IWired, wire } from './wiring';

/** What is worked on in a session, and who is told. */
export interface IRunSessionOptions {
  host: IRunHost;
  run: RunModel;
  paths: IRunPaths;
  /** Keeps what happens, and what an earlier session could not keep. */
  record: Pick<RunRecord, 'keep' | 'cells' | 'elapsed' | 'unrecorded'>;
  /** Tells what goes on. */
  say: (news: News) => void;
  notify: (notice: SearchNotice) => void;
}

/**
 * One session of a run, from a start to the next rest: its equipment, the search, and
 * what comes after it.
 */
export class RunSession {
  constructor(private readonly _options: IRunSessionOptions) {
    const { record, run } = _options;
    this._config = run.config;
    this._watch = new Stopwatch(() => performance.now(), record.elapsed);
    this._equipment = new Equipment({ ..._options, timers: this._timers });
  }

  /** Whether the search is there, which can be paused and stopped. */
  get isReady(): boolean {
    return this._wired !== null;
  }

  /** The search's queue into the tree; `null` until there is one. */
  get queue(): IEventQueue | null {
    return this._wired?.queue ?? null;
  }

  /** What is worth keeping and could not be recorded. */
  get unrecorded(): readonly TreeEvent[] {
    return this._wired?.queue.unrecorded ?? this._options.record.unrecorded;
  }

  /** Seconds of the run's work so far, with those before this session. */
  get elapsed(): number {
    // A verification that a person asks for has time of its own.
    return this._isBounded
      ? this._watch.seconds
      : (this._wired?.search.elapsed ?? this._options.record.elapsed);
  }

  /**
   * Make everything ready. `end` is due however this ends.
   *
   * @throws ExternalError - something that is needed is not there.
   * @throws signal.reason - where the signal is aborted.
   */
  async begin(signal: AbortSignal): Promise<void> {
    this._watch.start();
    const equipped = await this._equipment.begin(signal);
    this._time = new TimeLeft({
      tree: this._options.run.tree,
      config: this._config,
      task: equipped.task,
      elapsed: () => (this._isBounded ? this._watch.seconds : -Infinity)
    });
    const runner = await this._runner(equipped, signal);
    signal.throwIfAborted();
    const wired = this._wire(equipped, runner);
    this._finishing = this._finishingOf(equipped, wired);
    this._wired = wired;
    this._prober = proberOf(equipped, wired, this._options, this._time);
    this._learn = () => equipped.made.learn(wired.callsFound());
  }

  /** Let the search grow the tree to its end, then verify the best. */
  async grow(): Promise<ISearchOutcome> {
    const { tree } = this._options.run;
    this._prober!.begin();
    for (;;) {
      let rest = await this._wired!.search.start();
      if (rest.state === 'finished') {
        rest = await this._finishing!.blend(rest);
      }
      if (rest.state === 'finished') {
        rest = await this._finishing!.verify(rest, automaticRuns(this._config));
      }
      if (rest.state === 'finished') {
        rest = await this._finishing!.fit(rest);
        await this._prober!.through();
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
    const runs = automaticRuns(this._config) || DEFAULT_RUNS;
    // A person asks for it: it has the time that it takes.
    this._isBounded = false;
    const begun: ISearchOutcome = { state, news: [], fault: null };
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
    void this._prober?.stop();
    this._wired?.search.stop();
    this._finishing?.stop();
  }

  /** Try now what waits for its next try. */
  retry(): void {
    this._timers.wake();
  }

  /** Cancel one solution under way. */
  async cancel(id: string, reason?: string): Promise<void> {
    await this._wired?.search.cancel(id, reason);
  }

  /** Stop, but let what runs go on running, for somebody else. */
  async leave(): Promise<void> {
    this._isLeft = true;
    // First, so that nothing that runs is interrupted.
    const abandoned = this._equipment.abandon();
    this.stop();
    await abandoned;
  }

  /**
   * End what was begun.
   *
   * @throws ExternalError - `kernel`: a kernel cannot be ended.
   */
  async end(): Promise<void> {
    await this._prober?.stop();
    await this._learn();
    await this._equipment.end(this._isLeft);
  }

  private _runner(
    { measure, within, task }: IEquipped,
    signal: AbortSignal
  ): Promise<IRunner> {
    const { host, run, record } = this._options;
    const { tree } = run;
    const config = this._config;
    return candidateRunner(
      {
        config,
        tree,
        data: task.data,
        measure,
        cells: record.cells,
        kernels: within,
        approval: {
          run: run.path,
          ask: host.ask,
          skip: id => this.cancel(id, 'Skipped: it was not let run.')
        },
        time: this._time!,
        clock: () => this._watch.seconds,
        record: event => this._wired!.queue.commit(() => [event])
      },
      signal
    );
  }

  private _wire({ made, kernels, task }: IEquipped, runner: IRunner): IWired {
    const { run, record, notify } = this._options;
    const { tree } = run;
    const config = this._config;
    return wire({
      task,
      tree,
      policy: greedyPolicy(config),
      coder: made.coder,
      runner,
      recorder: { record: events => record.keep(events) },
      settings: {
        ...config,
        kernels,
        calls: made.calls,
        callsAtFirst: made.callsAtFirst,
        // What it takes to begin is a part of the time, too.
        elapsed: this._watch.seconds,
        ahead: () => this._time!.ahead()
      },
      unrecorded: record.unrecorded,
      clock: () => performance.now(),
      notify
    });
  }

  private _finishingOf(
    { launcher, measure, kernels, within, task }: IEquipped,
    wired: IWired
  ): Finishing {
    const { run, paths, record, notify, say } = this._options;
    const { tree } = run;
    const config = this._config;
    const { objective, timeLimit } = config;
    const { holdout } = measure;
    const time = this._time!;
    const final = new FinalFit({
      launcher,
      paths,
      holdout,
      task,
      kernels: within
    });
    return new Finishing({
      ...wired,
      tree,
      config,
      propose: async () =>
        holdout &&
        proposeBlend(tree, holdout, config.declaration?.idColumns ?? []),
      runAgain: inTime(time, timeLimit, (solution, run, options) =>
        measure.rerun(
          solution,
          run,
          given => new KernelRunner({ ...within, ...given }),
          options
        )
      ),
      atOnce: kindFacts(objective).isTimed ? 1 : kernels,
      mayTake: seconds => seconds <= time.beforeFit(),
      mayAdd: seconds => time.mayAdd(seconds),
      awaitsFit: () => awaitsFit(tree, task),
      fit: (pick, signal) => final.fit(pick, time.toFit(pick), signal),
      record: async event => {
        await record.keep([event]);
        tree.apply(event);
        notify({ type: 'tree', event });
      },
      clock: () => performance.now(),
      say
    });
  }

  /** As it was asked when this session began. */
  private readonly _config: RunConfig;
  private readonly _timers = new AbortableTimers();
  private readonly _equipment: Equipment;
  /** Keeps what was found out about the model. */
  private _learn: () => Promise<void> = async () => undefined;
  private _wired: IWired | null = null;
  private _time: TimeLeft | null = null;
  private _finishing: Finishing | null = null;
  private _prober: Prober | null = null;
  /** Seconds of work, with those before this session. */
  private readonly _watch: Stopwatch;
  /** Whether the run's budget of time holds for it. */
  private _isBounded = true;
  /** Whether somebody else goes on with what is under way. */
  private _isLeft = false;
}
