import {
  sourceOf,
  type Entry,
  type Sample,
  type TaskDeclaration
} from './declaration';
import type { Split } from './objectiveKinds';

/** An entry of a declaration as people read it. */
export interface ISaid {
  entry: Entry | 'leftOut' | 'notes';
  label: string;
  text: string;
  /** Where it comes from; empty where the text says so. */
  from: string;
  /** Whether it has to be asked about. */
  isDoubtful: boolean;
}

/** Names that are told one by one before the rest is counted. */
const FEW = 4;

/**
 * A declaration in words, at most eight entries: the same for the terminal, the form
 * and the report.
 */
export function said(task: TaskDeclaration | null): ISaid[] {
  if (task === null) {
    return [];
  }
  const { metric, submission, idColumns, rows } = task;
  const tell = (entry: Entry, label: string, text: string): ISaid => {
    const { from, sure } = sourceOf(task, entry);
    return { entry, label, text, from, isDoubtful: sure !== 'sure' };
  };
  const note = (entry: ISaid['entry'], label: string, text: string): ISaid => ({
    entry,
    label,
    text,
    from: '',
    isDoubtful: false
  });
  const lines: (ISaid | null)[] = [
    tell('targets', 'Target', `${listed(task.targets)}${kindOf(task)}`),
    metric &&
      tell('metric', 'Metric', `${metricName(task)}${directionOf(task)}`),
    task.split && tell('split', 'Divided', divided(task.split)),
    rows === null
      ? null
      : tell(
          'rows',
          'Predicted',
          `the rows of ${rows}${idColumns.length > 0 ? `, named by ${listed(idColumns)}` : ', in their order'}`
        ),
    submission &&
      tell(
        'submission',
        'Handed in',
        `${listed(submission.columns.map(({ name }) => name))}: ${cells[submission.kind]}`
      ),
    task.sample && tell('sample', 'Sample', sampled(task.sample)),
    task.leftOut.length > 0 ? note('leftOut', 'Left out', leftOut(task)) : null,
    task.notes.length > 0
      ? note('notes', 'Noticed', task.notes.join(' '))
      : null
  ];
  return lines.filter(line => line !== null);
}

/** An entry in one line: "Metric     RMSE, lower is better · from the goal: “RMSE”". */
export function saidLine(each: ISaid): string {
  return `${each.isDoubtful ? '?' : ' '} ${each.label.padEnd(10)} ${saidText(each)}`;
}

/** The same beside its label: "RMSE, lower is better · from the goal: “RMSE”". */
export function saidText({ text, from }: ISaid): string {
  return from === '' ? text : `${text} · ${from}`;
}

/** A metric with what belongs to its name: "MAP@3", "pinball loss of 0.9". */
export function metricName({ metric }: TaskDeclaration): string {
  if (metric === null) {
    return '';
  }
  const { name, parameters } = metric;
  const { k, quantile, ...others } = parameters;
  const rest = Object.entries(others).map(([key, value]) => `${key} ${value}`);
  return [
    k === undefined ? name : name.replace(/(?<=@| )k\b|\bk(?=-)/, String(k)),
    ...(quantile === undefined ? [] : [`of ${quantile}`]),
    ...(rest.length === 0 ? [] : [`(${rest.join(', ')})`])
  ].join(' ');
}

/** How rows are divided: "rows of one “match_id” stay together". */
export function divided(split: Split): string {
  switch (split.kind) {
    case 'random':
      return 'rows are drawn at random';
    case 'stratified':
      return 'rows are drawn at random, each class keeping its share';
    case 'group':
      return `rows of one “${split.column}” stay together`;
    case 'time':
      return `the last rows by “${split.column}” are held out`;
  }
}

/** "500,000 of about 12,345,678 rows, drawn once". */
function sampled({ rows, of, isEstimate }: Sample): string {
  const all = of === null ? 'all' : count(of);
  return `${count(rows)} of ${isEstimate ? 'about ' : ''}${all} rows, drawn once; the last fit learns from these, too`;
}

const count = (rows: number) => rows.toLocaleString('en');

/** Names with commas between, the first few of many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, names.length > FEW + 1 ? FEW : names.length);
  const more = names.length - shown.length;
  return `${shown.map(readable).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A name with blanks at its ends, or none at all, is not seen without its marks. */
function readable(name: string): string {
  return name.trim() !== name || name === '' ? `“${name}”` : name;
}

function kindOf({ kind, classes, positive }: TaskDeclaration): string {
  switch (kind) {
    case null:
      return '';
    case 'regression':
      return ', a number';
    case 'binary':
      return positive === null
        ? ', two classes'
        : `, two classes, ${positive} the positive one`;
    case 'multiclass':
      return classes.length > 0
        ? `, ${classes.length} classes: ${listed(classes)}`
        : ', several classes';
  }
}

function directionOf({ metric }: TaskDeclaration): string {
  return metric?.direction
    ? metric.direction === 'minimize'
      ? ', lower is better'
      : ', higher is better'
    : '';
}

const cells: Record<
  NonNullable<TaskDeclaration['submission']>['kind'],
  string
> = {
  values: 'numbers',
  labels: 'the class',
  chance: 'the chance of the positive class',
  'class columns': 'a chance for each class',
  'ranked labels': 'classes, the likeliest first'
};

function leftOut({ leftOut: columns }: TaskDeclaration): string {
  const reasons = [...new Set(columns.map(({ why }) => why))];
  return reasons
    .map(
      why =>
        `${listed(columns.filter(each => each.why === why).map(({ column }) => column))} (${why})`
    )
    .join(', ');
}
