import type { RawMetric } from './execution';

/** What a text that should be a number turned out to be. */
type Reading =
  | {
      kind: 'number';
      value: number;
      /** How far the value may be from what was shown: half a unit of its last digit. */
      rounding: number;
      quoted: boolean;
    }
  | { kind: 'not finite'; text: string }
  | { kind: 'none'; text: string };

/** The score that a candidate left, if any, with the doubts about it. */
export interface IMetricReading {
  /** A finite number, or `null`. */
  score: number | null;
  /** Why there is no score; empty where there is one. */
  problem: string;
  warnings: string[];
}

const NUMBER = /^[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:e([+-]?\d+))?$/i;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;
/** A number or an array in its type's name: `np.float64(…)`, `tensor(…)`, `Decimal(…)`. */
const TYPED =
  /^(?:[\w.]+\.)?(?:u?int\d*|b?float\d*|half|single|double|longdouble|str_|array|tensor|variable|decimal|mpf)\((.*)\)$/is;
/** What may follow the value in there: `, dtype=float32`. */
const KEYWORDS = /(?:,\s*\w+\s*=[^=]*)+$/s;
const BRACKETS = /^(?:\[(.*)\]|\((.*?),?\))$/s;
const QUOTES = /^(['"])(.*)\1$/s;
/** What TensorFlow shows: `<tf.Tensor: shape=(), dtype=float32, numpy=0.5>`. */
const EAGER_TENSOR = /^<.*\bnumpy=([^\s,>]+)>$/s;
/** Shown with fewer digits than it has, unlike a float. */
const SHORTENED = /^(?:array|tensor)\(|^</i;
/** A number with more text after it, as people print: `0.12 (+/- 0.01)`. */
const LEADING =
  /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?(?:nan|inf))(?=\.?(?:$|[\s,;()±]))/i;
/** A longer text is not a number, whatever is in it. */
const LONGEST = 1000;

/**
 * Read the score from the variable and from the printed line. Both are read;
 * the variable decides where it holds a number, be it one that is not finite,
 * and otherwise the printed line does.
 */
export function readMetric(metric: RawMetric): IMetricReading {
  const variable = metric.variable === null ? null : readValue(metric.variable);
  const printed = metric.printed === null ? null : readPrinted(metric.printed);
  const decides =
    variable !== null && variable.kind !== 'none' ? variable : printed;
  if (decides === null || decides.kind !== 'number') {
    return {
      score: null,
      problem: problemOf(variable, printed),
      warnings: []
    };
  }
  const warnings: string[] = [];
  if (decides === printed) {
    warnings.push(
      variable === null
        ? 'The variable validation_metric is not set; the score is the printed one.'
        : `The variable validation_metric holds ${clip(variable)}, not a number; the score is the printed one.`
    );
  } else if (printed !== null && differ(decides, printed)) {
    warnings.push(
      `The printed score (${clip(printed)}) differs from the variable validation_metric (${decides.value}); the variable counts.`
    );
  }
  if (decides.quoted) {
    warnings.push('The score is a text that holds a number.');
  }
  return { score: decides.value, problem: '', warnings };
}

function problemOf(variable: Reading | null, printed: Reading | null): string {
  if (variable === null && printed === null) {
    return 'It left no score: validation_metric is neither set nor printed.';
  }
  const [reading, where] =
    variable !== null
      ? [variable, 'the variable validation_metric holds']
      : [printed, 'what it printed as validation_metric is'];
  return `It left no score: ${where} ${clip(reading)}, not a ${
    reading?.kind === 'not finite' ? 'finite number' : 'number'
  }.`;
}

/** A value as Python's `repr` shows it. */
function readValue(
  repr: string,
  isRounded = SHORTENED.test(repr.trim())
): Reading {
  const shown = repr.trim();
  if (shown.length > LONGEST) {
    return { kind: 'none', text: shown };
  }
  let text = EAGER_TENSOR.exec(shown)?.[1] ?? shown;
  const quoted = QUOTES.test(text);
  // Peel types, brackets and quotes off, one at a time; what is left of a
  // value that holds several numbers is no number.
  for (;;) {
    const typed = TYPED.exec(text);
    const brackets = BRACKETS.exec(text);
    const quotes = QUOTES.exec(text);
    if (typed) {
      text = typed[1].replace(KEYWORDS, '').trim();
    } else if (brackets) {
      text = (brackets[1] ?? brackets[2]).trim();
    } else if (quotes) {
      text = quotes[2].trim();
    } else {
      return readNumber(text, shown, quoted, isRounded);
    }
  }
}

/** What stands after `validation_metric:`; a remark may follow the number. */
function readPrinted(line: string): Reading {
  const shown = line.trim();
  const whole = readValue(shown, true);
  if (whole.kind !== 'none') {
    return whole;
  }
  const leading = LEADING.exec(shown)?.[1];
  return leading === undefined
    ? whole
    : readNumber(leading, shown, false, true);
}

function readNumber(
  text: string,
  shown: string,
  quoted: boolean,
  isRounded: boolean
): Reading {
  const match = NUMBER.exec(text);
  // Adding 0 makes a plain 0 of -0, which JSON cannot tell apart.
  const value = match ? Number(text) + 0 : NaN;
  if (match && Number.isFinite(value)) {
    const decimals = (match[1] ?? match[2] ?? '').length;
    const exponent = Number(match[3] ?? 0);
    const rounding = isRounded ? 0.5 * 10 ** (exponent - decimals) : 0;
    return { kind: 'number', value, rounding, quoted };
  }
  return {
    kind: match || NOT_FINITE.test(text) ? 'not finite' : 'none',
    text: shown
  };
}

/** Whether two readings differ beyond what rounding, or single precision, explains. */
function differ(a: Reading & { kind: 'number' }, b: Reading): boolean {
  if (b.kind !== 'number') {
    return true;
  }
  const precision = 1e-6 * Math.max(Math.abs(a.value), Math.abs(b.value));
  return (
    Math.abs(a.value - b.value) >
    Math.max(a.rounding, b.rounding) * (1 + 1e-9) + precision
  );
}

/** A reading as it is quoted in a sentence. */
function clip(reading: Reading | null): string {
  if (reading === null || reading.kind === 'number') {
    return String(reading?.value ?? 'nothing');
  }
  const text = reading.text.replace(/\s+/g, ' ');
  return text === ''
    ? 'nothing'
    : text.length > 60
      ? `${text.slice(0, 60)}…`
      : text;
}
