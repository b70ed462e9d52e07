import type { Contents } from '@jupyterlab/services';
import { ExternalError } from '../../base/externalError';
import { stepOf } from '../../solution/events';
import type { JournalEntry } from '../folder/entry';
import { readJournal } from '../folder/readJournal';
import type { RunModel } from './runModel';

/**
 * Keeps a run's tree up to its journal, which somebody else writes: each entry is taken
 * in once, whether it is told or read.
 */
export class Follower {
  /** @param entries - those that the tree holds. */
  constructor(
    private readonly _contents: Contents.IManager,
    private readonly _model: RunModel,
    entries: readonly JournalEntry[]
  ) {
    for (const entry of entries) {
      this._seen.add(keyOf(entry));
      this._elapsed = entry.elapsed;
    }
  }

  /** Seconds of work so far. */
  get elapsed(): number {
    return this._elapsed;
  }

  /** Take in an entry that is told; where something before it is missing, all is read. */
  async hear(entry: JournalEntry): Promise<void> {
    if (!this._take([entry])) {
      await this.catchUp();
    }
  }

  /** Read what the journal holds beyond what is known. */
  async catchUp(): Promise<void> {
    try {
      const { entries, tail } = await readJournal(
        this._contents,
        this._model.folder.journal,
        this._segment
      );
      this._take(entries);
      this._segment = tail.segment;
    } catch (error) {
      if (!(error instanceof ExternalError)) {
        throw error;
      }
      // The server is away; tried again with the next connection.
    }
  }

  /** @returns whether all of those that are not known yet fitted. */
  private _take(entries: readonly JournalEntry[]): boolean {
    let fitted = true;
    for (const entry of entries) {
      const key = keyOf(entry);
      if (this._seen.has(key)) {
        continue;
      }
      this._elapsed = entry.elapsed;
      try {
        this._model.tree.apply(entry.event);
      } catch {
        // Something before it is missing.
        fitted = false;
        continue;
      }
      this._seen.add(key);
      this._model.took(entry.event);
      this._model.changed();
    }
    return fitted;
  }

  private _elapsed = 0;
  /** The segment of the journal that was read last. */
  private _segment = 1;
  /** What was taken in. */
  private readonly _seen = new Set<string>();
}

function keyOf({ time, event }: JournalEntry): string {
  return `${time} ${stepOf(event)}`;
}
