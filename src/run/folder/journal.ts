import type { Contents } from '@jupyterlab/services';
import { ExternalError } from '../../base/externalError';
import type { JournalEntry } from './entry';
import { seal } from './seal';
import { writeCopy } from './segmentCopy';
import { copyBeside, readText, stat, writeText } from './storage';

/**
 * The journal of a run: every event of its tree, one JSON object a line, in
 * numbered segments `journal/0001.jsonl`, `journal/0002.jsonl`, ….
 *
 * The Contents API writes whole files only, so a segment is closed once it is
 * about 64 KiB long: what an append costs does not grow with the run. Whoever
 * opens a run goes on in its last segment, so that somebody else who still
 * writes to it finds out with the next save; a damaged segment is left as it is.
 * What the last segment holds is kept in a copy before it is saved again.
 */

/** The segment that is written to, and its text so far. */
export interface IJournalTail {
  segment: number;
  text: string;
  /** What the segment's file holds where that is not its text. */
  torn?: string;
  /** Files of the journal that are kept aside before anything is saved. */
  aside?: string[];
  /**
   * Why nothing may be saved: `newer`, a newer version wrote what this one does not
   * know; `lost`, nothing can be read of what the segment held.
   */
  problem?: 'newer' | 'lost';
}

// Characters, which are bytes but for what is not ASCII.
const segmentSize = 64 * 1024;
// Seconds after a save in which a segment is not looked at before the next one.
const freshFor = 2;

/** What the file of a segment is called. */
export function segmentName(segment: number): string {
  return `${String(segment).padStart(4, '0')}.jsonl`;
}

/**
 * See that a journal may be appended to.
 *
 * @param folder - the folder of its segments.
 * @throws ExternalError - `storage`: it may not, with the way out.
 */
export function checkTail(folder: string, { problem, segment }: IJournalTail) {
  const name = segmentName(segment);
  if (problem === 'newer') {
    throw new ExternalError(
      `A newer version of jupyterlab-aide went on with this run and wrote to “${folder}” what this one does not know. Update jupyterlab-aide to go on; until then the run can only be looked at.`,
      'storage'
    );
  }
  if (problem === 'lost') {
    throw new ExternalError(
      `“${folder}/${name}” and its copy hold nothing that can be read, so this run does not go on: it would overwrite what it made since. Put ${name} back from a backup; or delete it, to go on from what came before it.`,
      'storage'
    );
  }
}

/** Lines that are saved together. */
interface IBatch {
  lines: string;
  saved: Promise<void>;
}

/** Appends to the journal of a run that is open. */
export class Journal {
  /**
   * @param folder - the folder of its segments; it exists.
   * @param tail - where the journal ends, as `readJournal` says.
   * @param isAlone - whether the server keeps others from driving this run, so
   *   that what was just saved here need not be looked at before the next save.
   */
  constructor(
    private readonly _contents: Contents.IManager,
    private readonly _folder: string,
    tail: IJournalTail = { segment: 1, text: '' },
    private readonly _isAlone: () => boolean = () => false
  ) {
    this._from = tail;
    this._aside = [...(tail.aside ?? [])];
    this._segment = tail.segment;
    this._kept = tail.text;
    this._tried = tail.torn ?? tail.text;
  }

  /**
   * Append entries, all or none; resolved once they are in their file. Entries
   * that come while a save is under way go together with the next one.
   *
   * @throws ExternalError - `storage`: they could not be saved, or somebody else wrote.
   *   They are not in the journal then; a later append may succeed.
   */
  append(...entries: JournalEntry[]): Promise<void> {
    const lines = entries.map(entry => `${seal(entry)}\n`).join('');
    const { length } = this._batch?.lines ?? '';
    if (!this._batch || length + lines.length > segmentSize) {
      const batch: IBatch = {
        lines: '',
        saved: this._last.then(() => this._save(batch))
      };
      this._batch = batch;
      this._last = batch.saved.catch(() => undefined);
    }
    this._batch.lines += lines;
    return this._batch.saved;
  }

  /** Where it ends, as far as it is surely saved. */
  get tail(): IJournalTail {
    return { segment: this._segment, text: this._kept };
  }

  private async _save(batch: IBatch): Promise<void> {
    if (this._batch === batch) {
      this._batch = null;
    }
    checkTail(this._folder, this._from);
    const { lines } = batch;
    const full = this._kept.length + lines.length > segmentSize;
    if (full && this._kept !== '') {
      this._segment += 1;
      this._kept = this._tried = this._stamp = '';
    }
    const isFresh = performance.now() - this._savedAt < freshFor * 1000;
    if (!(isFresh && this._isAlone() && this._tried === this._kept)) {
      await this._checkUntouched();
    }
    for (let name = this._aside[0]; name; name = this._aside[0]) {
      await copyBeside(this._contents, `${this._folder}/${name}`);
      this._aside.shift();
    }
    await this._copied();
    const text = this._kept + lines;
    this._tried = text;
    const model = await writeText(this._contents, this._path, text);
    this._stamp = stampOf(model);
    this._savedAt = performance.now();
    this._kept = text;
    // While nothing else is saved; where it fails the next save tries again.
    this._copied().catch(() => undefined);
  }

  /** Have what was kept in the copy, too, before the segment is emptied. */
  private _copied(): Promise<void> {
    if (this._copy?.text !== this._kept) {
      const copy = {
        text: this._kept,
        saved: this._write(this._segment, this._kept)
      };
      copy.saved.catch(() => {
        this._copy = null;
      });
      this._copy = copy;
    }
    return this._copy!.saved;
  }

  private async _write(segment: number, text: string): Promise<void> {
    if (text !== '') {
      await writeCopy(this._contents, this._folder, segment, text);
    }
  }

  /**
   * Nobody but this object writes a segment. What is there may be more than
   * what was kept where a save was done but its answer was lost; its lines were
   * refused to the caller, so the next save takes them back.
   */
  private async _checkUntouched(): Promise<void> {
    const model = await stat(this._contents, this._path);
    const stamp = model ? stampOf(model) : '';
    if (stamp === this._stamp) {
      return;
    }
    if (model === null) {
      throw new ExternalError(
        `“${this._path}” is gone, so nothing more can be saved. Put the run's folder back where it was, or open the run where it is now.`,
        'storage'
      );
    }
    const text = await readText(this._contents, this._path);
    if (text === null || !this._tried.startsWith(text)) {
      throw new ExternalError(
        `Somebody else goes on with this run, or another program wrote to it: “${this._path}” was changed. Watch the run there, or close it there and open it again here.`,
        'storage'
      );
    }
  }

  private get _path(): string {
    return `${this._folder}/${segmentName(this._segment)}`;
  }

  private readonly _from: IJournalTail;
  /** What is still to be kept aside. */
  private readonly _aside: string[];
  private _segment: number;
  /** The segment's text that is safe. */
  private _kept: string;
  /** The text of the last save, whether or not it succeeded. */
  private _tried: string;
  /** What the server said about the segment when it was saved here. */
  private _stamp = '';
  /** When it was saved here, on the clock of `performance.now()`. */
  private _savedAt = -Infinity;
  /** The text that the copy has, or is being given. */
  private _copy: { text: string; saved: Promise<void> } | null = null;
  /** What the next line can go with; `null` where there is nothing waiting. */
  private _batch: IBatch | null = null;
  /** When the last save that was asked for is over, well or not. */
  private _last: Promise<void> = Promise.resolve();
}

function stampOf(model: Contents.IModel): string {
  return `${model.last_modified} ${model.size ?? ''}`;
}
