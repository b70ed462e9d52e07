import type { TreeEvent } from '../../solution/events';
import type { JournalEntry } from './entry';
import { type IJournalTail, segmentName } from './journal';
import { judgeLast, parseSegment } from './segment';
import { COPY, parseCopy } from './segmentCopy';
import { type IFiles, list, readText } from './storage';

/** What a journal's files hold. */
export interface IJournalContent {
  entries: JournalEntry[];
  /** Where an event of them stands, for people: "journal/0002.jsonl, line 7". */
  where: (event: TreeEvent) => string;
  /** Where the next append goes. */
  tail: IJournalTail;
  /** A sentence for everything that could not be read. */
  notes: string[];
  /**
   * Those of the notes that tell of a loss. The others tell of what was cut off
   * while it was saved, which nobody had counted on yet.
   */
  losses: string[];
}

// Requests under way at once.
const readers = 8;

/**
 * Read a journal as far as it can be read: a torn last line is dropped, a
 * damaged one left out, and either is said.
 *
 * @param folder - the folder of its segments.
 * @param from - the first segment to read.
 * @throws ExternalError - `storage`, where the server does not let it be read at all.
 */
export async function readJournal(
  contents: IFiles,
  folder: string,
  from = 1
): Promise<IJournalContent> {
  const names = ((await list(contents, folder)) ?? []).map(({ name }) => name);
  // Before what it was copied from, which is never behind it then.
  const copy = parseCopy(
    names.includes(COPY) ? await readText(contents, `${folder}/${COPY}`) : null
  );
  const numbers = new Set(
    [...names.map(numberOf), copy.segment ?? 0].filter(n => n >= from)
  );
  const texts = await readSegments(contents, folder, numbers);
  const last = Math.max(0, ...numbers);
  const entries: JournalEntry[] = [];
  const places = new Map<TreeEvent, string>();
  const notes: string[] = [];
  const losses: string[] = [];
  const lose = (note: string) => {
    notes.push(note);
    losses.push(note);
  };
  let isNewer = false;

  /** Take in what a segment or its copy holds; whether nothing is wrong with it. */
  const take = (name: string, text: string): boolean => {
    const segment = parseSegment(text);
    const { damaged, newer, torn } = segment;
    segment.entries.forEach((entry, index) => {
      entries.push(entry);
      places.set(entry.event, `${name}, line ${segment.lines[index]}`);
    });
    isNewer ||= newer.length > 0;
    if (torn) {
      notes.push(`The last line of ${name} was cut off and is left out.`);
    }
    if (damaged.length > 0) {
      const are = damaged.length === 1 ? 'is' : 'are';
      lose(`${name}, ${named(damaged)} ${are} damaged and left out.`);
    }
    if (newer.length > 0) {
      lose(
        `A newer version of jupyterlab-aide wrote to ${name}; what this one does not know is left out.`
      );
    }
    return !torn && damaged.length === 0;
  };

  for (let n = from; n < last; n++) {
    const name = `journal/${segmentName(n)}`;
    const text = texts.get(n) ?? '';
    if (text === '') {
      lose(
        `${name} is ${texts.has(n) ? 'empty' : 'missing'}; what it held is left out.`
      );
    }
    take(name, text);
  }
  const where = (event: TreeEvent) => places.get(event)!;
  const read = { entries, where, notes, losses };
  if (last < from) {
    return { ...read, tail: { segment: from, text: '' } };
  }

  const name = `journal/${segmentName(last)}`;
  const copyName = `journal/${COPY}`;
  const text = texts.get(last) ?? null;
  const kept = copy.segment === last ? copy.text : '';
  let tail: IJournalTail;
  const judgement = judgeLast(last, text, copy);
  switch (judgement) {
    case 'text':
    case 'changed': {
      const isSound = take(name, text ?? '');
      tail = isSound
        ? { segment: last, text: text ?? '' }
        : { segment: last + 1, text: '' };
      if (judgement === 'changed') {
        tail.aside = [COPY];
        lose(
          `${name} is not what was saved there: it is damaged, or another program wrote to it. What is there now counts; what was saved is kept beside it.`
        );
      }
      break;
    }
    case 'cut':
      take(name, kept);
      tail = { segment: last, text: kept, torn: text ?? '' };
      notes.push(
        `A save of ${name} was cut off; what it held before is there.`
      );
      break;
    case 'replaced': {
      const isSound = take(copyName, kept);
      const whole = kept.slice(0, kept.lastIndexOf('\n') + 1);
      tail = { segment: last, text: whole, torn: text ?? '' };
      tail.aside = [
        ...(text === null ? [] : [segmentName(last)]),
        ...(isSound ? [] : [COPY])
      ];
      lose(
        text === null
          ? `${name} is gone; its copy counts.`
          : `${name} is not what was saved there: it is damaged, or another program wrote to it. What was saved counts; what is there now is kept beside it.`
      );
      break;
    }
    case 'lost':
      tail = { segment: last, text: '', problem: 'lost' };
      lose(
        `${name} and its copy hold nothing that can be read; what they held is left out.`
      );
  }
  return {
    ...read,
    tail: isNewer ? { ...tail, problem: 'newer' } : tail
  };
}

// Lines that a sentence names.
const MOST = 5;

/** "line 7", or "lines 1, 2, 3, 4, 5 and 9 more". */
function named(lines: readonly number[]): string {
  const shown = lines.slice(0, MOST).join(', ');
  const more = lines.length - MOST;
  return lines.length === 1
    ? `line ${shown}`
    : `lines ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The number of the segment that a file holds; `NaN` where it is none. */
function numberOf(name: string): number {
  return Number(/^(\d{4,})\.jsonl$/.exec(name)?.[1] ?? NaN);
}

/** The texts of those segments that are there, by number. */
async function readSegments(
  contents: IFiles,
  folder: string,
  numbers: Iterable<number>
): Promise<Map<number, string>> {
  const queue = [...numbers];
  const texts = new Map<number, string>();
  await Promise.all(
    Array.from({ length: readers }, async () => {
      for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
        const path = `${folder}/${segmentName(n)}`;
        const text = await readText(contents, path);
        if (text !== null) {
          texts.set(n, text);
        }
      }
    })
  );
  return texts;
}
