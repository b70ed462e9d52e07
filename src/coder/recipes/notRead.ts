import type { Source } from '../../task/declaration';
import { scoreUnread } from '../../task/goal/unread';
import { either, fitting } from './askedMetric';
import { obstacle, type IQuestion } from './questions';
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
  return {
    ...obstacle(
      `What is measured? “${words}” names no metric that is known here, and ${metric!.name} is merely usual. Choose one, such as ${either(candidates.slice(0, 4))}.`
    ),
    entry: 'metric',
    option: '--metric',
    candidates,
    canGuess: true,
    isOfRecipes: false
  };
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

/** What texts quote of a goal, and is no name of a column. */
export function quotedIn(
  texts: readonly string[],
  columns: readonly string[]
): string[] {
  return texts
    .flatMap(text => [...text.matchAll(/“([^”…]+)/gu)])
    .map(([, words]) => words)
    .filter(words => !columns.includes(words));
}
