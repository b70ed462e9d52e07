import type { TreeEvent } from '../../solution/events';
import type { JournalEntry } from '../folder/entry';

/**
 * What is odd about the lines of a journal, whatever they tell: one that stands there
 * twice, and time that runs backwards; each a sentence.
 *
 * @param where - where an event stands, for people.
 */
export function checkEntries(
  entries: readonly JournalEntry[],
  where: (event: TreeEvent) => string
): string[] {
  const problems: string[] = [];
  const seen = new Map<string, JournalEntry>();
  let worked = 0;
  for (const entry of entries) {
    const text = JSON.stringify(entry);
    const before = seen.get(text);
    if (before) {
      problems.push(
        `${where(entry.event)} is the same as ${where(before.event)}.`
      );
    }
    seen.set(text, entry);
    if (Number.isNaN(Date.parse(entry.time))) {
      problems.push(`${where(entry.event)} has no time.`);
    }
    if (entry.elapsed < worked) {
      problems.push(
        `${where(entry.event)} says that the run had worked ${entry.elapsed} s, less than the ${worked} s before it.`
      );
    }
    worked = Math.max(worked, entry.elapsed);
  }
  return problems;
}
