import { metricTable } from './metricTable';
import { Direction, type Task } from './task';

/** What else people and programs measure by, in lower case and by what is better. */
const OTHERS: Record<Direction, readonly string[]> = {
  minimize: [
    'wmape',
    'absolute error',
    'absolute percentage error',
    'squared error',
    'square error',
    'squared logarithmic error',
    'mlogloss',
    'crossentropy',
    'hinge loss',
    'deviance',
    'perplexity',
    'error rate',
    'wer',
    'cer',
    'crps'
  ],
  maximize: [
    'auroc',
    'auprc',
    'ndcg',
    'f beta',
    'r²',
    'r squared',
    'explained variance',
    'matthews',
    'iou',
    'jaccard',
    'bleu',
    'rouge'
  ]
};

/** Metrics by name. A longer name that holds one of these needs no line of its own. */
const METRICS = byDirection(direction => [
  ...namesOf(direction, false),
  ...OTHERS[direction]
]);

/** Names that are words of everyday prose too: they count in a short text only. */
const EVERYDAY = byDirection(direction => [
  ...namesOf(direction, true),
  ...{
    minimize: ['loss', 'error', 'cost', 'distance'],
    maximize: [
      'sensitivity',
      'specificity',
      'dice',
      'correlation',
      'score',
      'profit'
    ]
  }[direction]
]);
/** A text of so many words is a metric's name, not prose. */
const NAME_WORDS = 4;

/** What says it outright. */
const OUTRIGHT: Record<Direction, RegExp> = {
  minimize: /\b(?:lower|smaller|less) is better\b/i,
  maximize: /\b(?:higher|greater|larger|bigger|more) is better\b/i
};
/** What says it where no metric is named; otherwise it may be said of anything. */
const ORDERED: Record<Direction, RegExp> = {
  minimize: /\bminimi[sz](?:e[sd]?|ing)\b/i,
  maximize: /\bmaximi[sz](?:e[sd]?|ing)\b/i
};

/**
 * Which way is better, as a text says it or the metric that it names implies;
 * `null` where it says nothing, or both.
 *
 * @param text - a metric's name, a goal, or what a candidate printed.
 */
export function directionOf(text: string): Direction | null {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}²]+/gu, ' ')
    .trim();
  const names = (known: readonly string[]): boolean =>
    known.some(name => ` ${words} `.includes(` ${name} `));
  const isName = words.split(' ').length <= NAME_WORDS;
  // "neg_mean_squared_error" and the like are errors turned round.
  const isNegated = /\bneg(?:ative)?_/i.test(text);
  const tests: ((direction: Direction) => boolean)[] = [
    direction => OUTRIGHT[direction].test(text),
    direction => isNegated && direction === 'maximize',
    direction => names(METRICS[direction]),
    direction => ORDERED[direction].test(text),
    direction => isName && names(EVERYDAY[direction])
  ];
  for (const test of tests) {
    const found = Direction.options.filter(test);
    if (found.length > 0) {
      return found.length === 1 ? found[0] : null;
    }
  }
  return null;
}

/** A direction, and why, in a sentence for people. */
export interface IDirectionFinding {
  direction: Direction;
  reason: string;
}

/**
 * What the facts say about the direction: the metric's name, the goal, and the
 * line in which the first solution printed its score by name.
 *
 * @returns `null` where they say nothing.
 */
export function findDirection(
  task: Task,
  score: number,
  output: string
): IDirectionFinding | null {
  const sources: [string, string][] = [
    [`the metric's name, “${task.metric}”`, task.metric],
    ['the goal', task.goal],
    ['what the first solution printed', linesWith(score, output)]
  ];
  for (const [name, text] of sources) {
    const direction = directionOf(text);
    if (direction !== null) {
      return { direction, reason: `${inWords(direction)}: read from ${name}.` };
    }
  }
  return null;
}

/**
 * The direction where the facts say nothing: the review's, else lower is better.
 */
export function assumeDirection(
  lowerIsBetter: boolean | null
): IDirectionFinding {
  const direction = lowerIsBetter === false ? 'maximize' : 'minimize';
  return {
    direction,
    reason:
      lowerIsBetter === null
        ? `${inWords(direction)}: assumed, since nothing says which way is better.`
        : `${inWords(direction)}: so the review of the first solution takes it.`
  };
}

function inWords(direction: Direction): string {
  return direction === 'minimize' ? 'Lower is better' : 'Higher is better';
}

/**
 * The printed lines that show a score: "accuracy: 0.9312" names the metric, while
 * a library's log may name any.
 */
function linesWith(score: number, output: string): string {
  const digits = String(score).slice(0, SHOWN_DIGITS);
  return digits.length < SHOWN_DIGITS
    ? ''
    : output
        .split('\n')
        .filter(line => line.includes(digits))
        .join('\n');
}
/** So many characters of a score are not found in a line by chance. */
const SHOWN_DIGITS = 5;

function byDirection(
  names: (direction: Direction) => readonly string[]
): Record<Direction, readonly string[]> {
  return { minimize: names('minimize'), maximize: names('maximize') };
}

/** The names of the metrics that are known here, as a text has them. */
function namesOf(direction: Direction, everyday: boolean): string[] {
  return Object.entries(metricTable)
    .filter(
      ([, metric]) =>
        metric.direction === direction &&
        (metric.isEveryday ?? false) === everyday
    )
    .flatMap(([key, { also }]) => [key, ...(also ?? [])])
    .filter(name => name.length > 1)
    .map(name => name.replaceAll('_', ' '));
}
