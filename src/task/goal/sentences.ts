import { mentionsOf, type IMention } from './mentions';
import { sentencesOf, type ISpan } from './parts';
import { fold } from './words';

/** A sentence of the goal. */
export interface ISentence extends ISpan {
  /** As it is written. */
  text: string;
  /** The same in lower case without accents, each letter in its place. */
  folded: string;
}

/** How well a place has to fit a column's name to mean it. */
const MEANT = 0.6;
/** Characters of a sentence that are quoted. */
const LONGEST = 100;

/** The sentences of a goal; a heading is one with what stands below it. */
export function sentencesIn(goal: string): ISentence[] {
  const folded = fold(goal);
  const found: ISpan[] = [];
  let start: number | null = null;
  for (const span of sentencesOf(goal)) {
    const text = goal.slice(span.start, span.end).trim();
    if (/^#[^\n]*$/.test(text) || text === '') {
      start ??= span.start;
    } else {
      found.push({ start: start ?? span.start, end: span.end });
      start = null;
    }
  }
  return found.map(span => ({
    ...span,
    text: goal.slice(span.start, span.end),
    folded: folded.slice(span.start, span.end)
  }));
}

/**
 * The clauses of a sentence.
 *
 * @param mentions - where these are given, a clause that names no column goes on with what
 *   stands before it.
 */
export function clausesOf(
  { start, text, folded }: ISentence,
  mentions?: readonly IMention[]
): ISentence[] {
  const ends = [...folded.matchAll(parting)].map(({ index }) => index);
  const found: ISentence[] = [];
  let from = 0;
  for (const [at, to] of ends.concat(folded.length).entries()) {
    const next = {
      start: start + to,
      end: start + (ends[at + 1] ?? folded.length)
    };
    if (
      to === folded.length ||
      !mentions ||
      mentionsIn(next, mentions).length > 0
    ) {
      found.push({
        start: start + from,
        end: start + to,
        text: text.slice(from, to),
        folded: folded.slice(from, to)
      });
      from = to;
    }
  }
  return found;
}

/** Begins another clause. */
const parting =
  /[,，、] ?|[—–] | (?:but|because|since|although|aber|sondern|weil|denn|mais|car|pero|sino|porque|mas|pois|ma|perche|но|а|потому)(?= )/gu;

/** Places in a goal that mean a column, of several in one place the one that fits best. */
export function meantIn(goal: string, columns: readonly string[]): IMention[] {
  const found = mentionsOf(goal, columns).filter(({ fit }) => fit >= MEANT);
  return found.filter(
    each =>
      !found.some(
        other =>
          other.fit > each.fit &&
          other.start < each.end &&
          each.start < other.end
      )
  );
}

/** The mentions that stand in a part of a goal. */
export function mentionsIn(
  { start, end }: ISpan,
  mentions: readonly IMention[]
): IMention[] {
  return mentions.filter(each => each.start >= start && each.end <= end);
}

/** A folded sentence with blanks for the columns that it names. */
export function withoutColumns(
  sentence: ISentence,
  mentions: readonly IMention[]
): string {
  let { folded } = sentence;
  for (const { start, end } of mentionsIn(sentence, mentions)) {
    const from = start - sentence.start;
    const to = end - sentence.start;
    folded = `${folded.slice(0, from)}${' '.repeat(to - from)}${folded.slice(to)}`;
  }
  return folded;
}

/** A sentence in one line and without its full stop, as far as it is quoted. */
export function shortened(text: string): string {
  const line = text
    .replace(/(?:^|\n)#[^\n]*\n/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s>*•-]+|[.。;；\s]+$/gu, '');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
