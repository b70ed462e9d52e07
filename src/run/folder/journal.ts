import type { Contents } from '@jupyterlab/services';
import { z } from 'zod';
import { TreeEvent } from '../../search/events';
import { Fault } from '../../search/interfaces';
import { seal, unseal } from './seal';
import { COPY, readCopy, writeCopy } from './segmentCopy';
import { list, readText, stat, writeText } from './storage';

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

/** One line, but for its sum. Its format goes with the version in `run.json`. */
export const JournalEntry = z.object({
  /** When it was recorded, ISO 8601. */
  time: z.string(),
  /** Seconds that the run had worked by then, pauses left out. */
  elapsed: z.number().nonnegative(),
  event: TreeEvent
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** What a journal's files hold. */
export interface IJournalContent {
  entries: JournalEntry[];
  /** Where the next append goes. */
  tail: IJournalTail;
  /** A sentence for everything that could not be read. */
  notes: string[];
}

/** The segment that is written to, and its text so far. */
export interface IJournalTail {
  segment: number;
  text: string;
  /** What the segment's file holds where that is not its text, but half of a save. */
  torn?: string;
}

// Characters, which are bytes but for what is not ASCII.
const segmentSize = 64 * 1024;
// Seconds after a save in which a segment is not looked at before the next one.
const freshFor = 2;
// Requests under way at once when a journal is read.
const readers = 8;

function segmentPath(folder: string, segment: number): string {
  return `${folder}/${String(segment).padStart(4, '0')}.jsonl`;
}

/**
 * Read a journal as far as it can be read: a torn last line is dropped, a
 * damaged one left out, and either is said.
 *
 * @param folder - the folder of its segments.
 * @param from - the first segment to read.
 * @throws Fault - `storage`, where the server does not let it be read at all.
 */
export async function readJournal(
  contents: Contents.IManager,
  folder: string,
  from = 1
): Promise<IJournalContent> {
  const files = (await list(contents, folder)) ?? [];
  const numbers = files
    .map(file => /^(\d{4,})\.jsonl$/.exec(file.name)?.[1])
    .filter(digits => digits !== undefined)
    .map(Number)
    .filter(n => n >= from)
    .sort((a, b) => a - b);
  const texts = new Map<number, string | null>();
  const queue = [...numbers];
  await Promise.all(
    Array.from({ length: readers }, async () => {
      for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
        texts.set(n, await readText(contents, segmentPath(folder, n)));
      }
    })
  );
  const entries: JournalEntry[] = [];
  const notes: string[] = [];
  const last = numbers.at(-1) ?? 0;
  const hasCopy = files.some(({ name }) => name === COPY);
  let tail: IJournalTail = { segment: from, text: '' };
  for (let n = from; n <= last; n++) {
    const name = segmentPath('journal', n);
    const text = texts.get(n) ?? null;
    if (text === null) {
      notes.push(`${name} is missing; what it held is left out.`);
      continue;
    }
    const segment = parseSegment(text);
    if (n === last && hasCopy) {
      const copy = (await readCopy(contents, folder, n)) ?? '';
      const kept = parseSegment(copy);
      // Cut off between two lines, it has nothing wrong but that it is shorter.
      const isCut = isWhole(segment)
        ? copy.length > text.length && copy.startsWith(text)
        : kept.entries.length >= segment.entries.length;
      if (isCut && isWhole(kept)) {
        entries.push(...kept.entries);
        tail = { segment: n, text: copy, torn: text };
        notes.push(
          `A save of ${name} was cut off; what it held before is there.`
        );
        continue;
      }
    }
    entries.push(...segment.entries);
    tail =
      segment.torn || segment.damaged > 0
        ? { segment: n + 1, text: '' }
        : { segment: n, text };
    if (segment.torn) {
      notes.push(`The last line of ${name} was cut off and is left out.`);
    }
    if (segment.damaged > 0) {
      notes.push(
        segment.damaged === 1
          ? `A line of ${name} is damaged and left out.`
          : `${segment.damaged} lines of ${name} are damaged and left out.`
      );
    }
  }
  return { entries, tail, notes };
}

function parseSegment(text: string): {
  entries: JournalEntry[];
  damaged: number;
  torn: boolean;
} {
  const entries: JournalEntry[] = [];
  let damaged = 0;
  const lines = text.split('\n');
  // Every line ends with a newline, so what follows the last one is torn.
  const rest = lines.pop();
  for (const line of lines) {
    const entry = parseLine(line);
    if (entry) {
      entries.push(entry);
    } else {
      damaged += 1;
    }
  }
  return { entries, damaged, torn: rest !== '' };
}

/** Whether a segment holds something, and nothing else. */
function isWhole(segment: ReturnType<typeof parseSegment>): boolean {
  return segment.entries.length > 0 && !segment.torn && segment.damaged === 0;
}

function parseLine(line: string): JournalEntry | null {
  try {
    return JournalEntry.parse(unseal(line));
  } catch {
    return null;
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
    this._segment = tail.segment;
    this._kept = tail.text;
    this._tried = tail.torn ?? tail.text;
  }

  /**
   * Append entries, all or none; resolved once they are in their file. Entries
   * that come while a save is under way go together with the next one.
   *
   * @throws Fault - `storage`: they could not be saved, or somebody else wrote.
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
      throw new Fault(
        `“${this._path}” is gone, so nothing more can be saved. Put the run's folder back where it was, or start a new run.`,
        'storage'
      );
    }
    const text = await readText(this._contents, this._path);
    if (text === null || !this._tried.startsWith(text)) {
      throw new Fault(
        `Somebody else goes on with this run: “${this._path}” was changed. Watch it there, or close it there and open the run again here.`,
        'storage'
      );
    }
  }

  private get _path(): string {
    return segmentPath(this._folder, this._segment);
  }

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
