import { JournalEntry } from './entry';
import { parseJson } from './parse';
import { isSealed, unseal } from './seal';
import type { ISegmentCopy } from './segmentCopy';

/** What the lines of a segment's text are. */
export interface ISegment {
  entries: JournalEntry[];
  /** The line of each entry, from 1. */
  lines: number[];
  /** Lines that are not what was written, from 1. */
  damaged: number[];
  /** Lines that are what was written, by a version that knows more than this one. */
  newer: number[];
  /** Whether the last one has no end. */
  torn: boolean;
}

/** Read the text of a segment, line by line. */
export function parseSegment(text: string): ISegment {
  const segment: ISegment = {
    entries: [],
    lines: [],
    damaged: [],
    newer: [],
    torn: false
  };
  const texts = text.split('\n');
  // Every line ends with a newline, so what follows the last one is torn.
  segment.torn = texts.pop() !== '';
  texts.forEach((line, index) => {
    const value = parseJson(line, unseal);
    const entry = JournalEntry.safeParse(value);
    if (entry.success) {
      segment.entries.push(entry.data);
      segment.lines.push(index + 1);
    } else if (value !== undefined && isSealed(line)) {
      segment.newer.push(index + 1);
    } else {
      segment.damaged.push(index + 1);
    }
  });
  return segment;
}

/**
 * What the last segment comes to with its copy:
 *
 * - `text`: its own text counts, whatever is wrong with single lines of it;
 * - `cut`: it is what a save leaves that was cut off, so its copy counts;
 * - `changed`, `replaced`: something else was done to it, after which its own text
 *   has more to tell (`changed`), or its copy has (`replaced`);
 * - `lost`: neither has anything to tell, although something was saved.
 */
export type LastSegment = 'text' | 'cut' | 'changed' | 'replaced' | 'lost';

/**
 * See `LastSegment`.
 *
 * @param segment - its number.
 * @param text - `null` where its file is gone.
 * @param copy - what the journal's copy is, of whatever segment.
 */
export function judgeLast(
  segment: number,
  text: string | null,
  copy: ISegmentCopy
): LastSegment {
  const own = parseSegment(text ?? '');
  const hasEntries = told(own) > 0;
  // A copy with other newlines is the same journal.
  const now = (text ?? '').replaceAll('\r\n', '\n');
  if (copy.segment !== segment) {
    // The copy follows the first save, so that one may be all that there was.
    const isFirst = copy.text === null ? segment === 1 : copy.segment !== null;
    return hasEntries ? 'text' : isFirst && isCutOff(now, '') ? 'cut' : 'lost';
  }
  const kept = parseSegment(copy.text);
  const before = copy.text.replaceAll('\r\n', '\n');
  if (kept.damaged.length === 0 && !kept.torn && isCutOff(now, before)) {
    return 'cut';
  }
  if (now.startsWith(before) && hasEntries) {
    return 'text';
  }
  if (told(kept) > told(own)) {
    return 'replaced';
  }
  return hasEntries ? 'changed' : 'lost';
}

/** How many lines of a segment are what was written. */
function told({ entries, newer }: ISegment): number {
  return entries.length + newer.length;
}

/** Whether a text is what is left of a save that began with what was there before. */
function isCutOff(now: string, before: string): boolean {
  // The end of a file that a machine lost, or half of a character.
  const left = now.replace(/[\0\uFFFD]+$/, '');
  if (now === before && now !== '') {
    return false;
  }
  const rest = left.slice(before.length);
  return (
    before.startsWith(left) ||
    (left.startsWith(before) &&
      !rest.includes('\n') &&
      LINE.startsWith(rest.slice(0, LINE.length)))
  );
}

/** How every line begins. */
const LINE = '{"time":"';
