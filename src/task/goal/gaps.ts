import { asks, placesOf } from './cues';
import type { IGoalColumn } from './joined';
import { mentionsOf } from './mentions';
import { sentencesOf } from './parts';
import { doesNotUse, leaves } from './turnsDown';
import { fold } from './words';

/** What goals say of rows without an answer. */
export const gapWords =
  /missing|empty|blank|\bgaps?\b|fill|imput|unknown|\bno \p{L}+ (?:is |was )?(?:entered|given|recorded|noted)|fehl|leer|lucke|manqu|\bvides?\b|faltan|vaci|\bvazi|mancan|vuot|пропу|пуст|缺失|空|欠損/u;

/** Asks for values to be put where there are none. */
const fills =
  /\bfill(?:ing)? (?:in|up|out|the|these|those|all|every)\b|\bimput|\b(?:aus|auf)?(?:zu)?full(?:e|en|t)\b|\berganz|\bvervollstandig|\bremplir|\bremplis|\bcompleter\b|\bcompletez\b|\brellen|\bcompletar\b|\bpreench|\briempi|\bcompletare\b|заполн|восстанов|填补|填充|填上|补全|埋め/u;

/** Puts a figure there, as one prepares what is learned from. */
const imputes =
  /\b(?:with|by|mit|durch|avec|par|con|com|por) (?:the |their |its |a |dem |den |der |la |el |il |o )?(?:\p{L}+ )?(?:medians?|means?(?! (?:abs|sq))|averages?|modes?|zeros?|0|constant|mittelwert\p{L}*|moyennes?|medianes?|medias?|medianas?|mediane)(?!\p{L})|медиан|средним|均值|中位数|平均値|中央値/u;

/** Whether a goal asks for answers of the rows that lack one, be they ever so few. */
export function asksToFill(goal: string): boolean {
  return fillingIn(goal) !== null;
}

/**
 * The column whose gaps a goal asks to fill in the very words that speak of them;
 * `undefined` where it tells none.
 */
export function toBeFilled(
  goal: string,
  columns: readonly IGoalColumn[]
): string | undefined {
  const open = columns.filter(({ hasGaps }) => hasGaps).map(({ name }) => name);
  if (open.length === 0 || fillingIn(goal) !== 'outright') {
    return undefined;
  }
  const named = new Set(mentionsOf(goal, open).map(({ column }) => column));
  const meant = named.size > 0 ? [...named] : open;
  return meant.length === 1 ? meant[0] : undefined;
}

/** Whether gaps are to be filled; or a goal asks for something right behind telling of them. */
function fillingIn(goal: string): 'outright' | 'next' | null {
  const folded = fold(goal);
  const sentences = sentencesOf(folded).map(({ start, end }) =>
    folded.slice(start, end)
  );
  const ofGaps = sentences.filter(text => gapWords.test(text));
  if (
    ofGaps.length === 0 ||
    ofGaps.some(
      text =>
        imputes.test(text) ||
        [leaves, doesNotUse].some(cue => text.search(cue) >= 0)
    )
  ) {
    return null;
  }
  const isAsked = (text = '') => placesOf(asks, text).length > 0;
  return sentences.some(text => fills.test(text)) || ofGaps.some(isAsked)
    ? 'outright'
    : ofGaps.some(text => isAsked(sentences[sentences.indexOf(text) + 1]))
      ? 'next'
      : null;
}
