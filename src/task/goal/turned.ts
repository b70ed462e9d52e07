import type { ISpan } from './parts';

/** "We do not want to predict the price": what stands behind is not asked for, */
const turnsAway =
  /\b(?:(?:do|does|shall|should|will|need|must|are|am|is) ?n[o'’]t (?:want|wish|need|have|like|going|asked|try\p{L}*|interested)?(?: ?(?:to|in)\b)?(?: be)? ?|(?:ne|n['’]) ?(?:\p{L}+ ){1,2}pas (?:(?:a|de) )?|no (?:quer\p{L}+|se trata de|hay que|busc\p{L}+) |nao (?:quer\p{L}+|se trata de|precis\p{L}+) |non (?:vogli\p{L}+|dobbiamo|si tratta di) )(?:predict\p{L}*|forecast\p{L}*|estimat\p{L}*|model|classif\p{L}*|predi(?:re|te|t)|estim\p{L}*|predec\p{L}*|prever\p{L}*|preved\p{L}*|stim\p{L}*)|(?<!\p{L})не (?:хотим|нужно|надо|требуется) (?:предсказ|прогноз|оцен)\p{L}*|(?:不是要?|不要|不想)预测/gu;
/** up to what is asked for in its place: "but the days until it is sold". */
const turnsTo =
  /\b(?:but|rather|instead|sondern|mais|sino|pero|mas|ma|bensi)\b|(?<!\p{L})(?:а|но)(?!\p{L})|而是/u;

/**
 * Whether a place in a sentence is what it turns away from, or to; `null` where it does neither.
 */
export function turnedTo(
  text: string,
  sentence: ISpan,
  start: number
): 'away' | 'to' | null {
  const before = text.slice(sentence.start, start);
  const away = [...before.matchAll(turnsAway)].at(-1);
  return away === undefined
    ? null
    : turnsTo.test(before.slice(away.index + away[0].length))
      ? 'to'
      : 'away';
}
