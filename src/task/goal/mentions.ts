import {
  isBeginning,
  meanTheSame,
  phrasesFor,
  unspacedWordsFor
} from './lexicon';
import { measuredIn } from './measured';
import { isSlip } from './respelled';
import { fold, nameWords, withoutUmlauts, wordsOf, type IWord } from './words';

/** A place in a goal that may mean a column. */
export interface IMention {
  column: string;
  start: number;
  end: number;
  /** How well it fits the column's name, 0 to 1; 1 is the name letter by letter. */
  fit: number;
}

/** Words that name no column by themselves. */
const idle = new Set(
  'id is has the of a an in no num nr total value type name code data col column var feature x f'.split(
    ' '
  )
);

/** Words that turn down and never mean a column, though "note" begins like one. */
const negations = new Set(['not', 'nor', 'non', 'pas', 'nicht', 'nao']);

/**
 * Every place where a goal may mean one of the columns: its name letter by letter, the
 * words of its name, or words that mean the same in another language.
 */
export function mentionsOf(
  goal: string,
  columns: readonly string[]
): IMention[] {
  const folded = fold(goal);
  const said = wordsOf(goal).filter(({ text }) => !negations.has(text));
  const found = columns.flatMap(column => {
    const exact = literal(goal, folded, column);
    const other = [...spoken(goal, said, column), ...phrases(folded, column)];
    return exact.length > 0
      ? [...exact, ...other.filter(at => !overlaps(at, exact))]
      : [...other, ...unspaced(folded, column)];
  });
  const free = said.filter(({ start, end }) =>
    found.every(at => at.end <= start || end <= at.start)
  );
  found.push(...measuredIn(free, columns));
  if (found.length === 0) {
    return columns.flatMap(column => misspelt(said, column));
  }
  // "price" within "price_per_sqm" is no mention of `price`.
  const whole = found.filter(({ fit }) => fit >= 0.85);
  return found.filter(
    at =>
      !whole.some(
        other =>
          other.column !== at.column &&
          other.fit >= at.fit &&
          other.start <= at.start &&
          at.end <= other.end &&
          other.end - other.start > at.end - at.start
      )
  );
}

function overlaps(at: IMention, others: readonly IMention[]): boolean {
  return others.some(each => at.start < each.end && each.start < at.end);
}

