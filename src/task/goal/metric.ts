import { denied, notEnough, placesOf } from './cues';
import { businessWords, otherMetrics } from './otherMetrics';
import type { ISpan } from './parts';
import { respelled } from './respelled';
import { fold } from './words';

/** A metric by the ways in which a text may name it. */
export interface INamed {
  words: RegExp;
}

/** Says that a metric is named there. */
const measuredBy =
  /\b(?:metric|metrik|evaluat\w*|evaluier\w*|scor(?:e|ed|ing)|measur\w*|judged|ranked|optimi[sz]e\w*|gemessen|bewertet|ma[sß]+|gutemass|metrique|mesur\w*|evalu\w*|metric[ao]\w*|medid[ao]\w*|punteggio|misura\w*)\b|метрик|оцени|качеств|指标|指標|评估|评价|評価|スコア/iu;

/**
 * Words of praise: "with high accuracy" asks for nothing in particular, and neither does
 * "as precise as possible". "The best accuracy" is asked for where classes are.
 */
const praise =
  /\b(?:high|good|great|decent|reasonable|hoher?|guter?|bonne|haute|buena|alta|boa|buona)\s+(?:\w+\s+)?(?:accuracy|precision|recall|genauigkeit|prazision|exactitude|precisao|precisione)|(?:accuracy|precision) (?:of (?:the|a) (?:sensor|device|measurement))/giu;

/** Says no in the clause that a text ends with: "what I do not want is", "no es la". */
const saysNo =
  /(?<![\p{L}\p{N}])(?:not|n['’]t|\p{L}+n['’]t|no|nicht|keine?n?|pas|nao|non|не)(?![\p{L}\p{N}])(?:(?!\b(?:but|rather|instead|only|nur|seulement|solo|sondern|mais|sino|pero|mas|ma|bensi)\b|(?<!\p{L})(?:а|но|только)(?!\p{L}))[^.,;:!?\n()。，；：])*$/u;

/** A metric that a text names, and where. */
interface IFound<T> {
  metric: T;
  /** As it is written there. */
  text: string;
  start: number;
  end: number;
  /** Whether the text speaks of measuring: 2 between the same commas, 1 in the sentence, else 0. */
  measured: number;
  /** How often the text names the metric. */
  times: number;
  /** Whether a clause says no before it, so that another metric is meant where there is one. */
  isDoubted: boolean;
}

/**
 * The metrics that a text names, the most likely first: those where it speaks of measuring
 * before those in passing, then those that it names more often, then in its order. What it turns down
 * ("MAE rather than RMSE") and what is praise is left out, and of two names of which one holds
 * the other ("log loss" in "mean squared log loss") the longer counts.
 */
export function metricsIn<T extends INamed>(
  text: string,
  known: readonly T[]
): T[] {
  // Names of others may hold known ones: "mean average precision at 3".
  const found = placesIn(text, [...known, ...otherMetrics]);
  return known
    .filter(each => found.some(({ metric }) => metric === each))
    .sort((a, b) => rank(found, a) - rank(found, b));
}

function rank(found: readonly { metric: INamed }[], metric: INamed): number {
  return found.findIndex(each => each.metric === metric);
}

/**
 * A metric that a text names although none of the known ones is meant.
 *
 * @returns its name, for people; `null` where there is none.
 */
export function unknownMetricIn(
  text: string,
  known: readonly INamed[]
): string | null {
  const all = placesIn(text, [...known, ...otherMetrics]);
  const [first] = all;
  if (first === undefined) {
    return declaredIn(text) ?? businessIn(text);
  }
  return otherMetrics.includes(first.metric) ? first.text : null;
}

/** A metric as a text writes it; empty where it does not name it. */
export function writtenAs(metric: INamed, text: string): string {
  return placesIn(text, [metric])[0]?.text ?? '';
}

/** Whether a text speaks of measuring where it names a metric, and not in passing. */
export function isAskedFor(metric: INamed, text: string): boolean {
  return placesIn(text, [metric]).some(({ measured }) => measured > 0);
}

/**
 * Whether nothing in a text decides between two metrics that it names: it speaks of measuring
 * at both as near or at neither, names both as often, and says no to neither.
 */
export function areLevel(one: INamed, other: INamed, text: string): boolean {
  const found = placesIn(text, [one, other]);
  const [a, b] = [one, other].map(each =>
    found.find(({ metric }) => metric === each)
  );
  return (
    a !== undefined &&
    b !== undefined &&
    !a.isDoubted &&
    !b.isDoubted &&
    a.measured === b.measured &&
    a.times === b.times
  );
}

