import { PathExt } from '@jupyterlab/coreutils';
import type {
  Contents,
  Kernel,
  KernelSpec,
  ServerConnection
} from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';
import { endKernel, ManagedKernels } from '../kernel/launcher';
import { KernelPool } from '../kernel/pool';
import { KernelRunner } from '../kernel/runner';
import { readWhere } from '../kernel/takeUp';
import { askedEvents, type IWish } from '../search/asked';
import type { TreeEvent } from '../search/events';
import { Fault, type IRunner } from '../search/interfaces';
import { greedyPolicy } from '../search/policy';
import { type ISearchRest, Search, type SearchNotice } from '../search/search';
import { type Execution, isSettled, type Solution } from '../search/solution';
import type { Task } from '../search/task';
import { SolutionTree } from '../search/tree';
import type { Verification } from '../search/verification';
import { outstanding } from '../search/verify';
import { type Ask, asking } from './asking';
import { BestKeeper } from './bestKeeper';
import { proposeBlend } from './blending';
import { CellKeeper } from './cellKeeper';
import { coderName, makeCoder } from './coder';
import { checkRequest, type RunConfig, type RunRequest } from './config';
import { automaticKernels } from './cores';
import type { Driven } from './driven';
import { Driving } from './driver';
import { Finishing } from './finishing';
import { foldEvents } from './fold';
import { RunFolder, type RunFile, stemOf } from './folder';
import type { IRun, IRunStatus, IStreamed, RunPhase } from './interfaces';
import { Journal, type IJournalTail, readJournal } from './journal';
import { RunLog } from './log';
import { Naps } from './naps';
import { Measuring } from './measuring';
import { type IPlaces, placesOf } from './places';
import { checkPlaces, readTask } from './prepare';
import { remainingSeconds } from './remaining';
import { type IRerunsOptions, Reruns } from './reruns';
import { wantsSmoke, withSmoke } from './smoke';
import { automaticRuns, DEFAULT_RUNS } from './verifier';

export { listRuns } from './folder';

/** What a run needs of Jupyter: the same in a browser and in Node. */
export interface IRunHost {
  contents: Contents.IManager;
  kernels: Kernel.IManager;
  specs: KernelSpec.IManager;
  serverSettings: ServerConnection.ISettings;
  /** Asks a person before a script runs; missing where nobody is there. */
  ask?: Ask;
}

// Imported in spare kernels while the coder writes.
const preload = ['numpy', 'pandas', 'sklearn'];

/**
 * One run of the search: its folder, its kernels, its coder, and the tree that
 * they grow. The panel and the terminal both watch it as an `IRun`.
 */
export class Run implements IRun {
  private constructor(
    private readonly _host: IRunHost,
    private readonly _folder: RunFolder,
    private _file: RunFile,
    journal: {
      tree: SolutionTree;
      tail: IJournalTail;
      elapsed: number;
      notes: string[];
    }
  ) {
    this.tree = journal.tree;
    this._opened = journal.notes;
    this._openedAt = journal.tail;
    this._elapsed = journal.elapsed;
    this._journal = this._appendingTo(journal.tail);
    this._coderName = coderName(_file.config.coder);
    this._places = placesOf(_host.contents, _folder.path, _file.config.data);
    this._cells = new CellKeeper(_folder);
    this._log = new RunLog(_folder);
    this._best = new BestKeeper(
      _folder,
      _file.config,
      this._places,
      journal.tree
    );
    const done =
      this.tree.chosen >= this.config.steps &&
      this.tree.verification?.isDone !== false;
    this._phase =
      done && this.tree.pending.length === 0 ? 'finished' : 'paused';
  }

  /**
   * Make a new run and its folder. Nothing works until `start`.
   *
   * @param request - what it is asked to do.
   * @param name - what its folder is called, up to a number; by default after
   *   its notebook or its goal.
   * @throws InvalidRequest - what was asked for is not there or makes no sense.
   * @throws Fault - `storage`: the folder cannot be written.
   */
  static async create(
    host: IRunHost,
    request: RunRequest,
    name?: string
  ): Promise<Run> {
    const config = checkRequest(request);
    await checkPlaces(host, config);
    const file: RunFile = {
      version: 1,
      created: new Date().toISOString(),
      config,
      task: null
    };
    const folder = await RunFolder.create(
      host.contents,
      config.notebook === null ? '' : PathExt.dirname(config.notebook),
      name ?? stemOf(config),
      file
    );
    return new Run(host, folder, file, {
      tree: new SolutionTree(config.direction),
      tail: { segment: 1, text: '' },
      elapsed: 0,
      notes: []
    });
  }

