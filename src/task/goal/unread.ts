import type { ColumnPreview, TablePreview } from '../data';
import { asks, placesOf } from './cues';
import { mentionsOf, type IMention } from './mentions';
import { isOrder, isRepeated, sharesWith } from './owners';
import { listsOf, sentencesOf, type ISpan } from './parts';
import { turnedTo } from './turned';
import {
  dear,
  excepts,
  judged,
  judging,
  knowing,
  mistakes,
  modelling,
  negated,
  noneOf,
  only,
  others,
  timed
} from './unreadCues';
import { fold } from './words';

/**
 * What of a goal no entry of the declaration was read from although it looks like an
 * instruction. Nobody can foresee all ways to say something; that a sentence says
 * something takes less: it speaks of judging and of mistakes, of other rows and of
 * learning, or it names a column and turns something down.
 */

/** How well a place has to fit a column's name to mean it. */
const MEANT = 0.6;
/** More columns than this in one sentence are a list of what there is. */
const FEW = 2;
/** A goal of so many sentences says nothing in passing. */
const SHORT = 3;
/** Characters of a sentence that are quoted. */
const LONGEST = 100;
/** Sentences that are quoted before the rest is counted. */
const QUOTED = 2;

/** A sentence of the goal. */
interface ISentence extends ISpan {
  /** As it is written. */
  text: string;
  /** The same in lower case without accents, each letter in its place. */
  folded: string;
}

/** A sentence that says how rows are divided, as it seems, and the ways that may be meant. */
export interface IRowsUnread {
  words: string;
  ways: { kind: 'group' | 'time'; column: string }[];
}

/**
 * The sentence that says what predictions are judged by, as it seems; for a goal in which
 * no metric was found.
 *
 * @param columns - names of the table's columns, which may sound like judging themselves.
 * @returns it shortened; `null` where none does.
 */
export function scoreUnread(
  goal: string,
  columns: readonly string[]
): string | null {
  const mentions = mentionsOf(goal, columns);
  const found = sentences(goal).find(each => {
    const prose = withoutColumns(each, mentions);
    return judged.test(prose) || (judging.test(prose) && mistakes.test(prose));
  });
  return found ? shortened(found.text) : null;
}

/**
 * The sentence that says which rows are to be predicted, as it seems; for a goal that was
 * found to say nothing of it.
 *
 * @param test - the table to be predicted: whom it shares, rows are not divided by.
 * @returns `null` where none does, or nothing in the table could be divided by.
 */
export function rowsUnread(
  goal: string,
  train: TablePreview,
  target: string,
  test: TablePreview | null
): IRowsUnread | null {
  const shares = sharesWith(test);
  const columns = train.columns.filter(
    column => column.name !== target && shares(column) !== 'shared'
  );
  const groups = columns.filter(
    column => isRepeated(column, train) && !isOrder(column)
  );
  const times = columns.filter(isOrder);
  const mentions = meantIn(
    goal,
    columns.map(({ name }) => name)
  );
  for (const each of sentences(goal)) {
    const own = mentionsIn(each, mentions);
    const prose = withoutColumns(each, own);
    const isOther = others.test(prose);
    const isTurned = negated.test(prose);
    if (!modelling.test(prose)) {
      continue;
    }
    const ways: IRowsUnread['ways'] = [
      ...(timed.test(prose) ? times : []).map(({ name }) => ({
        kind: 'time' as const,
        column: name
      })),
      ...groups
        .filter(column => {
          const named = own.find(({ column: name }) => name === column.name);
          return named
            ? isOther || (isTurned && (isCode(column) || isNone(goal, named)))
            : (isOther || (isTurned && own.length === 0)) && isCode(column);
        })
        .map(({ name }) => ({ kind: 'group' as const, column: name }))
    ];
    if (ways.length > 0) {
      return { words: shortened(each.text), ways };
    }
  }
  return null;
}

