import { PathExt } from '@jupyterlab/coreutils';
import { type ISignal, Signal } from '@lumino/signaling';
import { ExternalError } from '../../base/externalError';
import { messageOf } from '../../base/messageOf';
import type { SearchNotice } from '../../search/interfaces';
import type { ISearchOutcome, Search } from '../../search/search';
import { stepOf, type TreeEvent } from '../../solution/events';
import { SolutionTree } from '../../search/tree';
import { isSettled, type Solution } from '../../solution/solution';
import type { Execution } from '../../task/execution';
import type { Task } from '../../task/task';
import { addUsage } from '../../task/usage';
import type { Verification } from '../../task/verification';
import {
  checkRequest,
  coderName,
  type RunConfig,
  type RunRequest
} from '../config';
import { BestKeeper } from '../folder/bestKeeper';
import { CellKeeper } from '../execution/cellKeeper';
import { foldEvents } from '../folder/fold';
import { openAgain, RunFolder, stemOf } from '../folder/folder';
import type { JournalEntry } from '../folder/entry';
import type { IJournalTail } from '../folder/journal';
import { RunLog } from '../folder/log';
import { readJournal } from '../folder/readJournal';
import type { RunFile } from '../folder/runFile';
import type { IRunHost } from '../host';
import type { IRun, IRunStatus, IStreamed, RunPhase } from '../interfaces';
import type { Driven } from '../live/driven';
import { Recording } from '../live/recording';
import { AbortableTimers } from './abortableTimers';
import { type IRunPaths, runPathsOf } from '../runPaths';
import { checkNeeds } from './prepare';
import { explained, scoresOf } from '../account/scores';
import { isOver, remainingSeconds } from '../account/remaining';
import { RunSession } from './runSession';
import {
  requestEvents,
  closeEvents,
  hintEvents,
  type IUserRequest
} from '../userRequests';
import { outstanding } from '../verify/evidence';

