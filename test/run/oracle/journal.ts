import type { Contents } from '@jupyterlab/services';
import { JournalEntry } from '../../../src/run/folder/entry';
import { segmentName } from '../../../src/run/folder/journal';
import { parseJson } from '../../../src/run/folder/parse';
import { isSealed, unseal } from '../../../src/run/folder/seal';
import { judgeLast } from '../../../src/run/folder/segment';
import { COPY, parseCopy } from '../../../src/run/folder/segmentCopy';
import { list, readText } from '../../../src/run/folder/storage';
import type { Direction } from '../../../src/task/task';
import { OrderCheck } from './order';

/**
 * What is wrong with a journal, and what is odd but cost nothing, found a second time:
 * what `readJournal`, `foldEvents` and `SolutionTree` make of it is not used here, so
 * that a mistake there shows.
 *
 * @param folder - the journal's.
 */
export async function judgeJournal(
  contents: Contents.IManager,
  folder: string,
  direction: Direction | null
): Promise<{ problems: string[]; notes: string[] }> {
  const problems: string[] = [];
  const notes: string[] = [];
  const order = new OrderCheck();
  order.direction = direction;
  const read = (name: string) => readText(contents, `${folder}/${name}`);
  const numbers = ((await list(contents, folder)) ?? [])
    .map(({ name }) => Number(/^(\d{4,})\.jsonl$/.exec(name)?.[1] ?? NaN))
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
  const copy = parseCopy(await read(COPY));
  const last = Math.max(numbers.at(-1) ?? 0, copy.segment ?? 0);
  const seen = new Map<string, string>();
  let elapsed = 0;
  for (let number = 1; number <= last; number++) {
    const path = `journal/${segmentName(number)}`;
    if (!numbers.includes(number)) {
      problems.push(`${path} is missing.`);
      // Up to the next one that is there.
      number = (numbers.find(each => each > number) ?? last + 1) - 1;
      continue;
    }
    let text = (await read(segmentName(number))) ?? '';
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
      order.take(entry.data.event, where);
    }
  }
  problems.push(...order.problems);
  return { problems, notes };
}
