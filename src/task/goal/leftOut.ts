import { mentionsOf, type IMention } from './mentions';
import { sentencesOf, type ISpan } from './parts';
import { around, doesNotUse, isTurnedDown, leaves } from './turnsDown';
import { fold } from './words';

/** Nothing but names of columns and what joins them. */
const joins =
  /^(?:[\s"'“”„«»`*,、，:：()（）「」『』/&+|-]|\b(?:the|this|these|that|our|any of|either|both|column|columns|feature|features|field|fields|variable|variables|and|or|nor|as well as|die|der|das|den|dem|spalten?|merkmale?|felder?|und|oder|sowie|noch|la|le|les|l['’]|colonnes?|variables|et|ou|ni|el|los|las|o|a|os|as|columnas?|colunas?|y|e|ni|nem|il|lo|gli|i|colonn[ae]|variabil[ei]|ed|ne)\b|столб\p{L}*|признак\p{L}*|колонк\p{L}*|пол[ея]|(?<!\p{L})(?:и|или|ни)(?!\p{L})|列|字段|这|那|特征|和|与|或|及|カラム|と|や|も)*$/iu;

/** What columns are of, before their names as they are written: "the goals FTHG and FTAG". */
const what =
  /^ (?:the|those|these|its|die|les|los|las|le|i|gli|os|as) \p{L}+[\s`“"'«(:]*$/iu;

/** Another word right behind a name, which is then no name: "do not use late fees". */
const goesOn =
  /^ (?!(?:and|or|nor|as|because|since|for|when|which|that|it|they|is|are|to|in|here|please|at|und|oder|noch|weil|da|denn|die|et|ou|ni|car|qui|y|o|porque|pues|que|e|nem|pois|ed|ne|perche|che)\b)[a-z]/u;

/** What a sentence began with is meant: "`x` is filled in at the end, so it …". */
const goesBack =
  /[,，] ?(?:so|thus|hence|and|also|daher|deshalb|darum|donc|alors|por eso|asi que|por isso|entao|quindi|percio|поэтому|значит|所以|因此)? ?(?:they|it|both|sie|es|beide|ils?|elles?|они|он[ао]?|它们?) (?:\p{L}+ )?$/u;

/** Words that may stand between a name and what turns it down. */
const FAR = 60;

/** So well fits a name as it is written, whatever its case. */
const WRITTEN = 0.87;
/** So well fits the only word of a name. */
const WORD = 0.85;

/**
 * The columns from which nothing is to be learned, as a goal says: "do not use `rating`",
 * "`rating` is only known afterwards". Where a sentence writes names, no other words count.
 */
export function leftOutBy(goal: string, columns: readonly string[]): string[] {
  // Every letter keeps its place.
  const folded = fold(goal);
  const mentions = [
    ...mentionsOf(goal, columns).filter(({ fit }) => fit >= WORD),
    ...headsIn(folded, columns)
  ].sort((a, b) => a.start - b.start);
  const found = sentencesOf(folded).flatMap(({ start, end }) => {
    const all = mentions.filter(each => each.start >= start && each.end <= end);
    const written = all.filter(({ fit }) => fit >= WRITTEN);
    const own = written.length > 0 ? written : all;
    const places = (cue: RegExp) => placesIn(cue, folded, start, end);
    const ahead = [...places(leaves), ...places(doesNotUse)].map(cue => ({
      cue,
      names: following(own, folded, cue.end)
    }));
    // "不要用" and "не использовать" stand before a name as well as behind it.
    const isTaken = (cue: ISpan) =>
      ahead.some(
        ({ cue: other, names }) =>
          names.length > 0 && other.start < cue.end && cue.start < other.end
      );
    return [
      ...ahead.flatMap(({ names }) => names),
      ...places(around.begins)
        .map(cue => following(own, folded, cue.end))
        .filter(
          names =>
            names.length > 0 &&
            around.ends.test(folded.slice(names.at(-1)!.end))
        )
        .flat(),
      ...places(isTurnedDown)
        .filter(cue => !isTaken(cue))
        .flatMap(cue => preceding(own, folded, cue.start)),
      ...places(doesNotUse)
        .filter(cue => !isTaken(cue))
        .flatMap(cue => {
          const names = preceding(own, folded, cue.start);
          return names.length > 0 &&
            right.test(folded.slice(names.at(-1)!.end, cue.start))
            ? names
            : [];
        })
    ];
  });
  return [...new Set(found.map(({ column }) => column))];
}

/** Up to three words that join nothing: "`rating` we must not use". */
const right =
  /^[\s"'”»`)）]*(?!(?:and|or|but|und|oder|aber|et|ou|mais|y|e|o|pero|mas|ma|и|но|а)\b)(?:\p{L}+ ){0,3}$/u;

/** The names right behind a place, as far as nothing parts them. */
function following(
  mentions: readonly IMention[],
  text: string,
  from: number
): IMention[] {
  const next = mentions.find(({ start }) => start >= from);
  const between = text.slice(from, next?.start);
  return next &&
    (joins.test(between) || (next.fit >= 0.95 && what.test(between))) &&
    !isOfProse(next, text)
    ? [next, ...following(mentions, text, next.end)]
    : [];
}

/** Whether a word is one of prose although it is called like a column. */
function isOfProse({ start, end }: IMention, text: string): boolean {
  const tail = text.slice(end);
  return (
    /^\p{L}+$/u.test(text.slice(start, end)) &&
    goesOn.test(tail) &&
    !around.ends.test(tail)
  );
}

/** Where one name alone is called by its last word: "the confidence" of `sentiment_confidence`. */
function headsIn(folded: string, columns: readonly string[]): IMention[] {
  const heads = columns.map(column => fold(column).split(/[\s_.-]+/));
  return columns.flatMap((column, at) => {
    const head = heads[at].at(-1)!;
    return heads[at].length > 1 &&
      /^\p{L}{4,}$/u.test(head) &&
      heads.filter(each => each.includes(head)).length === 1
      ? [
          ...folded.matchAll(new RegExp(`(?<=\\bthe )${head}(?!\\p{L})`, 'gu'))
        ].map(({ index }) => ({
          column,
          start: index,
          end: index + head.length,
          fit: 0.85
        }))
      : [];
  });
}

/** The name before a place, and those that are joined with it. */
function preceding(
  mentions: readonly IMention[],
  text: string,
  to: number
): IMention[] {
  const known = mentions.filter(({ end }) => end <= to);
  const last = known.at(-1);
  if (last === undefined) {
    return [];
  }
  const words = text.slice(last.end, to);
  if (goesBack.test(words)) {
    return [known[0], ...following(known, text, known[0].end)];
  }
  if (words.length > FAR || /[.;:!?。；：]\s|\n\s*\n/u.test(words)) {
    return [];
  }
  const joined = [last];
  for (const each of known.slice(0, -1).reverse()) {
    if (!joins.test(text.slice(each.end, joined[0].start))) {
      break;
    }
    joined.unshift(each);
  }
  return joined;
}

function placesIn(
  cue: RegExp,
  text: string,
  from: number,
  to: number
): ISpan[] {
  return [...text.slice(from, to).matchAll(cue)].map(match => ({
    start: from + match.index,
    end: from + match.index + match[0].length
  }));
}
