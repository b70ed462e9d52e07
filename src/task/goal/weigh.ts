import { answersWanted, type Answer } from './answers';
import type { IGoalColumn, IRankedColumn } from './joined';
import { usageOf } from './lexicon';
import { isUsualName } from './usual';
import { fold, nameWords } from './words';
import { saysNo, saysYes } from './yesNo';

/**
 * What speaks for a column or against it, as log odds: fitted once (a conditional logit
 * over the goals of the tests' collection) and rounded.
 */
const weights = {
  /** How much the goal asks for it, 0 to 1. */
  asked: 4.5,
  /** It is one of a list of columns. */
  listed: -1.3,
  given: -1.6,
  leftOut: -3,
  /** The goal asks for it by its name, letter by letter. */
  named: 1,
  /** What people mostly predict, by its words; what they mostly predict by. */
  usuallyAsked: 2,
  usuallyGiven: -0.7,
  /** "target", "label". */
  usualName: 2,
  /** Whether its values can answer the goal's question. */
  fits: 1.2,
  misfits: -1.2,
  /** Two values, yes and no, where yes or no is asked. */
  yesOrNo: 1.2,
  /** Tables mostly end with what is to be predicted. */
  last: 0.3,
  /** Numbers of rows, names, places and dates. */
  namesRows: -0.7,
  /** The goal gives at least two others and is silent about this one. */
  unnamed: 0.5,
  /** Its name speaks of what is to come, or of what was. */
  ahead: 1.3,
  behind: -0.8
};

const ahead =
  /(?:^|_)(?:next|tomorrow|morgen|folgetag|prochaine?|demain|manana|proxim[oa]|amanha|prossim[oa]|domani|will)(?:_|$)|завтра|след|明日|明天|翌|次|下[个月周]|_\d+_?(?:h|d|m|y|w|min)$/u;
const behind =
  /(?:^|_)(?:avg|mean|last|prev|previous|past|prior|lag\d*|old|mittel|vorjahr|moy\w*|precedente?|scors[oa]|passad[oa]|anterior|hoy|heute|today|yesterday|gestern|hier|oggi|hoje|initial|first|raw)(?:_|$)|прошл|раньше|сегодня|昨|前日|今日/u;
const namesRows =
  /(?:^|_)(?:id|nr|no|num|number|code|key|index|name|uuid|url|lat|lon|latitude|longitude|nom|nombre|nome|codigo|codice|matricula|timestamp|datetime|date|datum|fecha)$|番号|编号|номер/u;

/** A column with all that speaks for it. */
export interface IWeighed extends IRankedColumn {
  /** In log odds; only the distance between two columns counts. */
  total: number;
  /** Whether the goal itself says something for it, rather than what is usual. */
  isSpokenFor: boolean;
}

/**
 * Weigh all columns of a table as what a goal asks for, best first: what the goal says
 * of each, whether it can answer the question, and what people mostly ask for.
 */
export function weigh(
  goal: string,
  columns: readonly IGoalColumn[],
  ranked: readonly IRankedColumn[]
): IWeighed[] {
  const wanted = answersWanted(goal);
  const given = ranked.filter(({ score }) => score < 0);
  return columns
    .map((column, at): IWeighed => {
      const own = ranked.find(({ name }) => name === column.name);
      const score = own?.score ?? 0;
      const words = nameWords(
        column.name.replace(/[([].*[)\]]/u, '') || column.name
      );
      const snake = fold(words.join('_'));
      const usages = words.map(usageOf).filter(usage => usage !== null);
      const share = (usage: string) =>
        usages.filter(each => each === usage).length /
        Math.max(1, usages.length);
      const fits = answersOf(column).some(answer => wanted.has(answer));
      const isYesOrNo =
        wanted.has('yes or no') &&
        column.unique === 2 &&
        column.values.some(saysYes) &&
        column.values.some(saysNo);
      const found: Record<keyof typeof weights, number | boolean> = {
        asked: Math.max(0, score),
        listed: score < 0 && score > -0.35,
        given: score <= -0.35 && score > -0.85,
        leftOut: score <= -0.85,
        named: own !== undefined && own.isLiteral && score > 0.6,
        usuallyAsked: share('asked'),
        usuallyGiven: share('given'),
        usualName: isUsualName(column.name),
        fits,
        misfits: wanted.size > 0 && !fits,
        yesOrNo: isYesOrNo,
        last: at === columns.length - 1,
        namesRows: namesRows.test(snake),
        unnamed: given.length >= 2 && !own,
        ahead: ahead.test(snake),
        behind: behind.test(snake)
      };
      return {
        ...(own ?? { name: column.name, isLiteral: false, best: null }),
        score,
        total: Object.entries(weights).reduce(
          (sum, [name, weight]) =>
            sum + weight * Number(found[name as keyof typeof weights]),
          0
        ),
        isSpokenFor:
          score > 0.1 ||
          found.usualName === true ||
          (found.unnamed === true && given.length === columns.length - 1) ||
          (wanted.size < 3 && fits && (isYesOrNo || share('asked') > 0.5))
      };
    })
    .sort((a, b) => b.total - a.total);
}

/** The questions that a column's values can answer. */
function answersOf({ unique, isNumber }: IGoalColumn): Answer[] {
  return [
    ...(unique === 2 ? (['yes or no'] as const) : []),
    ...(unique >= 2 && unique <= 20 ? (['kind'] as const) : []),
    ...(isNumber && unique > 4 ? (['number'] as const) : [])
  ];
}
