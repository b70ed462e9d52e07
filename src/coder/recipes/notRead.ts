import type { DataPreview } from '../../task/data';
import type { Source } from '../../task/declaration';
import { areLevel, writtenAs } from '../../task/goal/metric';
import { notUsed, type IRead } from '../../task/goal/notUsed';
import { unknownNames } from '../../task/goal/unknownNames';
import { scoreUnread } from '../../task/goal/unread';
import { either, fitting } from './askedMetric';
import { namedMetrics } from './namedMetrics';
import { choice, type IQuestion } from './questions';
import type { IUnderstanding } from './understand';

/**
 * The question that is asked where the metric is the usual one although a sentence of the
 * goal seems to name another in words that are not known; `null` where none does.
 *
 * @param columns - names of the table's columns.
 */
export function metricUnread(
  goal: string,
  { metric, kind, refused }: IUnderstanding,
  columns: readonly string[]
): IQuestion | null {
  const words =
    metric?.from.startsWith('usual') && kind !== null && refused === null
      ? scoreUnread(goal, columns)
      : null;
  if (words === null) {
    return null;
  }
  const candidates = [
    ...new Set([metric!.name, ...fitting(kind!), ...OTHERS[kind!]])
  ];
  return choice(
    'metric',
    '--metric',
    candidates,
    `What is measured? “${words}” names no metric that is known here, and ${metric!.name} is merely usual. Choose one, such as ${either(candidates.slice(0, 4))}.`
  );
}

/** The question that is asked where a goal names two metrics, and not which of them counts. */
export function metricsLevel(
  goal: string,
  { metric, kind, refused }: IUnderstanding
): IQuestion | null {
  if (!metric?.from.startsWith('from the goal') || !kind || refused) {
    return null;
  }
  const named = namedMetrics(goal).filter(({ kinds }) => kinds.includes(kind));
  const [first] = named;
  const level = named.filter(
    each => each.name !== first.name && areLevel(first, each, goal)
  );
  if (level.length === 0) {
    return null;
  }
  const words = [first, ...level].map(each => `“${writtenAs(each, goal)}”`);
  return choice(
    'metric',
    '--metric',
    [first, ...level].map(({ name }) => name),
    `What is measured? The goal names ${words.slice(0, -1).join(', ')} and ${words.at(-1)}, and does not say which of them counts.`
  );
}

/** More that people mean by such sentences. */
const OTHERS = {
  regression: ['MAPE', 'RMSLE'],
  binary: ['balanced accuracy'],
  multiclass: ['balanced accuracy']
} as const;

/** Where a metric comes from that has to be asked about. */
export function metricSource(
  question: IQuestion | null,
  guess: boolean
): Partial<Source> {
  return question === null
    ? {}
    : guess
      ? { from: 'a guess, taken as you said' }
      : {
          from: 'a guess',
          sure: 'guess',
          others: question.candidates.slice(1)
        };
}

/**
 * What of a goal was not used, and what it calls a column although none is called so, as
 * sentences for people.
 *
 * @param texts - where entries come from and what is asked, with the goal's words quoted.
 */
export function notesUnread(
  goal: string,
  { files }: DataPreview,
  read: Omit<IRead, 'used'>,
  texts: readonly (string | undefined)[]
): string[] {
  const unused = notUsed(goal, {
    ...read,
    used: quotedIn(texts, read.columns)
  });
  const columns = files.flatMap(({ table }) => table?.columns ?? []);
  const names = [
    ...files.map(({ path }) => path),
    ...columns.map(({ name }) => name)
  ];
  const values = columns.flatMap(({ top }) => top.map(({ value }) => value));
  const unknown = unknownNames(goal, names).filter(
    name =>
      !values.includes(name) &&
      namedMetrics(name.replaceAll('_', ' ')).length === 0
  );
  return [
    ...(unused === null ? [] : [unused]),
    ...(unknown.length === 0
      ? []
      : [
          `No column is called ${unknown
            .slice(0, FEW)
            .map(name => `“${name}”`)
            .join(', ')}.`
        ])
  ];
}

/** Names that are told. */
const FEW = 3;

/** What texts quote of a goal, and is no name of a column. */
function quotedIn(
  texts: readonly (string | undefined)[],
  columns: readonly string[]
): string[] {
  return texts
    .flatMap(text => [...(text ?? '').matchAll(/“([^”…]+)/gu)])
    .map(([, words]) => words)
    .filter(words => !columns.includes(words));
}
