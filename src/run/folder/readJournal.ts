import type { Contents } from '@jupyterlab/services';
import type { JournalEntry } from './entry';
import { type IJournalTail, segmentName } from './journal';
import { judgeLast, parseSegment } from './segment';
import { COPY, parseCopy } from './segmentCopy';
import { list, readText } from './storage';

/** What a journal's files hold. */
export interface IJournalContent {
  entries: JournalEntry[];
  /** Where the next append goes. */
  tail: IJournalTail;
  /** A sentence for everything that could not be read. */
  notes: string[];
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
  contents: Contents.IManager,
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
  const notes: string[] = [];
  let isNewer = false;

  /** Take in what a segment or its copy holds; whether nothing is wrong with it. */
  const take = (name: string, text: string): boolean => {
    const segment = parseSegment(text);
    const { damaged, newer, torn } = segment;
    entries.push(...segment.entries);
    isNewer ||= newer > 0;
    if (torn) {
      notes.push(`The last line of ${name} was cut off and is left out.`);
    }
    if (damaged > 0) {
      notes.push(
        damaged === 1
          ? `A line of ${name} is damaged and left out.`
          : `${damaged} lines of ${name} are damaged and left out.`
      );
    }
    if (newer > 0) {
      notes.push(
        `A newer version of jupyterlab-aide wrote to ${name}; what this one does not know is left out.`
      );
    }
    return !torn && damaged === 0;
  };

  for (let n = from; n < last; n++) {
    const name = `journal/${segmentName(n)}`;
    const text = texts.get(n) ?? '';
    if (text === '') {
      notes.push(
        `${name} is ${texts.has(n) ? 'empty' : 'missing'}; what it held is left out.`
      );
    }
    take(name, text);
  }
  if (last < from) {
    return { entries, notes, tail: { segment: from, text: '' } };
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
        notes.push(
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
      notes.push(
        text === null
          ? `${name} is gone; its copy counts.`
          : `${name} is not what was saved there: it is damaged, or another program wrote to it. What was saved counts; what is there now is kept beside it.`
      );
      break;
    }
    case 'lost':
      tail = { segment: last, text: '', problem: 'lost' };
      notes.push(
        `${name} and its copy hold nothing that can be read; what they held is left out.`
      );
  }
  return {
    entries,
    notes,
    tail: isNewer ? { ...tail, problem: 'newer' } : tail
  };
}

/** The number of the segment that a file holds; `NaN` where it is none. */
function numberOf(name: string): number {
  return Number(/^(\d{4,})\.jsonl$/.exec(name)?.[1] ?? NaN);
}

/** The texts of those segments that are there, by number. */
async function readSegments(
  contents: Contents.IManager,
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