/** The name as it is written, with no letter beside it. */
function literal(goal: string, folded: string, column: string): IMention[] {
  const name = column.trim();
  const found: IMention[] = [];
  if (name === '') {
    return found;
  }
  // People leave the unit out: "CO2" for "CO2 (g/km)".
  const bare = withoutUnit(name);
  for (const [text, wanted, fit] of [
    [goal, name, 1],
    [folded, fold(name), 0.9],
    ...(bare === name ? [] : [[folded, fold(bare), 0.9] as const])
  ] as const) {
    for (
      let start = text.indexOf(wanted);
      start >= 0;
      start = text.indexOf(wanted, start + 1)
    ) {
      const end = start + wanted.length;
      const alone =
        !joined(text.slice(0, start).at(-1), wanted[0]) &&
        !joined(wanted.at(-1), text[end]);
      const mention = { column, start, end, fit };
      if (alone && !overlaps(mention, found)) {
        const isMarked =
          /[`"'“”«»„‘’*「『《]/.test(goal[start - 1] ?? '') &&
          /[`"'“”«»‘’*」』》]/.test(goal[end] ?? '');
        // "y" and "in" are names of columns and words of prose.
        const isWord = wanted.length > 2 || /^(y|\p{Lu}\w?)$/u.test(name);
        if (isMarked || isWord || isCalled.test(folded.slice(0, start))) {
          found.push({ ...mention, fit: isMarked ? 1 : fit * 0.97 });
        }
      }
    }
  }
  return found;
}

/** Says that what follows is the name of a column, however short. */
const isCalled =
  /(?:(?<!\p{L})(?:column|field|variable|spalte|feld|colonne|champ|columna|campo|coluna|colonna|столбец|столбце|столбца|поле)|列|字段|カラム)[ :]*$/u;

/** A name without its unit: "CO2 (g/km)", "Preis €/MWh", "weight_kg". */
function withoutUnit(name: string): string {
  return (
    name
      .trim()
      .replace(/\s*[([（].*[)\]）]/u, '')
      .replace(
        /[\s_]+(?:in[\s_]+)?(?:[€$£¥%°]\S*|\S{1,4}\/\S{1,5}|[kmcµ]?[mgl][²³23]?|[kmg]?wh?|eur|usd|gbp|lbs?|pct)$/iu,
        ''
      )
      .trim() || name
  );
}

/** Whether two neighbouring characters belong to one word. */
function joined(a: string | undefined, b: string | undefined): boolean {
  const isCjk = (c: string) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(c);
  return (
    a !== undefined &&
    b !== undefined &&
    /[\p{L}\p{N}_]/u.test(a) &&
    /[\p{L}\p{N}_]/u.test(b) &&
    !isCjk(a) &&
    !isCjk(b)
  );
}

/** A name with a slip of the pen, where nothing else in the goal names a column. */
function misspelt(said: readonly IWord[], column: string): IMention[] {
  const parts = nameWords(column).filter(part => !idle.has(part));
  return said
    .filter(({ text }) => parts.some(part => isSlip(part, text)))
    .map(({ start, end }) => ({ column, start, end, fit: 0.8 }));
}

/** Runs of words that share most of a name's. */
function spoken(
  goal: string,
  said: readonly IWord[],
  column: string
): IMention[] {
  // Units say nothing of what is measured.
  const parts = nameWords(withoutUnit(column));
  const telling = parts.filter(
    part => !idle.has(part) && !/^\d+\p{L}?$/u.test(part)
  );
  if (telling.length === 0) {
    return [];
  }
  const found: IMention[] = [];
  for (let at = 0; at < said.length; at++) {
    const first = telling.findIndex(part => meanTheSame(part, said[at].text));
    if (first < 0) {
      continue;
    }
    const hit = new Set<string>();
    let own = 0;
    let end = at;
    // As far as a name with "of the" between its words reaches.
    for (let i = at; i < Math.min(said.length, at + parts.length + 4); i++) {
      if (
        /[.?!;。？！；]\s|\n/u.test(goal.slice(said[end].end, said[i].start))
      ) {
        break;
      }
      for (const part of telling) {
        if (!hit.has(part) && meanTheSame(part, said[i].text)) {
          hit.add(part);
          own +=
            withoutUmlauts(part) === withoutUmlauts(said[i].text)
              ? 1
              : isBeginning(said[i].text, part)
                ? -4
                : 0;
          end = i;
        }
      }
    }
    const share = hit.size / telling.length;
    if (share < 0.5) {
      continue;
    }
    found.push({
      column,
      start: said[at].start,
      end: said[end].end,
      fit:
        0.35 +
        0.4 * share +
        0.06 * Math.min(3, hit.size) +
        (0.04 * own) / hit.size -
        (share < 1 ? 0.1 : 0) -
        // "Sale price of a house" is no "price of sale".
        0.06 * Math.max(0, end - at - 1 - hit.size)
    });
    at = end;
  }
  return found;
}

/** "How long" asks for a duration without naming it: what is meant stands at its end. */
function phrases(folded: string, column: string): IMention[] {
  return nameWords(column)
    .filter(part => !idle.has(part))
    .flatMap(phrasesFor)
    .flatMap(phrase =>
      [
        ...folded.matchAll(new RegExp(`(?<!\\p{L})${phrase}(?!\\p{L})`, 'gu'))
      ].map(({ index }) => ({
        column,
        start: index + phrase.length,
        end: index + phrase.length,
        fit: 0.7
      }))
    );
}

/** Words of Chinese or Japanese that mean the name, or most of the name itself. */
function unspaced(folded: string, column: string): IMention[] {
  const bare = fold(column.replace(/[(（[].*[)）\]]/u, '')).replace(
    /^是否|^有无/u,
    ''
  );
  const telling = nameWords(column).filter(part => !idle.has(part));
  const words: [string, number][] = telling.flatMap(part =>
    unspacedWordsFor(part).map((word): [string, number] => [
      word,
      0.4 + 0.4 / telling.length
    ])
  );
  if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(bare)) {
    const part = longestPart(bare, folded);
    if (part.length >= Math.max(2, bare.length / 2)) {
      words.unshift([part, 0.4 + (0.5 * part.length) / bare.length]);
    }
  }
  const found: IMention[] = [];
  for (const [word, fit] of words) {
    for (
      let start = folded.indexOf(word);
      start >= 0;
      start = folded.indexOf(word, start + 1)
    ) {
      const mention = { column, start, end: start + word.length, fit };
      if (!overlaps(mention, found)) {
        found.push(mention);
      }
    }
  }
  return found;
}

/** The longest part of a name that a text has, the first of them; empty where none is. */
function longestPart(name: string, text: string): string {
  for (let length = name.length; length > 0; length--) {
    for (let at = 0; at + length <= name.length; at++) {
      const part = name.slice(at, at + length);
      if (text.includes(part)) {
        return part;
      }
    }
  }
  return '';
}
