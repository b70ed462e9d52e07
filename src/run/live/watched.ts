import { ExternalError } from '../../base/externalError';
import { isOver } from '../account/remaining';
import type { RunCommand } from '../commands';
import { checkRequest } from '../config';
import type { JournalEntry } from '../folder/entry';
import { RunFolder } from '../folder/folder';
import { openFolder } from '../folder/openFolder';
import type { IRunHost } from '../host';
import { isAtRest } from '../atRest';
import type { IRunStatus, IWatching } from '../interfaces';
import { decisionEvents } from '../userRequests';
import { Driven } from './driven';
import { Follower } from './follower';
import { type LiveStatus, ToWatcher } from './hub';
import { backOff, HubSocket } from './hubSocket';
import { runStatusOf } from './liveStatus';
import { type IHelm, RunModel } from './runModel';

/**
 * Open a run from its folder to watch it; it is followed from here on.
 *
 * @throws ExternalError - `storage`: see `RunFolder.open`.
 */
export async function watchRun(
  host: IRunHost,
  path: string
): Promise<RunModel> {
  const { journal, ...opened } = await openFolder(host.contents, path);
  return new Promise(resolve => {
    const run: RunModel = new RunModel(
      opened,
      model => new Watch(host, model, journal.entries, () => resolve(run))
    );
  });
}

/**
 * What becomes of a run that somebody else drives, or nobody: its tree is the fold of
 * its journal, and follows what the driver tells the hub. To steer it is to ask the
 * driver.
 */
class Watch implements IHelm {
  /** @param onFirst - called once it is known who drives the run, or that nobody tells. */
  constructor(
    private readonly _host: IRunHost,
    private readonly _model: RunModel,
    entries: readonly JournalEntry[],
    private readonly _onFirst: () => void
  ) {
    this._follower = new Follower(_host.contents, _model, entries);
    this._connect();
  }

  readonly written: readonly string[] = [];

  get watching(): IWatching {
    return this._watching;
  }

  get status(): IRunStatus {
    const { tree, config, task } = this._model;
    if (this._live) {
      return { ...runStatusOf(this._live), usage: this._model.usage };
    }
    const { elapsed } = this._follower;
    const isDriven = this._watching.driver !== null;
    const isDone = isOver(tree, config, elapsed, task);
    const phase = isDriven ? 'running' : isDone ? 'finished' : 'paused';
    return this._model.statusWith(
      { phase, news: [], fault: null, waiting: null },
      elapsed
    );
  }

  /** {@inheritDoc IRun.start} Asks the driver to go on. */
  start(): Promise<void> {
    return this.command({ do: 'resume' });
  }

  /** Nothing of it is touched from here. */
  async leave(): Promise<void> {}

  /** {@inheritDoc IRun.verify} Whoever drives it does so at its end. */
  async verify(): Promise<void> {
    throw new Driven(this._watching.driver);
  }

  /** {@inheritDoc IRun.command} Whoever drives does so. */
  async command(command: RunCommand): Promise<void> {
    const { tree, config } = this._model;
    const isDriven = this._watching.driver !== null;
    switch (command.do) {
      case 'hint':
      case 'ask':
      case 'close':
        if (!isDriven) {
          throw new ExternalError(
            'Nobody drives this run, so that is not kept. Go on with the run first.',
            'storage'
          );
        }
        // Refused at once, where the driver would refuse it.
        decisionEvents(tree, command);
        break;
      case 'extend':
        if (!isDriven) {
          return this._model.extend(command);
        }
        checkRequest({ ...config, ...command });
        break;
    }
    this._socket?.send({ type: 'command', command });
    if (command.do === 'resume' || command.do === 'stop') {
      await this._model.rested();
    }
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._socket?.dispose();
  }

  private _connect(): void {
    this._socket = new HubSocket({
      settings: this._host.serverSettings,
      endpoint: 'watch',
      query: { run: this._model.path },
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
        await this._follower.catchUp();
        this._attempt = 0;
        this._onDriver({ driver: message.driver, isConnected: true });
        break;
      case 'status':
        await this._onStatus(message.status);
        break;
      case 'event':
        await this._follower.hear(message.entry);
        break;
      case 'stream': {
        const { id, kind, text } = message;
        this._model.comesIn({ id, kind, text });
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
    await this._follower.catchUp();
  }

  private _onDriver(watching: IWatching): void {
    this._watching = watching;
    if (watching.driver === null && !(this._live && isAtRest(this._live))) {
      // It vanished: what it was doing goes on nowhere.
      this._live = null;
      this._model.endStreams();
    }
    this._model.changed();
    this._onFirst();
  }

  private async _onStatus(status: LiveStatus): Promise<void> {
    const wasPreparing =
      this._live === null || this._live.phase === 'preparing';
    this._live = status;
    const model = this._model;
    model.coderName = status.coderName;
    const { steps, timeBudget } = status;
    const config = { ...model.config, steps, timeBudget };
    model.file = { ...model.file, config };
    if (wasPreparing && model.task === null && status.phase === 'running') {
      // The data were read meanwhile.
      const { file } = await RunFolder.open(this._host.contents, model.path);
      model.file = { ...file, config };
    }
    if (isAtRest(status)) {
      model.endStreams();
    }
    model.changed();
  }

  private _problem(message: string): void {
    if (this._live) {
      this._live = { ...this._live, message };
      this._model.changed();
    }
  }

  private readonly _follower: Follower;
  private _socket: HubSocket<ToWatcher> | null = null;
  private _watching: IWatching = { driver: null, isConnected: false };
  /** What the driver told last; `null` where it vanished or told nothing. */
  private _live: LiveStatus | null = null;
  private _attempt = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _turn: Promise<void> = Promise.resolve();
  private _isDisposed = false;
}
