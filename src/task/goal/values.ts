import type { IGoalColumn } from './joined';
import { mentionsOf, type IMention } from './mentions';
import { fold, sameWord, wordsOf } from './words';

/** Different values up to which a column's are looked for in a goal. */
const MOST = 50;
/** Letters of a word of several values that stands for their column. */
const LONG = 5;

/** "cat or dog", "spam", "obesity": values of a column that the goal names stand for it. */
export function valueMentions(
  goal: string,
  columns: readonly IGoalColumn[]
): IMention[] {
  const said = wordsOf(goal);
  const telling = columns.filter(
    ({ isNumber, unique }) => !isNumber && unique <= MOST
  );
  return telling.flatMap(({ name, values }) => {
    const words = values.filter(value => /^\p{L}[\p{L} _-]{2,}$/u.test(value));
    const found = mentionsOf(goal, words).filter(({ fit }) => fit >= 0.8);
    const different = new Set(found.map(({ column }) => column)).size;
    const shared = said.filter(
      ({ text }) =>
        text.length >= LONG &&
        holding(text, words) >= 2 &&
        telling.every(
          each => each.name === name || holding(text, each.values) === 0
        )
    );
    return [
      ...found.map(mention => ({
        ...mention,
        column: name,
        fit: different > 1 ? 0.8 : 0.62
      })),
      ...shared.map(({ start, end }) => ({
        column: name,
        start,
        end,
        fit: 0.6
      }))
    ];
  });
}

/** How many values have a word. */
function holding(word: string, values: readonly string[]): number {
  return values.filter(value =>
    wordsOf(value.replaceAll('_', ' ')).some(({ text }) => sameWord(text, word))
  ).length;
}

/** Says that a value is a class, right before it. */
const classIs =
  /(?<!\p{L})(?:class(?: is| =|:)?|klasse(?: ist)?|classe(?: est|: | e)?|clase(?: es)?|класс\p{L}*|类别|クラス) ?["'“”„«`]?$/u;

/**
 * The column that has the value which a goal calls a class ("F1 of the class spam");
 * `null` where none has it, or several do.
 */
export function calledClass(
  goal: string,
  columns: readonly IGoalColumn[]
): string | null {
  const folded = fold(goal);
  const owners = columns.filter(
    ({ isNumber, unique, values }) =>
      !isNumber &&
      unique <= MOST &&
      values.some(value => {
        const wanted = fold(value.trim());
        for (
          let at = folded.indexOf(wanted);
          wanted !== '' && at >= 0;
          at = folded.indexOf(wanted, at + 1)
        ) {
          if (
            classIs.test(folded.slice(0, at)) &&
            !/^[\p{L}\p{N}]/u.test(folded.slice(at + wanted.length))
          ) {
            return true;
          }
        }
        return false;
      })
  );
  return owners.length === 1 ? owners[0].name : null;
}
