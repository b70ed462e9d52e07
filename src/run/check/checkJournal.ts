import { z } from 'zod';
import { JournalEntry } from '../folder/journal';
import { parseJson } from '../folder/parse';
import { unseal } from '../folder/seal';
import type { IRunFiles } from './checkFiles';
import type { OrderCheck } from './checkOrder';

/** Read every segment in its order. @returns how many events there are. */
export async function checkJournal(
  files: IRunFiles,
  order: OrderCheck,
  problems: string[],
  notes: string[]
): Promise<number> {
  const names = (await files.list('journal')).filter(
    name => !name.startsWith('.')
  );
  const numbers = names
    .map(name => Number(/^(\d{4,})\.jsonl$/.exec(name)?.[1] ?? NaN))
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
  const alien = (name: string) => !/^\d{4,}\.jsonl$|^last\.copy$/.test(name);
  for (const name of names.filter(alien)) {
    problems.push(`journal/${name} does not belong there.`);
  }
  const last = numbers.at(-1) ?? 0;
  const seen = new Map<string, string>();
  let elapsed = 0;
  let events = 0;
  for (let number = 1; number <= last; number++) {
    const path = `journal/${String(number).padStart(4, '0')}.jsonl`;
    if (!numbers.includes(number)) {
      problems.push(`${path} is missing.`);
      // Up to the next one that is there.
      number = numbers.find(each => each > number)! - 1;
      continue;
    }
    let text = (await files.read(path)) ?? '';
    if (number === last && !isSound(text)) {
      const copy = await copyOf(files, number);
      if (copy !== null && isSound(copy)) {
        notes.push(
          `A save of ${path} was cut off; last.copy stands in for it.`
        );
        text = copy;
      }
    }
    const lines = text.split('\n');
    // Every line ends with a newline, so what follows the last one is torn.
    if (lines.pop() !== '') {
      notes.push(`The last line of ${path} was cut off; it does not count.`);
    }
    for (const [index, line] of lines.entries()) {
      const where = `${path}, line ${index + 1}`;
      const entry = JournalEntry.safeParse(parseJson(line, unseal));
      if (!entry.success) {
        problems.push(`${where} is damaged.`);
        continue;
      }
      const before = seen.get(line);
      if (before !== undefined) {
        problems.push(`${where} is the same as ${before}.`);
      }
      seen.set(line, where);
      if (Number.isNaN(Date.parse(entry.data.time))) {
        problems.push(`${where} has no time.`);
      }
      if (entry.data.elapsed < elapsed) {
        problems.push(
          `${where} says that the run had worked ${entry.data.elapsed} s, less than the ${elapsed} s before it.`
        );
      }
      elapsed = Math.max(elapsed, entry.data.elapsed);
      events += 1;
      order.take(entry.data.event, where);
    }
  }
  return events;
}

/** Whether a segment is whole, line by line. */
function isSound(text: string): boolean {
  const lines = text.split('\n');
  return (
    lines.pop() === '' &&
    lines.every(line => JournalEntry.safeParse(parseJson(line, unseal)).success)
  );
}

/** What the last segment held before its last save; `null` where nobody knows. */
async function copyOf(
  files: IRunFiles,
  segment: number
): Promise<string | null> {
  const text = await files.read('journal/last.copy');
  const end = text?.indexOf('\n') ?? -1;
  const head = z
    .object({ segment: z.literal(segment) })
    .safeParse(parseJson(text?.slice(0, end) ?? ''));
  return head.success ? text!.slice(end + 1) : null;
}
