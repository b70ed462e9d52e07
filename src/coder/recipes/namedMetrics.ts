import { metricsIn } from '../../task/goal/metric';
import { respelled } from '../../task/goal/respelled';
import { fold } from '../../task/goal/words';
import type { Direction } from '../../task/task';
import type { IMetric, Kind } from './metric';
import { metrics } from './metrics';

const usual: Record<Kind, Record<Direction, string>> = {
  regression: { minimize: 'RMSE', maximize: 'R²' },
  binary: { minimize: 'log loss', maximize: 'ROC AUC' },
  multiclass: { minimize: 'log loss', maximize: 'accuracy' }
};

/** What is measured where nobody named a metric, with the wanted direction. */
export function usualMetric(kind: Kind, direction: Direction | null): IMetric {
  const wanted = direction ?? (kind === 'regression' ? 'minimize' : 'maximize');
  const name = usual[kind][wanted];
  return metrics.find(m => m.name === name && m.kinds.includes(kind))!;
}

/** The metrics that a text names, the most likely first. */
export function namedMetrics(text: string): IMetric[] {
  const right = respelled(fold(text)).text;
  return metricsIn(text, metrics).map(metric => withNumber(metric, right));
}

/**
 * A metric by its own name, such as “MAP@3”, for a kind of value where that is known;
 * `null` where it is none of these.
 */
export function metricNamed(name: string, kind?: Kind): IMetric | null {
  const found = metrics.find(
    each =>
      withNumber(each, name).name === name &&
      (kind === undefined || each.kinds.includes(kind))
  );
  return found ? withNumber(found, name) : null;
}

/** The metric of a task as it was read; `null` where there is none, or it is not known. */
export function knownMetric({
  metric,
  kind
}: {
  metric: { name: string } | null;
  kind: Kind | null;
}): IMetric | null {
  return metric && kind && metricNamed(metric.name, kind);
}

/** A metric with the number that stands beside its name: “MAP@3”, “90 % quantile loss”. */
function withNumber(metric: IMetric, text: string): IMetric {
  const given = numberOf(metric, text);
  return metric.at && given !== null
    ? metric.at(metric.ranked || given <= 1 ? given : Math.min(given, 99) / 100)
    : metric;
}

/** Whether a metric has a number of which a text that names it says nothing. */
export function lacksNumber(metric: IMetric, text: string): boolean {
  return metric.at !== undefined && numberOf(metric, text) === null;
}

function numberOf(metric: IMetric, text: string): number | null {
  const place = metric.at && new RegExp(metric.words, 'iu').exec(text);
  if (!place) {
    return null;
  }
  const number = /\d*[.,]?\d+/.exec(place[0]);
  const given = number ?? (spelled(place[0]) === null && near(text, place));
  return given ? Number(given[0].replace(',', '.')) : spelled(place[0]);
}

/** The number before or behind a name, as quantiles are named. */
function near(text: string, { 0: name, index }: RegExpExecArray) {
  const behind = text.slice(index + name.length).split(/\.\s|\n/)[0];
  const before = text
    .slice(0, index)
    .split(/\.\s|\n/)
    .at(-1)!;
  return (
    /0?\.\d+|\d+(?= ?%|th\b)/.exec(behind.slice(0, 40)) ??
    /0?\.\d+|\d+(?= ?%|th\b)/.exec(before.slice(-30)) ??
    // Said of what is asked for, and not of the metric: "the 95th percentile of the time".
    /0?\.\d+(?=[- ]quantil)|(?<=(?:quantile?|\btau|\balpha|τ|α)(?: (?:of|level|is|ist))* ?[=:]? ?)0?\.\d+|\d+(?=(?:st|nd|rd|th)? ?%?\.?[- ](?:percentil|perzentil|quantil))/i.exec(
      text
    )
  );
}

const numbers: readonly [RegExp, number][] = [
  [/\b(?:two|zwei|deux)\b/i, 2],
  [/\b(?:three|drei|trois)\b/i, 3],
  [/\b(?:four|vier|quatre)\b/i, 4],
  [/\b(?:five|funf|cinq)\b/i, 5],
  [/\b(?:ten|zehn|dix)\b/i, 10]
];

function spelled(name: string): number | null {
  return numbers.find(([words]) => words.test(name))?.[1] ?? null;
}

/** Which way is better, where a text says so without naming a metric. */
export function namedDirection(text: string): Direction | null {
  if (
    /\b(lower|smaller|less)\b[^.]{0,40}\bbetter\b|\bminimi[sz]|as (low|small) as possible/i.test(
      text
    )
  ) {
    return 'minimize';
  }
  if (
    /\b(higher|larger|bigger|greater|more)\b[^.]{0,40}\bbetter\b|\bmaximi[sz]|as (high|large) as possible/i.test(
      text
    )
  ) {
    return 'maximize';
  }
  return null;
}
