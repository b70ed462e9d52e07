import { ExternalError } from '../../base/externalError';
import { messageOf } from '../../base/messageOf';
import type { SearchNotice } from '../../search/interfaces';
import type { ISearchOutcome } from '../../search/search';
import { isOver } from '../account/remaining';
import type { RunCommand } from '../commands';
import type { IJournalTail } from '../folder/journal';
import type { IRunHost } from '../host';
import type { IRunStatus } from '../interfaces';
import type { Driven } from '../live/driven';
import type { IHelm, RunModel } from '../live/runModel';
import { type IRunPaths, runPathsOf } from '../runPaths';
import { decisionEvents } from '../userRequests';
import { Progress } from './progress';
import { RunRecord } from './record';
import { RunSession } from './session';

/**
 * Grows a run from here: one session of work after another, with the lease of the run,
 * until its budget is spent or a person stops it.
 */
export class Drive implements IHelm {
  /** @param journal - where it ends, and the seconds of work that it tells of. */
  constructor(
    private readonly _host: IRunHost,
    private readonly _model: RunModel,
    journal: { tail: IJournalTail; elapsed: number }
  ) {
    const { path, tree, config, task } = _model;
    this._paths = runPathsOf(_host.contents, path, config);
    this._progress = new Progress(
      _model,
      isOver(tree, config, journal.elapsed, task) ? 'finished' : 'paused'
    );
    this._record = new RunRecord({
      ...journal,
      host: _host,
      run: _model,
      paths: this._paths,
      progress: this._progress,
      seconds: () => this._seconds,
      // What is refused was refused where it was asked for, too; what fails pauses the
      // run, and is told there.
      onCommand: command => void this.command(command).catch(() => undefined)
    });
  }

  readonly watching = null;

  get written(): readonly string[] {
    return this._record.best.written;
  }

  get status(): IRunStatus {
    return this._model.statusWith(this._progress.standing, this._seconds);
  }

  async start({ take = false } = {}): Promise<void> {
    if (this._preparing?.signal.aborted) {
      // What was paused before it began comes to rest first.
      await this._working?.catch(() => undefined);
    }
    if (this._session?.isReady && this._progress.phase === 'pausing') {
      this._session.resume();
      this._progress.to('running');
    }
    this._working ??= this._drive(take).finally(() => {
      this._working = null;
    });
    return this._working;
  }

  async verify(): Promise<void> {
    this._isVerifyOnly = this._working === null;
    await this.start();
  }

  async leave(): Promise<void> {
    this._isLeft = true;
    this._preparing?.abort();
    await this._session?.leave();
    await this._working?.catch(() => undefined);
  }

  async command(command: RunCommand): Promise<void> {
    switch (command.do) {
      case 'pause':
        this._hold('pausing');
        break;
      case 'resume':
        return this.start();
      case 'stop':
        this._hold('stopping');
        await this._working;
        break;
      case 'retry':
        this._session?.retry();
        break;
      case 'cancel':
        return this._session?.cancel(command.id);
      case 'extend':
        return this._model.extend(command);
      case 'hint':
      case 'ask':
      case 'close':
        return this._record.decide(
          () => decisionEvents(this._model.tree, command),
          this._session?.queue ?? null
        );
    }
  }

  dispose(): void {
    this._preparing?.abort();
    this._session?.stop();
  }

  /** Bring what works to rest; what is still made ready is given up. */
  private _hold(phase: 'pausing' | 'stopping'): void {
    if (!this._session?.isReady) {
      this._preparing?.abort();
      return;
    }
    if (phase === 'pausing') {
      this._session.pause();
    } else {
      this._session.stop();
    }
    this._progress.to(phase, [{ code: phase }]);
  }