  /**
   * Open a run from its folder, as far as it can be read; `notes` says what
   * cannot. `start` goes on with it.
   *
   * @param path - the run's folder.
   * @throws Fault - `storage`: there is none, it is damaged beyond use, or a
   *   newer version made it.
   */
  static async open(host: IRunHost, path: string): Promise<Run> {
    const { folder, file } = await RunFolder.open(host.contents, path);
    const { entries, tail, notes } = await readJournal(
      host.contents,
      folder.journal
    );
    const folded = foldEvents(
      entries.map(entry => entry.event),
      file.config.direction
    );
    return new Run(host, folder, file, {
      tree: folded.tree,
      tail,
      elapsed: entries.at(-1)?.elapsed ?? 0,
      notes: [...notes, ...folded.notes]
    });
  }

  readonly tree: SolutionTree;

  get notes(): readonly string[] {
    return [...this._opened, ...(this._measuring?.notes ?? [])];
  }

  readonly watching = null;

  get path(): string {
    return this._folder.path;
  }

  get config(): RunConfig {
    return this._file.config;
  }

  get task(): Task | null {
    return this._file.task;
  }

  get coderName(): string {
    return this._coderName;
  }

  get status(): IRunStatus {
    return {
      phase: this._phase,
      message: this._message,
      fault: this._fault,
      waiting: [...this._waiting.values()][0] ?? null,
      elapsed: this._seconds,
      remaining: remainingSeconds(this.tree, this.config, this._seconds),
      usage: this.tree.usage
    };
  }

  get solutionChanged(): ISignal<IRun, Solution> {
    return this._solutionChanged;
  }

  get statusChanged(): ISignal<IRun, IRunStatus> {
    return this._statusChanged;
  }

  get streamed(): ISignal<IRun, IStreamed> {
    return this._streamed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  stream(id: string): string {
    return this._streams.get(id) ?? '';
  }

  start({ take = false } = {}): Promise<void> {
    if (this._search && this._phase === 'pausing') {
      // Takes the pause back; `_grow` waits for the same rest.
      this._search.start().catch(() => undefined);
      this._finishing?.resume();
      this._setPhase('running', '');
    }
    this._working ??= this._drive(take).finally(() => {
      this._working = null;
    });
    return this._working;
  }

  pause(): void {
    if (this._search) {
      this._search.pause();
      this._finishing?.pause();
      this._setPhase('pausing', 'What is under way goes on to its end.');
    } else {
      this._preparing?.abort();
    }
  }

  async stop(): Promise<void> {
    if (this._search) {
      this._search.stop();
      this._finishing?.stop();
      this._setPhase('stopping', 'What is under way is interrupted.');
    } else {
      this._preparing?.abort();
    }
    await this._working;
  }

  async verify(): Promise<void> {
    this._isVerifyOnly = this._working === null;
    await this.start();
  }

  retry(): void {
    this._naps.wake();
  }

  cancel(id: string): void {
    void this._search?.cancel(id);
  }

  async hint(text: string): Promise<void> {
    if (this._search) {
      await this._search.hint(text);
    } else {
      await this._keep(() => [{ type: 'hint', text }]);
    }
  }

  async ask(wish: IWish): Promise<void> {
    if (this._search) {
      await this._search.ask(wish);
    } else {
      await this._keep(() => askedEvents(this.tree, wish));
    }
  }

  async close(id: string, closed: boolean): Promise<void> {
    if (this._search) {
      await this._search.close(id, closed);
    } else if (this.tree.isClosed(this.tree.get(id)) !== closed) {
      await this._keep(() => [{ type: 'close', id, closed }]);
    }
  }

  async leave(): Promise<void> {
    this._isLeft = true;
    this._preparing?.abort();
    // First, so that nothing that runs is interrupted.
    const abandoned = this._pool?.abandon();
    this._search?.stop();
    this._finishing?.stop();
    await abandoned;
    await this._working?.catch(() => undefined);
  }

  async extend(budget: {
    steps?: number;
    timeBudget?: number | null;
  }): Promise<void> {
    const config = checkRequest({ ...this.config, ...budget });
    await this._folder.save({ ...this._file, config });
    this._file = { ...this._file, config };
    this._statusChanged.emit(this.status);
  }

  async execution(id: string): Promise<Execution | null> {
    const { execution } = this.tree.get(id);
    return (
      execution && {
        ...execution,
        cells: (await this._folder.loadCells(id)) ?? []
      }
    );
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._preparing?.abort();
    this._search?.stop();
    this._finishing?.stop();
    Signal.clearData(this);
  }

  /** Work with the lease of the run, where there is a hub that gives it. */
  private async _drive(take: boolean): Promise<void> {
    this._isLeft = false;
    // From here on, so that a stop counts while the lease is asked for, too.
    const preparing = (this._preparing = new AbortController());
    let lost: Driven | null = null;
    try {
      await this._inTurn(async () => {
        this._driving = await Driving.begin(this, {
          settings: this._host.serverSettings,
          take,
          onTaken: () => void this.leave()
        });
        await this._catchUp();
      });
      await this._work(preparing.signal);
    } catch (error) {
      if (!(error instanceof Fault)) {
        throw error;
      }
      this._rest({ state: 'paused', reason: error.message, fault: error });
    } finally {
      const driving = this._driving;
      this._driving = this._preparing = null;
      driving?.dispose();
      lost = driving?.lost ?? null;
    }
    if (lost) {
      throw lost;
    }
  }

  /**
   * Record what a person decides while no search is there to, with the lease of
   * the run and after all that others recorded.
   *
   * @throws Driven, Fault
   */
  private _keep(make: () => readonly TreeEvent[]): Promise<void> {
    return this._inTurn(async () => {
      const isIdle = this._working === null;
      const driving = isIdle
        ? await Driving.begin(this, {
            settings: this._host.serverSettings,
            take: false,
            onTaken: () => undefined
          })
        : null;
      if (isIdle) {
        this._driving = driving;
      }
      try {
        await this._catchUp();
        const events = make();
        await this._record(events);
        for (const event of events) {
          this.tree.apply(event);
          this._onTree(event);
        }
      } finally {
        if (isIdle) {
          this._driving = null;
          driving?.dispose();
        }
      }
    });
  }

  /** One after the other: what needs the lease before there is a search. */
  private _inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this._turn.then(work);
    this._turn = turn.catch(() => undefined);
    return turn;
  }

