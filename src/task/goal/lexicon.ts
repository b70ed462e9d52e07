import { things } from './things';
import { fold, sameWord, stem, withoutUmlauts } from './words';

/** Whether people mostly predict a thing, or mostly by it. */
export type Usage = 'asked' | 'given' | null;

interface IThing {
  usage: Usage;
  words: string[];
  /** Words of several: "how long", "day of week". */
  phrases: string[];
}

const lists: IThing[] = things.map(line => {
  const words = fold(line.slice(2)).split(' ');
  return {
    usage: line[0] === '+' ? 'asked' : line[0] === '-' ? 'given' : null,
    words: words.filter(word => !word.includes('_')),
    phrases: words
      .filter(word => word.includes('_'))
      .map(word => word.replaceAll('_', ' '))
  };
});
const meanings = new Map<string, Set<number>>();
/** The words by their first two letters, which other forms of them share. */
const byStart = new Map<string, [word: string, at: number][]>();
lists.forEach(({ words }, at) => {
  for (const word of words) {
    meanings.set(word, (meanings.get(word) ?? new Set()).add(at));
    const start = word.slice(0, 2);
    byStart.set(start, [...(byStart.get(start) ?? []), [word, at]]);
  }
});
const known = new Map(meanings);

/** Which things a word may mean, by number; none for a word that is not known. */
function meaningsOf(word: string): ReadonlySet<number> {
  let found = meanings.get(word);
  if (!found) {
    // "Hauspreises", "цену": other forms, and one part of a compound.
    const plain = withoutUmlauts(word);
    found = new Set(
      [word, ...(plain === word ? [] : [plain])].flatMap(form => [
        ...likeStart(form, each => sameWord(each, form) || isPart(each, form)),
        ...endOf(form)
      ])
    );
    meanings.set(word, found);
  }
  return found;
}

function likeStart(word: string, fits: (each: string) => boolean): number[] {
  return (byStart.get(word.slice(0, 2)) ?? [])
    .filter(([each]) => fits(each))
    .map(([, at]) => at);
}

/** What the end of a compound means: "preis" in "hauspreises". */
function endOf(word: string): number[] {
  const found: number[] = [];
  for (let start = 3; start + SHORTEST <= word.length; start++) {
    for (const ending of endings) {
      const part = word.slice(start, word.length - ending.length);
      if (word.endsWith(ending) && part.length >= SHORTEST) {
        found.push(...(known.get(part) ?? []));
      }
    }
  }
  return found;
}

/** Letters of a word that is told within another. */
const SHORTEST = 5;
const endings = ['', 's', 'es', 'n', 'en'];

/** Whether a word begins or ends a longer one: "preis" in "hauspreises". */
function isPart(part: string, word: string): boolean {
  return (
    part.length >= SHORTEST &&
    word.length > part.length + 2 &&
    ((part !== 'class' && word.startsWith(part)) ||
      endings.some(ending => word.endsWith(part + ending)))
  );
}

/** Whether two words of any languages mean one thing. */
export function meanTheSame(a: string, b: string): boolean {
  if (sameWord(a, b) || isPart(a, b) || isPart(b, a)) {
    return true;
  }
  const own = meaningsOf(a);
  return own.size > 0 && [...meaningsOf(b)].some(each => own.has(each));
}

/** Whether a word is no more than the beginning of a longer one, which is another: "house" in "households". */
export function isBeginning(part: string, word: string): boolean {
  const own = meaningsOf(word);
  return (
    word.length > part.length &&
    word.startsWith(part) &&
    !sameWord(part, word) &&
    ![...(known.get(part) ?? [])].some(each => own.has(each))
  );
}

/** Words of Chinese or Japanese that mean what a name's word means, longest first. */
export function unspacedWordsFor(word: string): string[] {
  return [...meaningsOf(word)]
    .flatMap(at => lists[at].words.filter(isUnspaced))
    .sort((a, b) => b.length - a.length);
}

/** What asks for a thing without its name: "how long" for a duration. */
export function phrasesFor(word: string): string[] {
  return [...meaningsOf(word)].flatMap(at => lists[at].phrases);
}

/** Whether what a word of a column's name means is mostly predicted, or mostly given. */
export function usageOf(word: string): Usage {
  let found = usages.get(word);
  if (found === undefined) {
    const exact = [...(known.get(word) ?? [])];
    const alike =
      exact.length > 0
        ? exact
        : [
            ...likeStart(
              word,
              each =>
                isPart(each, word) ||
                (word.length > 4 && stem(each) === stem(word))
            ),
            ...endOf(word)
          ];
    const all = alike.map(at => lists[at].usage);
    found = all.includes('asked') ? 'asked' : (all[0] ?? null);
    usages.set(word, found);
  }
  return found;
}

const usages = new Map<string, Usage>();

function isUnspaced(word: string): boolean {
  return /[\u3040-\u30ff\u4e00-\u9fff]/.test(word);
}