  /** Work with the lease of the run, where there is a hub that gives it. */
  private async _drive(take: boolean): Promise<void> {
    this._isLeft = false;
    // From here on, so that a stop counts while the lease is asked for, too.
    const preparing = (this._preparing = new AbortController());
    let lost: Driven | null = null;
    try {
      await this._record.lease.hold({
        take,
        onTaken: () => void this.leave()
      });
      await this._record.reread();
      await this._work(preparing.signal);
    } catch (error) {
      if (!(error instanceof ExternalError)) {
        throw error;
      }
      this._rest({ state: 'paused', news: [], fault: error });
    } finally {
      this._preparing = null;
      lost = this._record.lease.release();
    }
    if (lost) {
      throw lost;
    }
  }

  /** Work until it comes to rest, and tell how it came to it. */
  private async _work(signal: AbortSignal): Promise<void> {
    this._progress.begin();
    try {
      signal.throwIfAborted();
      let rest: ISearchOutcome;
      do {
        rest = await this._grow(signal);
        if (!this._isLeft) {
          await this._record.best.keep();
        }
        await this._record.decided;
        // A person may have asked for one more while it came to rest.
      } while (
        rest.state === 'finished' &&
        this._model.tree.pending.length > 0 &&
        !this._isLeft
      );
      this._rest(await this._placed(rest));
    } catch (error) {
      const { aborted } = signal;
      const fault = error instanceof ExternalError ? error : null;
      const rest: ISearchOutcome = {
        state: 'paused',
        news: aborted
          ? [{ code: 'unbegun' }]
          : fault
            ? []
            : [{ code: 'text', text: (error as Error).message }],
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
      await this._record.find();
      return rest;
    } catch (error) {
      return error instanceof ExternalError
        ? { ...rest, news: [], fault: error }
        : rest;
    }
  }

  /** Start what works, grow the tree, and end what worked. */
  private async _grow(signal: AbortSignal): Promise<ISearchOutcome> {
    if (!this._hasMore()) {
      return { state: 'finished', news: [{ code: 'done' }], fault: null };
    }
    const before = this._progress.phase === 'finished' ? 'finished' : 'paused';
    const session = (this._session = new RunSession({
      host: this._host,
      run: this._model,
      paths: this._paths,
      record: this._record,
      say: news => this._progress.say([news]),
      notify: notice => this._onNotice(notice)
    }));
    let trouble: unknown = null;
    try {
      this._progress.to('preparing', [{ code: 'kernel' }]);
      await session.begin(signal);
      this._progress.to('running');
      const rest = await (this._isVerifyOnly
        ? session.verify(before)
        : session.grow());
      trouble = rest.fault;
      return rest;
    } catch (error) {
      trouble = error;
      throw error;
    } finally {
      this._record.elapsed = this._seconds;
      this._record.unrecorded = session.unrecorded;
      this._session = null;
      this._isVerifyOnly = false;
      await session.end().catch(error => {
        // What came first is the cause, and names the way out.
        if (trouble === null) {
          throw error;
        }
        this._progress.note(messageOf(error));
      });
    }
  }

  private _hasMore(): boolean {
    const { tree, config, task } = this._model;
    const { unrecorded, elapsed } = this._record;
    const isDone = isOver(tree, config, elapsed, task);
    return this._isVerifyOnly || unrecorded.length > 0 || !isDone;
  }

  private _onNotice(notice: SearchNotice): void {
    if (notice.type === 'tree') {
      this._record.took(notice.event);
    } else {
      this._progress.notice(notice);
    }
  }

  private _rest(rest: ISearchOutcome): void {
    this._preparing = null;
    this._progress.rest(rest, this._isLeft);
  }

  private get _seconds(): number {
    return this._session?.elapsed ?? this._record.elapsed;
  }

  private readonly _paths: IRunPaths;
  private readonly _progress: Progress;
  private readonly _record: RunRecord;
  private _working: Promise<void> | null = null;
  private _preparing: AbortController | null = null;
  private _session: RunSession | null = null;
  /** Whether the best is verified without the search going on. */
  private _isVerifyOnly = false;
  /** Whether somebody else goes on with what is under way. */
  private _isLeft = false;
}
