import { type ISignal, Signal } from '@lumino/signaling';
import { ExternalError } from '../../base/externalError';
import { stepOf, type TreeEvent } from '../../solution/events';
import type { SolutionTree } from '../../search/tree';
import { isSettled, type Solution } from '../../solution/solution';
import type { Execution } from '../../task/execution';
import type { Task } from '../../task/task';
import { checkRequest, coderName, type RunConfig } from '../config';
import type { JournalEntry } from '../folder/entry';
import { foldEvents } from '../folder/fold';
import { RunFolder } from '../folder/folder';
import { readJournal } from '../folder/readJournal';
import type { RunFile } from '../folder/runFile';
import type { IRunHost } from '../host';
import type { IRun, IRunStatus, IStreamed, IWatching } from '../interfaces';
import { isOver, remainingSeconds } from '../account/remaining';
import { addUsage } from '../../task/usage';
import { requestEvents, type IUserRequest } from '../userRequests';
import { Driven } from './driven';
import { type LiveStatus, type RunCommand, ToWatcher } from './hub';
import { backOff, HubSocket } from './hubSocket';
import { runStatusOf } from './liveStatus';

/**
 * A run that somebody else drives, or nobody: its tree is the fold of its
 * journal, and follows what the driver tells the hub. To steer it is to ask the
 * driver.
 */
export class WatchedRun implements IRun {
  private constructor(
    private readonly _host: IRunHost,
    private readonly _folder: RunFolder,
    private _file: RunFile,
    entries: readonly JournalEntry[],
    notes: readonly string[]
  ) {
    const folded = foldEvents(
      entries.map(({ event }) => event),
      _file.config.direction
    );
    this.tree = folded.tree;
    this.notes = [...notes, ...folded.notes];
    this._coderName = coderName(_file.config.coder);
    this._take(entries);
  }

  /**
   * Open a run from its folder to watch it; follows it from here on.
   *
   * @throws ExternalError - `storage`: see `Run.open`.
   */
  static async open(host: IRunHost, path: string): Promise<WatchedRun> {
    const { folder, file } = await RunFolder.open(host.contents, path);
    const { entries, notes } = await readJournal(host.contents, folder.journal);
    const run = new WatchedRun(host, folder, file, entries, notes);
    await new Promise<void>(resolve => {
      run._onFirst = resolve;
      run._connect();
    });
    return run;
  }

  readonly tree: SolutionTree;
  readonly notes: readonly string[];

  get path(): string {
    return this._folder.path;
  }

  get config(): RunConfig {
    return this._file.config;
  }

  get coderName(): string {
    return this._coderName;
  }

  get task(): Task | null {
    return this._file.task;
  }

  get watching(): IWatching {
    return this._watching;
  }

