import type { ColumnPreview } from '../../task/data';
import { saysNo, saysYes } from '../../task/goal/yesNo';
import type { Kind } from './metric';

/** The classes of a target in the order in which they are scored, and the positive one of two. */
export interface IClasses {
  value: { classes: string[]; positive: string | null };
  /** Where the positive one is read from, for people. */
  from: string;
}

/**
 * The classes that a target holds, as far as the preview lists them.
 *
 * @param inSample - the one whose chance a sample submission asks for; the goal comes first.
 */
export function classesOf(
  goal: string,
  { top, unique }: ColumnPreview,
  kind: Kind | null,
  inSample: string | null = null
): IClasses {
  const values = top.map(({ value }) => value);
  if (kind === null || kind === 'regression' || values.length < unique) {
    return { value: { classes: [], positive: null }, from: '' };
  }
  if (kind === 'binary' && values.length === 2) {
    const named = positiveIn(goal, values);
    const positive = named ?? inSample ?? affirmative(values);
    return {
      value: {
        classes: [...values.filter(value => value !== positive), positive],
        positive
      },
      from:
        named !== null
          ? 'from the goal'
          : inSample !== null
            ? 'the sample asks for its chance'
            : saysYes(positive)
              ? 'its name says so'
              : 'the rarer one'
    };
  }
  return { value: { classes: inOrder(top), positive: null }, from: '' };
}

/** The names of classes as they are scored: numbers by size, others by their letters. */
export function inOrder(top: ColumnPreview['top']): string[] {
  const values = top.map(({ value }) => value);
  const areNumbers = values.every(value => Number.isFinite(Number(value)));
  return values.sort((a, b) =>
    areNumbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  );
}

/** Of two classes the one that says yes, or else the rarer one, which comes second. */
export function affirmative([frequent, rare]: readonly string[]): string {
  return saysYes(frequent) && !saysYes(rare) ? frequent : rare;
}

/** The class that a goal calls the positive one, or whose metric it asks for. */
function positiveIn(goal: string, values: readonly string[]): string | null {
  const found = values.filter(value => {
    const name = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const marked = `["'“”\`*«»]*${name}["'“”\`*«»]*`;
    return new RegExp(
      `positive (?:class|label|value|one)?\\s*(?:is|:|=)?\\s*${marked}(?![\\p{L}\\p{N}])|` +
        `(?<![\\p{L}\\p{N}])${marked} (?:is|as|being) (?:the )?positive|` +
        `(?:f1|precision|recall|average precision)[^.]{0,20} (?:of|for|on) (?:the )?(?:class |label )?${marked}(?![\\p{L}\\p{N}])|` +
        `(?:klasse|classe|clase|класс\\p{L}*|类别|クラス)\\s*${marked}(?![\\p{L}\\p{N}])|` +
        // "Whether a loan is repaid" asks for that one; "is malignant or benign" for neither.
        (saysYes(value) || saysNo(value) || !/^\p{L}{3}/u.test(value)
          ? ''
          : `(?<![\\p{L}])(?:whether|if|which|who|(?:probability|chance|likelihood|odds|risk) that)(?![\\p{L}])[^.?!;,]{0,60} (?:is|are|was|were|be|been|gets?|becomes?|being) ${marked}(?![\\p{L}\\p{N}]| or | rather )|` +
            `(?<![\\p{L}])ob(?![\\p{L}])[^.?!;,]{0,60} ${marked} (?:ist|sind|wird|werden|war|bleibt)(?![\\p{L}])|` +
            `(?<![\\p{L}])s[ie](?![\\p{L}])[^.?!;,]{0,60} (?:est|sera|es|esta|está|sera|será|é|è|sia) ${marked}(?![\\p{L}\\p{N}]| (?:ou|o|oppure) )|`) +
        `(?:probabilit(?:y|ies)|chance|likelihood|risk) (?:of|that it is|for) (?:the )?(?:class )?${marked}(?![\\p{L}\\p{N}])|` +
        `(?<![\\p{L}\\p{N}])${marked} (?:probabilit(?:y|ies)|chances?|likelihoods?|risks?)(?!\\p{L})|` +
        `(?<![\\p{L}\\p{N}])p(?:rob(?:a(?:bility)?)?)?_${marked}(?![\\p{L}\\p{N}])`,
      'iu'
    ).test(goal);
  });
  return found.length === 1 ? found[0] : null;
}
