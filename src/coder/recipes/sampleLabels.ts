import type { ColumnPreview } from '../../task/data';
import { saysNo, saysYes } from '../../task/goal/yesNo';

/** Words for no and yes that go together, in small letters. */
const pairs = [
  ['0', '1'],
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't']
];

/**
 * How a sample writes the classes of a target that says yes or no: `{ no: '0', yes: '1' }`.
 *
 * @returns `null` where it writes them as the target does, or nothing tells for sure.
 */
export function labelsIn(
  sample: ColumnPreview,
  target: ColumnPreview
): Record<string, string> | null {
  const own = target.top.map(({ value }) => value);
  const no = own.find(saysNo);
  const yes = own.find(saysYes);
  const seen = sample.top.map(({ value }) => value.trim());
  const pair = pairs.find(words =>
    seen.every(value => words.includes(value.toLowerCase()))
  );
  if (
    target.unique !== 2 ||
    no === undefined ||
    yes === undefined ||
    seen.length === 0 ||
    seen.length < sample.unique ||
    pair === undefined ||
    isIn(seen, own)
  ) {
    return null;
  }
  const [negative, positive] = pair.map(
    word =>
      seen.find(value => value.toLowerCase() === word) ?? like(seen[0], word)
  );
  return { [no]: negative, [yes]: positive };
}

/** Whether one of these is a class, as numbers and capitals are written. */
export function isIn(seen: readonly string[], own: readonly string[]): boolean {
  const plain = (value: string) => value.replace(/\.0$/, '');
  return seen.some(value => own.some(name => plain(name) === plain(value)));
}

/** A word with its letters as large as those of another. */
function like(other: string, word: string): string {
  return other === other.toLowerCase()
    ? word
    : other === other.toUpperCase()
      ? word.toUpperCase()
      : word[0].toUpperCase() + word.slice(1);
}
