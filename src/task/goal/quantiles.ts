import { fold } from './words';

const number = String.raw`(?:0?[.,]\d+|(?<![\d.,])[1-9]\d?(?:[.,]\d+)?)(?:st|nd|rd|th|eme|er|e|-?(?:[йи]|го|м)|\.)?(?:[- ]{0,2}%-?)?`;
const next = String.raw`(?: ?[,;/&+、，和与と] ?(?:and |und |et |y |e |и )?| (?:and|or|und|oder|et|ou|y|o|e|и|или) )(?:the |das |le |la |el |il |o |a )?`;
const word = String.raw`(?:qu?antil|cuantil|percentil|perzentil|centil|квантил|перцентил|процентил|分位|パーセン(?:タイル|ト点))\p{L}*`;
/** "p90", which columns may be called as well. */
const short = String.raw`(?<![\p{L}\p{N}_"'“\x60])[pq][1-9]\d(?![\p{L}\p{N}_"'”\x60])`;

/** Quantiles behind one another: "p10, p50 and p90", "the 10 % and the 90 % quantile". */
const lists = [
  `${short}(?:${next}${short})+`,
  `${number}(?:${next}${number})+[- ]{0,2}(?:% ?-?)?${word}`,
  `(?:${number}[- ]{0,2}(?:% ?-?)?${word}${next})+${number}[- ]{0,2}(?:% ?-?)?${word}`,
  `(?:${word}|pinball(?: loss)?)[ :=(\\[]{1,3}(?:of |at |for |levels? |von |bei |de |des |di |в |на )*${number}(?:${next}${number})+`
];

/** A range that is to hold so many of the values: its two ends are asked for. */
const intervals =
  /(?:(\d\d(?:[.,]\d+)?) ?%[- ]{0,2})?(?:\b(?:prediction|predictive|forecast) (?:interval|band)s?|\b(?:vorhersage|prognose)(?:intervall|band)\p{L}*|\bintervalles? de prediction|\bintervalos? de (?:prediccion|previsao|predicao)|\bintervall[oi] di previsione|интервал\p{L}* (?:прогноза|предсказания)|прогнозн\p{L}+ интервал\p{L}*|预测区间|予測区間)/iu;

/**
 * How a text names one quantile as what is predicted, as the source of a regular expression:
 * "the 90th percentile of the time". Where it says where something lies, or stands in a list
 * of columns, it asks for none.
 */
export const oneQuantile = String.raw`(?<!\n[ \t]*[-*•|][^\n]*)(?<!\b(?:in|above|below|top|beyond|to|at|than|over|under|within|between|unter|uber|im|ab) (?:the |dem |der |das )?)(?:${number}[- ]{0,2}(?:% ?-?)?${word}|${short}(?= (?:of|for|der|des|von|de|du|di|do|da)\b))`;

/** Several quantiles of one target that a goal asks for: from 0 to 1, and its words. */
export interface IQuantiles {
  values: number[];
  words: string;
}

/**
 * The quantiles that a goal asks for together; `null` where it asks for one, or none.
 *
 * @param columns - names, which ask for nothing where a goal writes them.
 */
export function quantilesIn(
  goal: string,
  columns: readonly string[]
): IQuantiles | null {
  const folded = fold(goal);
  const own = columns.map(fold);
  for (const list of lists) {
    const match = new RegExp(list, 'iu').exec(folded);
    const values = [...(match?.[0].matchAll(/\d*[.,]?\d+/g) ?? [])].map(
      ([text]) => shareOf(text)
    );
    if (
      match &&
      new Set(values).size > 1 &&
      !match[0].split(/[^\p{L}\p{N}]+/u).some(part => own.includes(part))
    ) {
      return { values, words: wordsAt(goal, match) };
    }
  }
  const match = intervals.exec(folded);
  if (match === null) {
    return null;
  }
  const outside = (1 - shareOf(match[1] ?? '90')) / 2;
  return {
    values: [outside, 1 - outside].map(each => Number(each.toFixed(4))),
    words: wordsAt(goal, match)
  };
}

/** "0,9", "90" and "90 %" as 0.9. */
function shareOf(text: string): number {
  const value = Number(text.replace(',', '.'));
  return value < 1 ? value : value / 100;
}

function wordsAt(goal: string, match: RegExpExecArray): string {
  return goal.slice(match.index, match.index + match[0].length).trim();
}