function placesIn<T extends INamed>(
  text: string,
  known: readonly T[]
): IFound<T>[] {
  const folded = withoutPraise(fold(text));
  // Accents matter to nobody who names a metric, and neither does a slip of the pen.
  const right = respelled(folded);
  const found = known.flatMap(metric => {
    const words = new RegExp(metric.words, 'giu');
    const spans = [
      ...[...folded.matchAll(words)].map(match => spanOf(match, at => at)),
      ...[...right.text.matchAll(words)].map(match => spanOf(match, right.from))
    ];
    return spans
      .filter(
        ({ start, end }, i) =>
          spans.findIndex(each => each.start === start && each.end === end) ===
          i
      )
      .map(span => ({
        ...span,
        metric,
        text: text.slice(span.start, span.end)
      }));
  });
  const turnedDown = placesOf(denied, folded);
  const isDenied = ({ start, end }: { start: number; end: number }) =>
    turnedDown.some(
      cue =>
        (cue.end <= start &&
          /^[\s"'“”*`]*(?:the |by |on |le |la |l['’]|el |o |a |il |der |die |das )?[\s"'“”*`]*$/.test(
            folded.slice(cue.end, start)
          )) ||
        (/\p{sc=Hiragana}/u.test(folded.slice(cue.start, cue.end)) &&
          cue.start === end)
    ) || notEnough.test(folded.slice(end));
  const isPart = (a: { start: number; end: number }) =>
    found.some(
      b =>
        b.start <= a.start &&
        a.end <= b.end &&
        b.end - b.start > a.end - a.start
    );
  // "Error cuadrático medio (RMSE)": the short name in brackets is the one that is meant.
  const isGlossed = ({ end }: { end: number }) =>
    found.some(
      b =>
        /^[\s"'”*`]*\($/.test(folded.slice(end, b.start)) &&
        /^[\s@\d]*\)/.test(folded.slice(b.end))
    );
  const measured = ({ start }: { start: number }) => {
    const clause = folded
      .slice(0, start)
      .split(/[.;!?。]\s|\n\s*\n/)
      .at(-1)!;
    const line = lineAfter(folded, start);
    const near = [clause.split(/[,，]/).at(-1)!, line.split(/[,，]/)[0]];
    return near.some(part => measuredBy.test(part))
      ? 2
      : Number(measuredBy.test(clause) || measuredBy.test(line));
  };
  const own = found.filter(
    each => !isDenied(each) && !isPart(each) && !isGlossed(each)
  );
  return own
    .map(each => ({
      ...each,
      measured: measured(each),
      isDoubted: saysNo.test(folded.slice(0, each.start)),
      times: own.filter(({ metric }) => metric === each.metric).length
    }))
    .sort(
      (a, b) =>
        Number(a.isDoubted) - Number(b.isDoubted) ||
        b.measured - a.measured ||
        b.times - a.times ||
        a.start - b.start
    );
}

function withoutPraise(folded: string): string {
  return folded.replace(praise, praised => ' '.repeat(praised.length));
}

function spanOf(match: RegExpExecArray, from: (at: number) => number): ISpan {
  return {
    start: from(match.index),
    end: from(match.index + match[0].length)
  };
}

/** "is the metric", to the end of the sentence. */
function lineAfter(text: string, from: number): string {
  return text.slice(from).split(/[.;!?。]\s|\n/)[0];
}

/** What stands behind "Metric:", where it looks like a name. */
function declaredIn(text: string): string | null {
  const match =
    /(?:^|[\s(>*])(?:(?:the |evaluation |eval )?metric(?: is|:| =)|(?:evaluat|scor|judg)ed (?:by|on|using|with)|(?:bewertet|gemessen) wird|metrik(?: ist|:)|maß(?: ist|:)|m[ée]trique(?: est)?\s?:?|m[ée]trica(?: es| é|:)|метрика(?: —|:| -)|评估指标(?:是|为|：|:)|指标(?:是|为|：|:)|評価指標(?:は|：|:))\s*(?:the |le |la |el |o |il |der |die |das )?["“`*]*([^.,;:\n"”`*()。、，：]{2,60})/iu.exec(
      text
    );
  const name = match?.[1].trim().replace(/\s+/g, ' ') ?? '';
  const isName =
    businessWords.test(fold(name)) ||
    /score|error|loss|index|coefficient|rate|distance|likelihood|gain|deviance|fehler|verlust|erreur|perte|p[ée]rdida|erro|errore|ошибк|误差|损失|誤差|損失/iu.test(
      name
    ) ||
    /^\p{Lu}{2,}[\p{L}\d@-]*$/u.test(name);
  const isVague =
    /^(?:the )?(?:test|hidden|private|public|held|your|a|an|unseen|scor\w+|predict\w*|leaderboard)\b/i.test(
      name
    );
  return isName && !isVague && name.split(' ').length <= 7 ? name : null;
}

/** What each mistake costs, or what is to be made most or least of, where nothing is measured by name. */
function businessIn(text: string): string | null {
  const folded = fold(text);
  const aim =
    /(?<!\b(?:can|could|help|helps|order to|able to|so that we|so we) )\b(?:maxim|minim|optim)\p{L}* (?:\p{L}+ ){0,3}/giu;
  for (const match of folded.matchAll(aim)) {
    const words =
      /^\p{L}+ (?:the |our |den |die |das |unseren? |le |la |les |el |los |o |os |il )?((?:\p{L}+ )?\p{L}+)/u.exec(
        folded.slice(match.index)
      );
    if (words && businessWords.test(words[1])) {
      const end = match.index + words[0].length;
      return text.slice(end - words[1].length, end);
    }
  }
  const mistakes =
    /(?:false (?:alarm|positive|negative)s?|fehlalarm\p{L}*|fausses? alertes?|falsas? alarmas?|falsos? alarmes?|falsi? allarm[ei]|ложн\p{L}+ (?:тревог|срабатыв)\p{L}*)[^.\n]{0,60}?(?:\bcosts?\b|\bkoste[nt]\b|\bcout\p{L}*|\bcuest\p{L}*|\bcust\p{L}*|\bcosta\p{L}*|стоит)/u.exec(
      folded
    );
  return mistakes
    ? text.slice(mistakes.index, mistakes.index + mistakes[0].length)
    : null;
}