/**
 * Sentences that turn down or restrict what a column is used for, or tell when it is
 * known, as it seems, and that no entry was read from. In a short goal nothing is said in
 * passing; in a longer one, and where columns are described, it has to speak of knowing.
 *
 * @param told - names of the columns that an entry tells of: what is predicted, left out,
 *   divided or weighed by.
 * @param used - what entries were read from, in the goal's own words.
 */
export function columnsUnread(
  goal: string,
  columns: readonly string[],
  told: ReadonlySet<string>,
  used: readonly string[]
): string[] {
  const mentions = meantIn(goal, columns);
  const folded = fold(goal);
  const lists = listsOf(folded);
  const all = sentences(goal);
  const isLeft = (each: ISentence, sentence: ISentence) => {
    const own = mentionsIn(each, mentions);
    const free = own.filter(({ column }) => !told.has(column));
    const isUsed =
      used.some(words => each.text.includes(words)) ||
      // What is asked for, or turned away from, was read with it.
      (placesOf(asks, each.folded).length > 0 &&
        own.some(
          ({ column, start }) =>
            told.has(column) || turnedTo(folded, sentence, start) !== null
        ) &&
        !free.some(({ start }) =>
          excepts.test(each.folded.slice(0, start - each.start))
        ));
    const prose = withoutColumns(each, own);
    return (
      free.length > 0 &&
      new Set(free.map(({ column }) => column)).size <= FEW &&
      !isUsed &&
      [negated, only, timed].some(cue => cue.test(prose))
    );
  };
  const isListed = ({ start: at }: ISpan) =>
    lists.some(({ start, end }) => start <= at && at < end);
  return all
    .filter(
      sentence =>
        (all.length <= SHORT &&
          !isListed(sentence) &&
          clausesOf(sentence).some(each => isLeft(each, sentence))) ||
        clausesOf(sentence, mentions).some(
          each => isLeft(each, sentence) && knowing.test(each.folded)
        )
    )
    .map(({ text }) => shortened(text));
}

/** A sentence that may say what mistakes cost; for a goal in which no metric was found. */
export function costUnread(goal: string, columns: readonly string[]): string[] {
  const mentions = mentionsOf(goal, columns);
  return sentences(goal)
    .filter(each => {
      const prose = withoutColumns(each, mentions);
      return mistakes.test(prose) && dear.test(prose);
    })
    .map(({ text }) => shortened(text));
}

/** Sentences that were not used, in one: the first of them are quoted. */
export function notUsed(sentences: readonly string[]): string[] {
  const different = [...new Set(sentences)];
  const more = different.length - QUOTED;
  return different.length === 0
    ? []
    : [
        `Not used of the goal: ${different
          .slice(0, QUOTED)
          .map(each => `“${each}”`)
          .join(
            ', '
          )}${more > 0 ? ` and ${more} more ${more === 1 ? 'sentence' : 'sentences'}` : ''}.`
      ];
}

/** The sentences of a goal; a heading is one with what stands below it. */
function sentences(goal: string): ISentence[] {
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
function clausesOf(
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
function meantIn(goal: string, columns: readonly string[]): IMention[] {
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

function mentionsIn(
  { start, end }: ISpan,
  mentions: readonly IMention[]
): IMention[] {
  return mentions.filter(each => each.start >= start && each.end <= end);
}

/** A folded sentence with blanks for the columns that it names. */
function withoutColumns(
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

/** Whether a column holds names with numbers, such as “S12”: one of many each. */
function isCode({ kind, unique, top }: ColumnPreview): boolean {
  return (
    (kind === 'category' || kind === 'text') &&
    unique >= 10 &&
    top.every(({ value }) => /^\p{L}{0,8}[-_ ]?\d+$/u.test(value))
  );
}

/** Whether "no" stands before a column's name. */
function isNone(goal: string, { start }: ISpan): boolean {
  return noneOf.test(fold(goal.slice(Math.max(0, start - 40), start)));
}

/** A sentence in one line and without its full stop, as far as it is quoted. */
function shortened(text: string): string {
  const line = text
    .replace(/(?:^|\n)#[^\n]*\n/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s>*•-]+|[.。;；\s]+$/gu, '');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
