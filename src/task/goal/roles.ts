import {
  belongs,
  forEach,
  isForecast,
  isGloss,
  isObject,
  isObjectBehind,
  wordsIn
} from './besides';
import {
  asks,
  gaveBefore,
  gives,
  givesNothing,
  knownAfter,
  leavesOut,
  namesTarget,
  placesOf,
  verbBehind,
  wantedAfter
} from './cues';
import { isOfDivision } from './divisionSaid';
import { lineOf, listsOf, sentencesOf, type ISpan } from './parts';
import { turnedTo } from './turned';
import { fold } from './words';
import type { IMention } from './mentions';
import { yesOrNo } from './yesNo';

/** What part a place of the goal plays, as a number: 1 is asked for, below 0 given. */
export type Role = (mention: IMention) => number;

/**
 * Say of every place in a goal whether it is asked for or given. In each sentence
 * the object of the asking verb counts most, the first behind it more than the next;
 * what follows "using", "from", "given" counts against, up to the verb or the sentence's end.
 */
export function rolesOf(goal: string, mentions: readonly IMention[]): Role {
  const folded = fold(goal);
  const sentences = sentencesOf(folded);
  const lists = listsOf(folded);
  const given = placesOf(gives, folded).filter(
    cue => !givesNothing(folded, cue)
  );
  const cues = {
    // "Knowing the age and whether they smoke" gives both.
    asked: placesOf(asks, folded).filter(cue => !isOneMore(folded, cue, given)),
    named: placesOf(namesTarget, folded),
    given,
    before: placesOf(gaveBefore, folded),
    behind: placesOf(verbBehind, folded),
    out: placesOf(leavesOut, folded),
    known: placesOf(knownAfter, folded),
    wanted: placesOf(wantedAfter, folded)
  };
  const parts = sentences.map(sentence => ({
    ...sentence,
    asked: within(cues.asked, sentence),
    named: within(cues.named, sentence),
    given: within(cues.given, sentence),
    before: within(cues.before, sentence),
    behind: within(cues.behind, sentence),
    out: within(cues.out, sentence),
    known: within(cues.known, sentence),
    wanted: within(cues.wanted, sentence),
    isQuestion: /[?？]\s*$|(?:か|吗)[。？?]?\s*$/u.test(
      folded.slice(sentence.start, sentence.end)
    )
  }));
  return mention => {
    const at = parts.find(
      part => part.start <= mention.start && mention.start < part.end
    );
    if (!at) {
      return 0;
    }
    const between = (from: number, to: number) =>
      mentions.filter(
        other =>
          other.column !== mention.column &&
          other.start >= from &&
          other.end <= to
      ).length;
    const { start, end } = mention;
    const turn = turnedTo(folded, at, start);
    if (turn !== null) {
      return turn === 'away' ? -1 : 1.05;
    }
    const verbs = [...at.asked, ...at.named];
    if (verbs.length === 0 && isOfDivision(folded.slice(at.start, at.end))) {
      return -0.3;
    }
    const isGiven = (from: number) =>
      at.given.some(
        cue =>
          cue.start >= from &&
          cue.end <= start &&
          !verbs.some(verb => verb.start >= cue.end && verb.end <= start) &&
          !isObjectBehind(folded.slice(cue.end, start))
      ) ||
      at.before.some(
        cue =>
          cue.start >= end &&
          !verbs.some(verb => verb.start >= end && verb.end <= cue.start)
      );
    const clauseEnd = (from: number) => {
      const to = folded
        .slice(from, at.end)
        .search(
          /[,;:，、；]|(?<!\p{L})(?:but|sondern|mais|pero|mas|ma|но)(?!\p{L})/u
        );
      return to < 0 ? at.end : from + to;
    };
    const isLeftOut = at.out.some(
      cue =>
        (cue.end <= start &&
          !verbs.some(verb => verb.start >= cue.end && verb.end <= start) &&
          !/[;:]|\. /.test(folded.slice(cue.end, start))) ||
        (cue.start >= end &&
          cue.start <= clauseEnd(end) &&
          between(end, cue.start) === 0 &&
          // "Sans utiliser `x`" is of what follows.
          between(cue.end, cue.end + 40) === 0)
    );
    if (
      at.wanted.some(
        cue =>
          cue.start >= end &&
          cue.start <= clauseEnd(end) + 2 &&
          between(end, cue.start) === 0
      )
    ) {
      return 1.05;
    }
    if (isLeftOut) {
      return -1;
    }
    if (
      /\bnicht (?:nur )?(?:die|der|das|den)\s*$|\b(?:not|pas|no|non|nao) (?:the|le|la|el|il|o|a)?\s*[`"“«]?$/.test(
        folded.slice(0, start)
      )
    ) {
      return -1;
    }
    if (
      at.known.some(
        cue =>
          cue.start >= end &&
          cue.start - end < 120 &&
          !verbs.some(verb => verb.start >= end && verb.end <= cue.start)
      )
    ) {
      return -0.6;
    }
    // "`y`: the target" in a list of columns; "the target is y".
    const line = lineOf(folded, start);
    const naming = at.named.filter(cue => cue.end <= start).at(-1);
    if (naming && !isGiven(naming.end)) {
      return 1.15 - 0.15 * Math.min(3, between(naming.end, start));
    }
    const head = folded.slice(line.start, start);
    if (
      /^[\s>*\-+•\d.)`"'|]*$/.test(head) &&
      placesOf(namesTarget, folded.slice(end, line.end)).length > 0
    ) {
      return 1.1;
    }
    if (lists.some(list => list.start <= start && start < list.end)) {
      return -0.3;
    }
    if (yesOrNo.test(folded.slice(end))) {
      return 0.35;
    }
    const verbOf = (from: number) => at.behind.find(verb => verb.start >= from);
    // Japanese marks the object and what a sentence is about.
    if (
      (isObject.test(folded.slice(end)) && verbOf(end)) ||
      (/^[」』`"]?は/u.test(folded.slice(end)) &&
        at.before.some(cue => cue.start >= end && between(end, cue.start) > 0))
    ) {
      return 1;
    }
    // Japanese and the German infinitive: what stands right before the verb.
    const verbAfter = verbOf(end);
    const verbBefore = at.asked.filter(cue => cue.end <= start).at(-1);
    if (verbAfter && !isGivenBefore(at.before, end, verbAfter.start)) {
      const near = between(end, verbAfter.start);
      const given = isGiven(at.start) && near > 0;
      if (near === 0 || !verbBefore) {
        return given ? -0.5 : 0.95 - 0.2 * Math.min(4, near);
      }
    }
    if (at.before.some(cue => cue.start >= end)) {
      return -0.6;
    }
    if (isForecast.test(folded.slice(end))) {
      return 0.95;
    }
    if (
      verbBefore &&
      /^[\s`"'«“]*$/.test(folded.slice(verbBefore.end, start))
    ) {
      // Its object without a word between.
      return 1.1;
    }
    if (
      verbBefore &&
      isGloss.test(folded.slice(verbBefore.end, start)) &&
      !isGiven(verbBefore.end)
    ) {
      return 1.05;
    }
    if (verbBefore) {
      const behind = folded.slice(verbBefore.end, start);
      const isOwner =
        forEach.test(behind) ||
        (between(verbBefore.end, start) > 0 && belongs.test(behind));
      return isGiven(verbBefore.end)
        ? -0.5
        : (isOwner ? 0.6 : 1) -
            0.15 * Math.min(5, between(verbBefore.end, start)) -
            0.05 *
              Math.max(0, wordsIn(folded.slice(verbBefore.end, start)) - 4);
    }
    if (isGiven(at.start)) {
      return -0.5;
    }
    const verb = at.asked.find(cue => cue.start >= end);
    if (verb) {
      // Nothing of ours may stand behind the verb: then its subject is meant.
      const objects = mentions.filter(
        other =>
          other.start >= verb.end && other.end <= at.end && other.fit >= 0.6
      );
      return objects.length === 0
        ? 0.8 - 0.2 * Math.min(3, between(end, verb.start))
        : 0.1;
    }
    // What a question is about.
    if (at.isQuestion) {
      return 0.5 - 0.1 * Math.min(3, between(at.start, start));
    }
    // A heading, or a goal without a verb, tells the subject of it all.
    const subject = /^\s*#/.test(folded.slice(line.start, line.end))
      ? 0.75
      : at === parts[0] && verbs.length === 0
        ? 0.55
        : null;
    return subject === null
      ? 0.3
      : subject - 0.1 * Math.min(3, between(at.start, start));
  };
}

/** Whether "and whether" goes on with what is given. */
function isOneMore(
  text: string,
  { start, end }: ISpan,
  given: readonly ISpan[]
): boolean {
  return (
    /^(?:whether|which|how|ob|wie|s'ils?|si|se|quel|combien)\b/.test(
      text.slice(start, end)
    ) &&
    /\b(?:and|und|et|y|e|ed) $/.test(text.slice(0, start)) &&
    given.some(
      cue =>
        cue.end <= start &&
        !/[.!?:;\n]/.test(text.slice(cue.end, start)) &&
        placesOf(asks, text.slice(cue.end, start)).length === 0
    )
  );
}

function isGivenBefore(
  cues: readonly ISpan[],
  from: number,
  to: number
): boolean {
  return cues.some(cue => cue.start >= from && cue.end <= to);
}

function within(spans: readonly ISpan[], { start, end }: ISpan): ISpan[] {
  return spans.filter(span => span.start >= start && span.start < end);
}