  get status(): IRunStatus {
    const usage = addUsage(this.config.reading, this.tree.usage);
    if (this._live) {
      return { ...runStatusOf(this._live), usage };
    }
    const isDone = isOver(this.tree, this.config, this._elapsed, this.task);
    const isDriven = this._watching.driver !== null;
    return {
      phase: isDriven ? 'running' : isDone ? 'finished' : 'paused',
      message: '',
      fault: null,
      waiting: null,
      elapsed: this._elapsed,
      remaining: remainingSeconds(this.tree, this.config, this._elapsed),
      usage
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

  /** {@inheritDoc IRun.start} Asks the driver to go on. */
  async start(): Promise<void> {
    this._command({ do: 'resume' });
    await this.rested();
  }

  /** Nothing of it is touched from here. */
  async leave(): Promise<void> {}

  pause(): void {
    this._command({ do: 'pause' });
  }

  async stop(): Promise<void> {
    this._command({ do: 'stop' });
    await this.rested();
  }

  retry(): void {
    this._command({ do: 'retry' });
  }

  cancel(id: string): void {
    this._command({ do: 'cancel', id });
  }

  /** {@inheritDoc IRun.verify} Whoever drives it does so at its end. */
  async verify(): Promise<void> {
    throw new Driven(this._watching.driver);
  }

  /** {@inheritDoc IRun.hint} Whoever drives keeps it. */
  async hint(text: string): Promise<void> {
    this._driven();
    this._command({ do: 'hint', text });
  }

  /** {@inheritDoc IRun.ask} Whoever drives makes it. */
  async ask(wish: IUserRequest): Promise<void> {
    this._driven();
    // Refused at once, where the driver would refuse it.
    requestEvents(this.tree, wish);
    this._command({ do: 'ask', ...wish });
  }

  /** {@inheritDoc IRun.close} Whoever drives keeps it. */
  async close(id: string, closed: boolean): Promise<void> {
    this._driven();
    this._command({ do: 'close', id, closed });
  }

  /** {@inheritDoc IRun.extend} Where nobody drives it, it is saved from here. */
  async extend(budget: {
    steps?: number;
    timeBudget?: number | null;
  }): Promise<void> {
    const config = checkRequest({ ...this.config, ...budget });
    if (this._watching.driver !== null) {
      this._command({ do: 'extend', ...budget });
      return;
    }
    this._file = { ...this._file, config };
    await this._folder.save(this._file);
    this._statusChanged.emit(this.status);
  }

  async execution(id: string): Promise<Execution | null> {
    return this._folder.loadExecution(this.tree.get(id));
  }

  /** Wait until the run is at rest, or its driver is gone, or this is disposed of. */
  async rested(): Promise<void> {
    await new Promise<void>(resolve => {
      const look = () => {
        const { phase } = this.status;
        if (phase === 'paused' || phase === 'finished' || this._isDisposed) {
          this._looks.delete(look);
          resolve();
        }
      };
      this._looks.add(look);
      look();
    });
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._socket?.dispose();
    this._looks.forEach(look => look());
    Signal.clearData(this);
  }

  private _connect(): void {
    this._socket = new HubSocket({
      settings: this._host.serverSettings,
      endpoint: 'watch',
      query: { run: this.path },
      schema: ToWatcher,
      // One after the other: some have to read files.
      onMessage: message => this._then(() => this._onMessage(message)),
      onClose: () => this._then(() => this._onClose())
    });
  }

  private _then(work: () => void | Promise<void>): void {
    this._turn = this._turn.then(async () => {
      if (!this._isDisposed) {
        await work();
      }
    });
  }

  private async _onMessage(message: ToWatcher): Promise<void> {
    switch (message.type) {
      case 'driver':
        // What went by while nobody told is in the journal alone.
        await this._catchUp();
        this._attempt = 0;
        this._onDriver({ driver: message.driver, isConnected: true });
        break;
      case 'status':
        await this._onStatus(message.status);
        break;
      case 'event':
        if (!this._take([message.entry], true)) {
          await this._catchUp();
        }
        break;
      case 'stream': {
        const { id, kind, text } = message;
        this._streams.set(id, text);
        this._streamed.emit({ id, kind, text });
        break;
      }
      case 'error':
        this._problem(message.message);
        break;
    }
  }

  private async _onClose(): Promise<void> {
    this._onDriver({ ...this._watching, isConnected: false });
    this._timer = setTimeout(() => this._connect(), backOff(++this._attempt));
    await this._catchUp();
  }

  private _onDriver(watching: IWatching): void {
    this._watching = watching;
    if (watching.driver === null && !isRest(this._live)) {
      // It vanished: what it was doing goes on nowhere.
      this._live = null;
      this._streams.clear();
    }
    this._changed();
    this._onFirst();
  }

  private async _onStatus(status: LiveStatus): Promise<void> {
    const wasPreparing =
      this._live === null || this._live.phase === 'preparing';
    this._live = status;
    this._coderName = status.coderName;
    const { steps, timeBudget } = status;
    const config = { ...this.config, steps, timeBudget };
    this._file = { ...this._file, config };
    if (wasPreparing && this.task === null && status.phase === 'running') {
      // The data were read meanwhile.
      const { file } = await RunFolder.open(this._host.contents, this.path);
      this._file = { ...file, config };
    }
    if (isRest(status)) {
      this._streams.clear();
    }
    this._changed();
  }

  private _changed(): void {
    this._statusChanged.emit(this.status);
    this._looks.forEach(look => look());
  }

  /** Read what the journal holds beyond what is known. */
  private async _catchUp(): Promise<void> {
    try {
      const { contents } = this._host;
      const { entries, tail } = await readJournal(
        contents,
        this._folder.journal,
        this._segment
      );
      this._take(entries, true);
      this._segment = tail.segment;
    } catch (error) {
      if (!(error instanceof ExternalError)) {
        throw error;
      }
      // The server is away; tried again with the next connection.
    }
  }

  /**
   * Take entries in that are not known yet.
   *
   * @param isLive - whether the tree does not hold them.
   * @returns whether all of them fitted.
   */
  private _take(entries: readonly JournalEntry[], isLive = false): boolean {
    let fitted = true;
    for (const { time, elapsed, event } of entries) {
      const key = `${time} ${stepOf(event)}`;
      if (this._seen.has(key)) {
        continue;
      }
      this._seen.add(key);
      this._elapsed = elapsed;
      if (isLive) {
        try {
          this.tree.apply(event);
          this._tell(event);
        } catch {
          // Something before it is missing.
          this._seen.delete(key);
          fitted = false;
        }
      }
    }
    return fitted;
  }

  private _tell(event: TreeEvent): void {
    if ('id' in event) {
      const solution = this.tree.get(event.id);
      if (event.type === 'write' || isSettled(solution)) {
        this._streams.delete(event.id);
      }
      this._solutionChanged.emit(solution);
    }
    this._statusChanged.emit(this.status);
  }

  /** @throws ExternalError - nobody is there to keep what is asked. */
  private _driven(): void {
    if (this._watching.driver === null) {
      throw new ExternalError(
        'Nobody drives this run, so that is not kept. Go on with the run first.',
        'storage'
      );
    }
  }

  private _command(command: RunCommand): void {
    this._socket?.send({ type: 'command', command });
  }

  private _problem(message: string): void {
    if (this._live) {
      this._live = { ...this._live, message };
      this._statusChanged.emit(this.status);
    }
  }

  private _socket: HubSocket<ToWatcher> | null = null;
  private _watching: IWatching = { driver: null, isConnected: false };
  /** What the driver told last; `null` where it vanished or told nothing. */
  private _live: LiveStatus | null = null;
  private _coderName: string;
  private _elapsed = 0;
  /** The segment of the journal that was read last. */
  private _segment = 1;
  /** What was taken in, by its time and step. */
  private readonly _seen = new Set<string>();
  private readonly _streams = new Map<string, string>();
  private readonly _looks = new Set<() => void>();
  private _attempt = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _turn: Promise<void> = Promise.resolve();
  private _onFirst: () => void = () => undefined;
  private _isDisposed = false;
  private readonly _solutionChanged = new Signal<IRun, Solution>(this);
  private readonly _statusChanged = new Signal<IRun, IRunStatus>(this);
  private readonly _streamed = new Signal<IRun, IStreamed>(this);
}

function isRest(status: LiveStatus | null): boolean {
  return status?.phase === 'paused' || status?.phase === 'finished';
}
