/**
 * Names and goals compared by their words, in any script: "SalePrice", "sale_price"
 * and "the sale price of each house" share theirs.
 */

/** One word of a text, with where it stands. */
export interface IWord {
  /** In lower case, without accents. */
  text: string;
  start: number;
  end: number;
}

/** Scripts that are written without blanks between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Lower case without accents; every character keeps its place. */
export function fold(text: string): string {
  return Array.from(text, letter => {
    // が is another letter than か.
    if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(letter)) {
      return letter;
    }
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    // й and ё are letters of their own, yet names are written without their marks, too.
    return plain.length === letter.length ? plain : letter.toLowerCase();
  }).join('');
}

/** The words of a text; each character of Chinese and Japanese counts as one. */
export function wordsOf(text: string): IWord[] {
  const found: IWord[] = [];
  for (const match of text.matchAll(
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]|(?:\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lo}+|\p{Lu}|\p{N}+)/gu
  )) {
    found.push({
      text: fold(match[0]).replaceAll('ß', 'ss'),
      start: match.index,
      end: match.index + match[0].length
    });
  }
  return found;
}

/** The words of a column's name, in lower case. */
export function nameWords(name: string): string[] {
  return wordsOf(name).map(({ text }) => text);
}

/** Endings that a word loses before it is compared. */
const endings =
  /(?:ations?|ments?|ings?|ungen|ung|ies|ed|als?|es|en|er|s|e|y|i|a|o|n)$/;

/** "prices" and "price", "survived" and "survival", "prédire" and "prédit" share a stem. */
export function stem(word: string): string {
  return word.length > 4 ? word.replace(endings, '') : word.replace(/s$/, '');
}

/** "gekuendigt" as "kundigt": columns are named without umlauts, and for what has been done. */
export function withoutUmlauts(word: string): string {
  return word.length < 6
    ? word
    : word
        .replace(/([aou])e(?=[bcdfghklmnprstz])/g, '$1')
        .replace(/^ge(?=\p{L}{4,}t$)/u, '');
}

/**
 * Whether two words are one in other forms: the same stem, or a common beginning
 * that leaves no more than endings.
 */
export function sameWord(a: string, b: string): boolean {
  if (a === b) {
    return true;
  }
  if (unspaced.test(a) || unspaced.test(b) || /\d/.test(a + b)) {
    return false;
  }
  if (a.length < 3 || b.length < 3) {
    return false;
  }
  const [plainA, plainB] = [withoutUmlauts(a), withoutUmlauts(b)];
  if (plainA !== a || plainB !== b) {
    return sameWord(plainA, plainB);
  }
  if (stem(a) === stem(b)) {
    return true;
  }
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) {
    shared++;
  }
  const longer = Math.max(a.length, b.length);
  // Cases of Slavic nouns change up to three letters; short words fewer.
  return shared >= 4
    ? longer - shared <= 3 && shared >= 0.6 * longer
    : shared === 3 && longer <= 4;
}