  /** The journal from where it ends. */
  private _appendingTo(tail: IJournalTail): Journal {
    return new Journal(
      this._host.contents,
      this._folder.journal,
      tail,
      () => this._driving !== null
    );
  }

  /**
   * Read what a former driver wrote between the opening of this run and the
   * lease.
   *
   * @throws Fault - `storage`
   */
  private async _catchUp(): Promise<void> {
    const known = this._openedAt;
    if (known === null) {
      return;
    }
    const { contents } = this._host;
    const { journal } = this._folder;
    const read = await readJournal(contents, journal, known.segment);
    this._openedAt = null;
    this._journal = this._appendingTo(read.tail);
    const count = known.text.split('\n').length - 1;
    const changed = new Set<string>();
    for (const { event, elapsed } of read.entries.slice(count)) {
      this._elapsed = elapsed;
      this.tree.apply(event);
      if ('id' in event) {
        changed.add(event.id);
      }
    }
    // Each as it is now: what it was in between was told by the former driver.
    for (const id of changed) {
      this._solutionChanged.emit(this.tree.get(id));
    }
  }

  /** Work until it comes to rest, and tell how it came to it. */
  private async _work(signal: AbortSignal): Promise<void> {
    // Why it rested before is no trouble of now.
    this._fault = null;
    try {
      signal.throwIfAborted();
      const rest = await this._grow(signal).finally(async () => {
        await this._measuring?.dispose();
        await this._reader;
      });
      if (!this._isLeft) {
        await this._best.keep();
      }
      this._rest(rest);
    } catch (error) {
      const { aborted } = signal;
      const fault = error instanceof Fault ? error : null;
      this._rest({
        state: 'paused',
        reason: aborted ? 'Stopped before it began.' : (error as Error).message,
        fault: aborted ? null : fault
      });
      if (!fault && !aborted) {
        throw error;
      }
    }
  }

