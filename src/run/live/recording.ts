import type { Contents, ServerConnection } from '@jupyterlab/services';
import { ExternalError } from '../../base/externalError';
import type { TreeEvent } from '../../solution/events';
import type { JournalEntry } from '../folder/entry';
import { checkTail, type IJournalTail, Journal } from '../folder/journal';
import { readJournal } from '../folder/readJournal';
import { parseSegment } from '../folder/segment';
import type { RunCommand } from '../commands';
import type { IRun } from '../interfaces';
import type { Driven } from './driven';
import { Lease } from './lease';

/** What the record of a run is made of. */
export interface IRecordingOptions {
  /** Whose lease it is, and who is told what is recorded. */
  run: IRun;
  contents: Contents.IManager;
  settings: ServerConnection.ISettings;
  /** The folder of the journal. */
  folder: string;
  /** Where the journal ended when the run was opened. */
  tail: IJournalTail;
  /** Seconds of work so far. */
  elapsed: () => number;
  /** Takes in what others recorded since the run was opened, or last driven here. */
  onCaughtUp: (entries: readonly JournalEntry[]) => void;
  /** Somebody who watches asks for something. */
  onCommand: (command: RunCommand) => void;
}

/**
 * What happens in a run, kept in its journal: by whoever has the hub's lease,
 * after all that others recorded, and told to everybody who watches.
 */
export class Recording {
  constructor(private readonly _options: IRecordingOptions) {
    this._known = _options.tail;
    this._journal = this._appendingTo(_options.tail);
  }

  /**
   * Take the lease, where there is a hub that gives it, until `release`.
   *
   * @param options - `take`: take it from whoever has it. `onTaken`: somebody
   *   else has it now.
   * @throws Driven, ExternalError
   */
  hold(options: { take: boolean; onTaken: () => void }): Promise<void> {
    return this._inTurn(async () => {
      await this._askFor(options);
      await this._catchUp();
    });
  }

  /** Let go of the lease; tells how it was lost before, if it was. */
  release(): Driven | null {
    const lease = this._lease;
    this._lease = null;
    this._known ??= this._journal.tail;
    lease?.dispose();
    return lease?.lost ?? null;
  }

  /**
   * Do something with the lease: with the one that is held, else with one for
   * this alone.
   *
   * @throws Driven, ExternalError
   */
  holding(work: () => Promise<void>): Promise<void> {
    return this._inTurn(async () => {
      const isBrief = this._lease === null;
      if (isBrief) {
        await this._askFor({ take: false, onTaken: () => undefined });
      }
      try {
        await this._catchUp();
        await work();
      } finally {
        if (isBrief) {
          this.release();
        }
      }
    });
  }

  /**
   * Resolves once these events are in the journal, all or none.
   *
   * @throws Driven - somebody else has taken the run.
   * @throws ExternalError - `storage`
   */
  async record(events: readonly TreeEvent[]): Promise<void> {
    const time = new Date().toISOString();
    const elapsed = this._options.elapsed();
    const entries = events.map(event => ({ time, elapsed, event }));
    await this._lease?.held();
    await this._journal.append(...entries);
    this._lease?.tell(entries);
  }

  private async _askFor(options: {
    take: boolean;
    onTaken: () => void;
  }): Promise<void> {
    const { run, settings, onCommand } = this._options;
    this._lease = await Lease.begin(run, { settings, onCommand, ...options });
  }

  /**
   * Read what others wrote since this had the lease last, or was opened. Where
   * less is there than was, nothing is read: the next save says what is wrong.
   *
   * @throws ExternalError - `storage`: the journal cannot be gone on with from here.
   */
  private async _catchUp(): Promise<void> {
    const known = this._known;
    if (known === null) {
      return;
    }
    const { contents, folder, onCaughtUp } = this._options;
    const { entries, tail } = await readJournal(
      contents,
      folder,
      known.segment
    );
    checkTail(folder, known.problem === 'newer' ? known : tail);
    const had = parseSegment(known.text).entries;
    const written = (some: readonly JournalEntry[]) => JSON.stringify(some);
    if (written(entries.slice(0, had.length)) === written(had)) {
      this._journal = this._appendingTo(tail);
      onCaughtUp(entries.slice(had.length));
    } else if (entries.length >= had.length) {
      throw new ExternalError(
        `Another program wrote to “${folder}” while this run was open. Open it again to go on.`,
        'storage'
      );
    }
    this._known = null;
  }

  /** The journal from where it ends. */
  private _appendingTo(tail: IJournalTail): Journal {
    const { contents, folder } = this._options;
    return new Journal(contents, folder, tail, () => this._lease !== null);
  }

  /** One after the other: what needs the lease. */
  private _inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this._turn.then(work);
    this._turn = turn.catch(() => undefined);
    return turn;
  }

  private _lease: Lease | null = null;
  private _journal: Journal;
  /** Where the journal ended for all that is known here; `null` with the lease. */
  private _known: IJournalTail | null;
  private _turn: Promise<void> = Promise.resolve();
}