export { listRuns } from '../folder/folder';

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
    this._elapsed = journal.elapsed;
    this._recording = new Recording({
      run: this,
      contents: _host.contents,
      settings: _host.serverSettings,
      folder: _folder.journal,
      tail: journal.tail,
      elapsed: () => this._seconds,
      onCaughtUp: entries => this._onCaughtUp(entries)
    });
    this._coderName = coderName(_file.config.coder);
    this._paths = runPathsOf(_host.contents, _folder.path, _file.config.data);
    this._cells = new CellKeeper(_folder);
    this._log = new RunLog(_folder);
    this._best = new BestKeeper(
      _folder,
      _file.config,
      this._paths,
      journal.tree,
      () => this.task,
      best => explained(scoresOf(this.tree, best), this.config.objective.kind)
    );
    this._phase = isOver(this.tree, this.config, this._elapsed, this.task)
      ? 'finished'
      : 'paused';
  }

  /**
   * Make a new run and its folder. Nothing works until `start`.
   *
   * @param request - what it is asked to do.
   * @param name - what its folder is called, up to a number; by default after
   *   its notebook or its goal.
   * @throws InvalidRequest - what was asked for is not there or makes no sense.
   * @throws ExternalError - `storage`: the folder cannot be written.
   */
  static async create(
    host: IRunHost,
    request: RunRequest,
    name?: string
  ): Promise<Run> {
    const config = checkRequest(request);
    await checkNeeds(host, config);
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
   * @throws ExternalError - `storage`: there is none, it is damaged beyond use, or a
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
    return [...this._opened, ...(this._session?.notes ?? this._found)];
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

  /** The files of its folder, by their names, that hold the best solution. */
  get written(): readonly string[] {
    return this._best.written;
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
      usage: addUsage(this.config.reading, this.tree.usage)
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

  async start({ take = false } = {}): Promise<void> {
    if (this._preparing?.signal.aborted) {
      // What was paused before it began comes to rest first.
      await this._working?.catch(() => undefined);
    }
    if (this._search && this._phase === 'pausing') {
      this._session!.resume();
      this._setPhase('running', '');
    }
    this._working ??= this._drive(take).finally(() => {
      this._working = null;
    });
    return this._working;
  }

  pause(): void {
    if (this._search) {
      this._session!.pause();
      this._setPhase('pausing', 'What is under way goes on to its end.');
    } else {
      this._preparing?.abort();
    }
  }

  async stop(): Promise<void> {
    if (this._search) {
      this._session!.stop();
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
    this._timers.wake();
  }

  cancel(id: string): void {
    void this._search?.cancel(id);
  }

  async hint(text: string): Promise<void> {
    await this._decide(() => hintEvents(text));
  }

  async ask(wish: IUserRequest): Promise<void> {
    await this._decide(() => requestEvents(this.tree, wish));
  }

  async close(id: string, closed: boolean): Promise<void> {
    await this._decide(() => closeEvents(this.tree, id, closed));
  }

  async leave(): Promise<void> {
    this._isLeft = true;
    this._preparing?.abort();
    await this._session?.leave();
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
    return this._folder.loadExecution(this.tree.get(id));
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._preparing?.abort();
    this._session?.stop();
    Signal.clearData(this);
  }

  /** Work with the lease of the run, where there is a hub that gives it. */
  private async _drive(take: boolean): Promise<void> {
    this._isLeft = false;
    // From here on, so that a stop counts while the lease is asked for, too.
    const preparing = (this._preparing = new AbortController());
    let lost: Driven | null = null;
    try {
      await this._recording.hold({ take, onTaken: () => void this.leave() });
      await this._reread();
      await this._work(preparing.signal);
    } catch (error) {
      if (!(error instanceof ExternalError)) {
        throw error;
      }
      this._rest({ state: 'paused', reason: error.message, fault: error });
    } finally {
      this._preparing = null;
      lost = this._recording.release();
    }
    if (lost) {
      throw lost;
    }
  }

  /** Whoever drove meanwhile may have raised the budget, or read the data. */
  private async _reread(): Promise<void> {
    const { contents } = this._host;
    const { file, isTorn } = await openAgain(
      contents,
      this.path,
      this._file.created
    );
    if (isTorn) {
      await this._folder.save(file);
    }
    this._file = file;
  }

  /**
   * Put into the tree what a person decides. A run that is coming to rest waits
   * for it.
   *
   * @throws Driven, ExternalError
   */
  private _decide(make: () => readonly TreeEvent[]): Promise<void> {
    const put = this._take(make);
    this._decided = Promise.allSettled([this._decided, put]);
    return put;
  }

  /** By the queue of the search that goes on, or else after all that others recorded. */
  private async _take(make: () => readonly TreeEvent[]): Promise<void> {
    const queue = this._session?.wired?.queue;
    if (queue) {
      await queue.commit(make);
      return;
    }
    await this._recording.holding(async () => {
      const events = make();
      if (events.length === 0) {
        return;
      }
      await this._record(events);
      for (const event of events) {
        this.tree.apply(event);
        this._onTree(event);
      }
    });
  }

  /**
   * Take in what others did, or what was saved here although nobody heard of it.
   */
  private _onCaughtUp(entries: readonly JournalEntry[]): void {
    const recorded = new Set(entries.map(({ event }) => stepOf(event)));
    this._unrecorded = this._unrecorded.filter(
      event => !recorded.has(stepOf(event))
    );
    const changed = new Set<string>();
    for (const { event, elapsed } of entries) {
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
      let rest: ISearchOutcome;
      do {
        rest = await this._grow(signal);
        if (!this._isLeft) {
          await this._best.keep();
        }
        await this._decided;
        // A person may have asked for one more while it came to rest.
      } while (
        rest.state === 'finished' &&
        this.tree.pending.length > 0 &&
        !this._isLeft
      );
      this._rest(await this._placed(rest));
    } catch (error) {
      const { aborted } = signal;
      const fault = error instanceof ExternalError ? error : null;
      const rest: ISearchOutcome = {
        state: 'paused',
        reason: aborted ? 'Stopped before it began.' : (error as Error).message,
        fault: aborted ? null : fault
      };
      this._rest(await this._placed(rest));
      if (!fault && !aborted) {
        throw error;
      }
    }
  }

  /** The same rest; where the run's folder is elsewhere, it says so. */
  private async _placed(rest: ISearchOutcome): Promise<ISearchOutcome> {
    if (rest.fault?.kind !== 'storage') {
      return rest;
    }
    try {
      await openAgain(this._host.contents, this.path, this._file.created);
      return rest;
    } catch (error) {
      return error instanceof ExternalError
        ? { ...rest, reason: error.message, fault: error }
        : rest;
    }
  }

  /** Start what works, grow the tree, and end what worked. */
  private async _grow(signal: AbortSignal): Promise<ISearchOutcome> {
    const hasMore =
      this._isVerifyOnly ||
      this._unrecorded.length > 0 ||
      !isOver(this.tree, this.config, this._elapsed, this.task);
    if (!hasMore) {
      const reason =
        'All that was asked for is done. Give it more steps or more time to go on.';
      return { state: 'finished', reason, fault: null };
    }
    const before = this._phase === 'finished' ? 'finished' : 'paused';
    const session = (this._session = new RunSession({
      host: this._host,
      folder: this._folder,
      config: this.config,
      paths: this._paths,
      tree: this.tree,
      cells: this._cells,
      timers: this._timers,
      task: this.task,
      elapsed: this._elapsed,
      unrecorded: this._unrecorded,
      record: events => this._record(events),
      onTask: async task => {
        const file = { ...this._file, task };
        await this._folder.save(file);
        this._file = file;
      },
      onCoder: name => (this._coderName = name),
      onPreparing: message => this._setPhase('preparing', message),
      onMessage: message => this._setPhase(this._phase, message),
      onNotice: notice => this._onNotice(notice),
      onTree: event => this._onTree(event)
    }));
    let trouble: unknown = null;
    try {
      await session.begin(signal);
      this._setPhase('running', '');
      const rest = await (this._isVerifyOnly
        ? session.verify(before)
        : session.grow());
      trouble = rest.fault;
      return rest;
    } catch (error) {
      trouble = error;
      throw error;
    } finally {
      this._elapsed = this._seconds;
      this._unrecorded = session.wired?.queue.unrecorded ?? this._unrecorded;
      this._found = session.notes;
      this._session = null;
      this._isVerifyOnly = false;
      await session.end().catch(error => {
        // What came first is the cause, and names the way out.
        if (trouble === null) {
          throw error;
        }
        this._log.add(messageOf(error));
      });
    }
  }

  private async _record(events: readonly TreeEvent[]): Promise<void> {
    await this._cells.before(events);
    await this._recording.record(events);
  }

  private _onNotice(notice: SearchNotice): void {
    if (notice.type === 'tree') {
      this._onTree(notice.event);
      return;
    }
    const { id, type } = notice;
    if (type === 'wait' && notice.seconds === 0) {
      // Something that was found out; nobody waits.
      this._log.add(notice.reason);
    } else if (type === 'wait') {
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
    if (event.type === 'verify' && this._phase === 'running') {
      this._message = verifying(event.verification);
    }
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

  private _rest(rest: ISearchOutcome): void {
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

  /** The search that goes on now; `null` where none does. */
  private get _search(): Search | null {
    return this._session?.wired?.search ?? null;
  }

  private get _seconds(): number {
    return this._search?.elapsed ?? this._elapsed;
  }

  private readonly _best: BestKeeper;
  private readonly _cells: CellKeeper;
  private readonly _log: RunLog;
  private readonly _recording: Recording;
  private readonly _paths: IRunPaths;
  private readonly _waiting = new Map<
    string,
    { reason: string; until: number }
  >();
  private readonly _streams = new Map<string, string>();
  private readonly _solutionChanged = new Signal<IRun, Solution>(this);
  private readonly _statusChanged = new Signal<IRun, IRunStatus>(this);
  private readonly _streamed = new Signal<IRun, IStreamed>(this);
  private readonly _opened: readonly string[];
  /** What the last session found odd. */
  private _found: readonly string[] = [];
  private _coderName: string;
  private _phase: RunPhase;
  private _message = '';
  private _fault: ExternalError | null = null;
  /** Seconds of work before the search that goes on now. */
  private _elapsed: number;
  /** What happened but could not be saved, for the next start. */
  private _unrecorded: readonly TreeEvent[] = [];
  private _working: Promise<void> | null = null;
  /** Settles once all that a person decided so far is in the tree, or refused. */
  private _decided: Promise<unknown> = Promise.resolve();
  private _preparing: AbortController | null = null;
  private _session: RunSession | null = null;
  /** Whether the best is verified without the search going on. */
  private _isVerifyOnly = false;
  private readonly _timers = new AbortableTimers();
  /** Whether somebody else goes on with what is under way. */
  private _isLeft = false;
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