  /** Start what works, grow the tree, and end what worked. */
  private async _grow(signal: AbortSignal): Promise<ISearchRest> {
    const before = this._phase;
    this._setPhase('preparing', 'Starting a kernel.');
    const { config, _host: host, _places: places } = this;
    const launcher = new ManagedKernels({
      serverSettings: host.serverSettings,
      kernelManager: host.kernels,
      name: config.kernel,
      path: places.start,
      run: this.path
    });
    const [coder, kernels] = await Promise.all([
      makeCoder(config.coder, host.serverSettings, this._naps),
      config.kernels ?? automaticKernels(host.serverSettings),
      launcher.orphans(this._goingOn())
    ]);
    this._coderName = coder.name;
    const measuring = await Measuring.begin({
      launcher,
      contents: host.contents,
      folder: this._folder,
      places,
      config,
      tree: this.tree
    });
    this._measuring = measuring;
    const task =
      this.task ??
      (await this._prepare(launcher, await measuring.input(), signal));
    signal.throwIfAborted();
    const pool = new KernelPool({ launcher, size: kernels, preload });
    this._pool = pool;
    try {
      const { run: folder } = places;
      const { memoryLimit } = config;
      const { data, source } = await measuring.given();
      const runner = await withSmoke(
        await measuring.measuring(
          given => new KernelRunner({ pool, folder, memoryLimit, ...given })
        ),
        {
          config,
          data: task.data,
          given: { data, source },
          kernels: { pool, folder, memoryLimit }
        },
        signal
      );
      this._search = new Search({
        task,
        tree: this.tree,
        policy: greedyPolicy(config),
        coder,
        runner: this._asking(this._cells.keeping(runner)),
        recorder: { record: events => this._record(events) },
        settings: {
          ...config,
          kernels,
          calls: config.coder.kind === 'recipes' ? 0 : config.calls,
          elapsed: this._elapsed
        },
        unrecorded: this._unrecorded,
        clock: () => performance.now(),
        notify: notice => this._onNotice(notice)
      });
      this._finishing = this._finishingWith(measuring, kernels, {
        pool,
        folder,
        memoryLimit
      });
      this._setPhase('running', '');
      return await this._grownAndVerified(before);
    } finally {
      this._elapsed = this._seconds;
      this._unrecorded = this._search?.unrecorded ?? this._unrecorded;
      this._search = this._pool = this._finishing = null;
      this._isVerifyOnly = false;
      await measuring.dispose();
      await (this._isLeft ? pool.abandon() : pool.shutdown());
    }
  }

  /** The kernels that candidates go on in which an earlier driver started. */
  private _goingOn(): ReadonlySet<string> {
    const { tree, task, config } = this;
    if (task === null || wantsSmoke(config.smoke, task.data)) {
      return new Set();
    }
    const left = tree.pending.map(({ id }) => readWhere(tree.where(id)));
    return new Set(left.flatMap(each => (each ? [each.kernel] : [])));
  }

  /** Let the search grow the tree to its end, then verify the best. */
  private async _grownAndVerified(before: RunPhase): Promise<ISearchRest> {
    const { config, _search: search, _finishing: finishing } = this;
    const runs = automaticRuns(config);
    if (this._isVerifyOnly) {
      const state = before === 'finished' ? before : 'paused';
      const rest = { state, reason: '', fault: null } as const;
      return finishing!.verify(rest, runs || DEFAULT_RUNS);
    }
    for (;;) {
      let rest = await search!.start();
      if (rest.state === 'finished') {
        rest = await finishing!.blend(rest);
      }
      if (rest.state === 'finished') {
        rest = await finishing!.verify(rest, runs);
      }
      // A person may have asked for one more meanwhile.
      if (rest.state !== 'finished' || this.tree.pending.length === 0) {
        return rest;
      }
    }
  }

  private _finishingWith(
    measuring: Measuring,
    atOnce: number,
    kernels: IRerunsOptions['kernels']
  ): Finishing {
    const { config, tree } = this;
    const reruns = new Reruns({ measuring, config, kernels });
    const { objective } = config;
    const { scorer, division } = measuring;
    return new Finishing({
      search: this._search!,
      propose: async () =>
        scorer && division && objective.kind === 'holdout'
          ? proposeBlend(tree, scorer, objective, division)
          : null,
      tree,
      config,
      runAgain: (...args) => reruns.run(...args),
      // What is timed is timed alone.
      atOnce: config.objective.kind === 'cell' ? 1 : atOnce,
      record: async event => {
        await this._record([event]);
        tree.apply(event);
        if (event.type === 'verify' && this._phase === 'running') {
          this._message = verifying(event.verification);
        }
        this._onTree(event);
      },
      clock: () => performance.now()
    });
  }

  /** The runner itself, or one that asks before each script. */
  private _asking(runner: IRunner): IRunner {
    if (!this.config.askBeforeRunning) {
      return runner;
    }
    const { ask } = this._host;
    if (!ask) {
      throw new Fault(
        'This run asks before each script, so it needs somebody to answer: it cannot go on in the background. Go on with it in a tab, or with “jupyter aide run --resume” in a terminal.',
        'kernel'
      );
    }
    return asking(runner, {
      run: this.path,
      ask,
      skip: async id => this._search?.cancel(id, 'Skipped: it was not let run.')
    });
  }

