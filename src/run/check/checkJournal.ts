import { JournalEntry } from '../folder/entry';
import { segmentName } from '../folder/journal';
import { parseJson } from '../folder/parse';
import { isSealed, unseal } from '../folder/seal';
import { judgeLast } from '../folder/segment';
import { COPY, parseCopy } from '../folder/segmentCopy';
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
  // Copies of Jupyter's are what was kept aside.
  const alien = (name: string) =>
    !/^(\d{4,}(-Copy\d+)?\.jsonl|last(-Copy\d+)?\.copy)$/.test(name);
  for (const name of names.filter(alien)) {
    problems.push(`journal/${name} does not belong there.`);
  }
  const copy = parseCopy(await files.read(`journal/${COPY}`));
  const last = Math.max(numbers.at(-1) ?? 0, copy.segment ?? 0);
  const seen = new Map<string, string>();
  let elapsed = 0;
  let events = 0;
  for (let number = 1; number <= last; number++) {
    const path = `journal/${segmentName(number)}`;
    if (!numbers.includes(number)) {
      problems.push(`${path} is missing.`);
      // Up to the next one that is there.
      number = (numbers.find(each => each > number) ?? last + 1) - 1;
      continue;
    }
    let text = (await files.read(path)) ?? '';
    if (number === last) {
      const kept = copy.segment === number ? copy.text : '';
      switch (judgeLast(number, text, copy)) {
        case 'cut':
          notes.push(
            `A save of ${path} was cut off; last.copy stands in for it.`
          );
          text = kept;
          break;
        case 'changed':
        case 'replaced':
          problems.push(`${path} is not what was saved there.`);
          break;
        case 'lost':
          problems.push(`${path} and its copy hold nothing that can be read.`);
      }
    } else if (text === '') {
      problems.push(`${path} is empty.`);
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
        problems.push(
          isSealed(line) && parseJson(line, unseal) !== undefined
            ? `${where} was written by a newer version of jupyterlab-aide.`
            : `${where} is damaged.`
        );
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
