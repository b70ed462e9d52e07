import { asks, placesOf } from './cues';
import type { IMention } from './mentions';
import { listsOf, type ISpan } from './parts';
import { rolesOf, type Role } from './roles';
import {
  clausesOf,
  meantIn,
  mentionsIn,
  sentencesIn,
  shortened,
  withoutColumns,
  type ISentence
} from './sentences';
import { turnedTo } from './turned';
import {
  courtesy,
  dear,
  excepts,
  knowing,
  mistakes,
  negated,
  only,
  onlyThese,
  timed
} from './unreadCues';
import { asksForWhole } from './wholeNumbers';
import { fold, wordsOf } from './words';

/** What was read of a goal. */
export interface IRead {
  /** Names of the table's columns, */
  columns: readonly string[];
  /** of those that are predicted, */
  targets: readonly string[];
  /** and of all that an entry tells of: predicted, left out, divided or weighed by. */
  told: ReadonlySet<string>;
  /** What entries were read from, or is asked about, in the goal's own words. */
  used: readonly string[];
  /** Whether the usual metric is taken, */
  isUsual: boolean;
  /** or rows are drawn at random that could be divided. */
  isUndivided: boolean;
}

/** More columns than this in one sentence are a list of what there is. */
const FEW = 2;
/** A goal of so many sentences says nothing in passing. */
const SHORT = 3;
/** So well fits a name as it is written. */
const WRITTEN = 0.85;
/** So many sentences behind what is asked for are no prose. */
const MOST = 2;
/** Sentences that are quoted before the others are counted. */
const QUOTED = 2;

/**
 * What of a goal no entry was read from although it looks like an instruction, as one
 * sentence for people; `null` where nothing does.
 */
export function notUsed(goal: string, read: IRead): string | null {
  const parts = partsOf(goal, read);
  const behind = parts.all.filter(each => isBehind(each, parts, read));
  const found = parts.all
    .filter(
      each =>
        !asksForWhole(each.text) &&
        ((behind.length <= MOST && behind.includes(each)) ||
          isOfColumn(each, parts, read) ||
          (read.isUsual && !isQuoted(each, read.used) && isOfCost(each, parts)))
    )
    .map(({ text }) => shortened(text));
  const more = found.length - QUOTED;
  const quoted = found.slice(0, QUOTED).map(each => `“${each}”`);
  return found.length === 0
    ? null
    : `Not used of the goal: ${quoted.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'sentence' : 'sentences'}` : ''}.`;
}

/** A goal with its sentences, and the columns that they mean. */
interface IParts {
  goal: string;
  folded: string;
  all: ISentence[];
  mentions: IMention[];
  role: Role;
  /** The sentence that asks for what is predicted. */
  asking: ISentence | undefined;
  isAsking: (sentence: ISentence) => boolean;
  /** Whether a place is in a list of columns. */
  isListed: (place: ISpan) => boolean;
}

function partsOf(goal: string, { columns, targets }: IRead): IParts {
  const folded = fold(goal);
  const lists = listsOf(folded);
  const mentions = meantIn(goal, columns);
  const all = sentencesIn(goal);
  const namesTarget = (each: ISentence) =>
    mentionsIn(each, mentions).some(({ column }) => targets.includes(column));
  const isAsking = (each: ISentence) =>
    placesOf(asks, each.folded).length > 0 && namesTarget(each);
  return {
    goal,
    folded,
    all,
    mentions,
    role: rolesOf(goal, mentions),
    asking: all.find(isAsking) ?? all.find(namesTarget),
    isAsking,
    isListed: place =>
      lists.some(({ start, end }) => start <= place.start && place.start < end)
  };
}

/**
 * Whether a sentence turns down or restricts what a column is used for, or tells when it is
 * known. In a short goal a negation, "only" or "after" beside a name will do; in a longer
 * one, and where columns are described, it has to speak of knowing or using, too.
 */
function isOfColumn(
  sentence: ISentence,
  { all, folded, mentions, isListed }: IParts,
  { told, used }: IRead
): boolean {
  const isLeft = (clause: ISentence) => {
    const own = writtenIn(clause, mentions);
    const free = own.filter(({ column }) => !told.has(column));
    // What is asked for, or turned away from, was read with it.
    const isRead =
      isQuoted(clause, used) ||
      (placesOf(asks, clause.folded).length > 0 &&
        own.some(
          ({ column, start }) =>
            told.has(column) || turnedTo(folded, sentence, start) !== null
        ) &&
        !free.some(
          ({ start, end }) =>
            excepts.test(clause.folded.slice(0, start - clause.start)) ||
            onlyThese.test(clause.folded.slice(end - clause.start))
        ));
    return (
      free.length > 0 &&
      namesIn(free).size <= FEW &&
      !isRead &&
      restricts(withoutColumns(clause, own))
    );
  };
  return (
    (all.length <= SHORT &&
      !isListed(sentence) &&
      clausesOf(sentence).some(isLeft)) ||
    clausesOf(sentence, mentions).some(
      clause => isLeft(clause) && knowing.test(clause.folded)
    )
  );
}

/** Whether a sentence seems to say what mistakes cost. */
function isOfCost(sentence: ISentence, { mentions }: IParts): boolean {
  const prose = withoutColumns(sentence, mentions);
  return mistakes.test(prose) && dear.test(prose);
}

/**
 * Whether a sentence stands behind what is asked for, where background mostly comes before
 * and instructions after; one that names no column matters where metric or division is open.
 */
function isBehind(
  sentence: ISentence,
  { goal, mentions, role, asking, isAsking, isListed }: IParts,
  { targets, told, used, isUsual, isUndivided }: IRead
): boolean {
  const own = writtenIn(sentence, mentions);
  const named = [...namesIn(own)].filter(name => !targets.includes(name));
  const isRead =
    isAsking(sentence) ||
    isQuoted(sentence, used) ||
    (named.length > 0 && named.every(name => told.has(name))) ||
    // Given to learn from.
    (own.length > 0 &&
      own.every(each => role(each) < 0) &&
      !restricts(withoutColumns(sentence, own)));
  // Lists of columns and files, and letters' ends.
  const isAside =
    named.length > FEW ||
    isListed(sentence) ||
    own.some(({ end }) => described.test(goal.slice(end))) ||
    /\.(?:csv|parquet|xlsx?|json)\b/iu.test(sentence.text) ||
    courtesy.test(sentence.folded) ||
    wordsOf(sentence.text).length < 3;
  return (
    asking !== undefined &&
    sentence.start > asking.start &&
    !isRead &&
    !isAside &&
    (named.length > 0 || isUsual || isUndivided)
  );
}

/** What stands between a column and its description. */
const described = /^[`"'»”)]* ?(?:[:：=]|[—–-] )/u;

/** Whether entries were read from a part of a goal, or a question quotes it. */
function isQuoted({ text }: ISentence, used: readonly string[]): boolean {
  return used.some(
    words => text.includes(words) || words.includes(text.trim())
  );
}

/** The mentions in a part of a goal: where some write a name, those. */
function writtenIn(part: ISpan, mentions: readonly IMention[]): IMention[] {
  const own = mentionsIn(part, mentions);
  const written = own.filter(({ fit }) => fit >= WRITTEN);
  return written.length > 0 ? written : own;
}

function restricts(prose: string): boolean {
  return [negated, only, timed].some(cue => cue.test(prose));
}

function namesIn(mentions: readonly IMention[]): Set<string> {
  return new Set(mentions.map(({ column }) => column));
}