  /** Read the data, in a kernel that need not be warm. */
  private async _prepare(
    launcher: ManagedKernels,
    data: string,
    signal: AbortSignal
  ): Promise<Task> {
    const kernel = await launcher.start(signal);
    try {
      this._setPhase('preparing', `Reading “${this.config.data}”.`);
      const task = await readTask(kernel, this.config, data);
      const file = { ...this._file, task };
      await this._folder.save(file);
      this._file = file;
      return task;
    } finally {
      // Not waited for here. What is left of it is ended when the run rests.
      this._reader = endKernel(kernel).catch(() => undefined);
    }
  }

  private async _record(events: readonly TreeEvent[]): Promise<void> {
    await this._cells.before(events);
    const time = new Date().toISOString();
    const elapsed = this._seconds;
    const entries = events.map(event => ({ time, elapsed, event }));
    await this._driving?.held();
    await this._journal.append(...entries);
    this._driving?.tell(entries);
  }

  private _onNotice(notice: SearchNotice): void {
    if (notice.type === 'tree') {
      this._onTree(notice.event);
      return;
    }
    const { id, type } = notice;
    if (type === 'wait') {
      const until = Date.now() + notice.seconds * 1000;
      this._waiting.set(id, { reason: notice.reason, until });
      this._log.add(
        `${notice.reason} Next try in ${Math.ceil(notice.seconds)} s.`
      );
      this._statusChanged.emit(this.status);
    } else {
      this._streams.set(id, notice.text);
      this._streamed.emit({ id, kind: type, text: notice.text });
      if (this._waiting.delete(id)) {
        this._statusChanged.emit(this.status);
      }
    }
  }

  private _onTree(event: TreeEvent): void {
    if ('id' in event) {
      const solution = this.tree.get(event.id);
      this._waiting.delete(event.id);
      if (event.type === 'write' || isSettled(solution)) {
        this._streams.delete(event.id);
      }
      this._solutionChanged.emit(solution);
    }
    // Where this fails it is tried again at rest, and told then.
    this._best.keep().catch(() => undefined);
    this._statusChanged.emit(this.status);
  }

  private _rest(rest: ISearchRest): void {
    this._preparing = null;
    this._waiting.clear();
    this._streams.clear();
    this._fault = this._isLeft ? null : rest.fault;
    if (this._fault) {
      this._log.add(`Paused: ${this._fault.message}`);
    }
    this._setPhase(
      rest.state === 'paused' || this._isLeft ? 'paused' : 'finished',
      this._isLeft ? '' : rest.reason
    );
  }

  private _setPhase(phase: RunPhase, message: string): void {
    this._phase = phase;
    this._message = message;
    this._statusChanged.emit(this.status);
  }

  private get _seconds(): number {
    return this._search?.elapsed ?? this._elapsed;
  }

  private readonly _best: BestKeeper;
  private readonly _cells: CellKeeper;
  private readonly _log: RunLog;
  private _journal: Journal;
  /** Where the journal ended when it was read; `null` once it is written to. */
  private _openedAt: IJournalTail | null;
  private readonly _places: IPlaces;
  private readonly _waiting = new Map<
    string,
    { reason: string; until: number }
  >();
  private readonly _streams = new Map<string, string>();
  private readonly _solutionChanged = new Signal<IRun, Solution>(this);
  private readonly _statusChanged = new Signal<IRun, IRunStatus>(this);
  private readonly _streamed = new Signal<IRun, IStreamed>(this);
  private readonly _opened: readonly string[];
  private _measuring: Measuring | null = null;
  private _coderName: string;
  private _phase: RunPhase;
  private _message = '';
  private _fault: Fault | null = null;
  /** Seconds of work before the search that goes on now. */
  private _elapsed: number;
  /** What happened but could not be saved, for the next start. */
  private _unrecorded: readonly TreeEvent[] = [];
  private _working: Promise<void> | null = null;
  private _preparing: AbortController | null = null;
  private _search: Search | null = null;
  private _pool: KernelPool | null = null;
  private _finishing: Finishing | null = null;
  /** Whether the best is verified without the search going on. */
  private _isVerifyOnly = false;
  private _driving: Driving | null = null;
  private readonly _naps = new Naps();
  /** Whether somebody else goes on with what is under way. */
  private _isLeft = false;
  /** The end of the kernel that read the data. */
  private _reader: Promise<void> = Promise.resolve();
  private _turn: Promise<void> = Promise.resolve();
  private _isDisposed = false;
}

/** How far a verification has come, in a sentence. */
function verifying(verification: Verification): string {
  const done = verification.reruns.length;
  const left = outstanding(verification).length;
  return verification.isDone
    ? ''
    : `Verifying the best: ${done} of ${done + left} runs.`;
}
