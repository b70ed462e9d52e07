import { writtenAs } from '../../task/goal/metric';
import type { SubmissionForm } from '../../task/submission';
import type { Direction } from '../../task/task';
import type { IMetric, Kind } from './metric';
import { lacksNumber, namedDirection, usualMetric } from './namedMetrics';
import type { TableFile } from './tables';

/** A metric that is gone by, and where it was read. */
export interface IChosenMetric {
  name: string;
  direction: Direction;
  from: string;
}

/** Metrics that are near one that is not known. */
export function nearest(unknown: string): string[] {
  const isOfClasses =
    /map|top|rank|ndcg|recall|precision|f[- _]?beta|\bf\d|iou|dice|hamming|specificity/i;
  return isOfClasses.test(unknown)
    ? ['accuracy', 'log loss', 'macro F1', 'ROC AUC']
    : ['RMSE', 'MAE', 'MAPE', 'R²'];
}

/** Metrics that suit a kind of target. */
export function fitting(kind: Kind): string[] {
  return {
    regression: ['RMSE', 'MAE', 'R²'],
    binary: ['ROC AUC', 'log loss', 'accuracy', 'F1'],
    multiclass: ['accuracy', 'log loss', 'macro F1']
  }[kind];
}

/** What a target of a kind holds, for people. */
export const holds: Record<Kind, string> = {
  regression: 'numbers',
  binary: 'two classes',
  multiclass: 'several classes'
};

/** "a, b or c". */
export function either(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** The metric that suits: as named, else the usual one. */
export function metricOf(
  goal: string,
  kind: Kind | null,
  named: readonly IMetric[],
  declared: { metric?: string; direction?: Direction | null }
): IChosenMetric | null {
  const fits = named.find(m => kind === null || m.kinds.includes(kind));
  const direction = declared.direction ?? null;
  if (fits) {
    return {
      name: fits.name,
      direction: direction ?? fits.direction,
      from: declared.metric
        ? 'as declared'
        : `from the goal: “${writtenAs(fits, goal)}”${lacksNumber(fits, goal) ? `, ${/[\d.]+/.exec(fits.name)?.[0]} is usual` : ''}`
    };
  }
  if (kind === null) {
    return null;
  }
  const metric = usualMetric(kind, direction ?? namedDirection(goal));
  return {
    name: metric.name,
    direction: metric.direction,
    from: `usual for ${kind === 'regression' ? kind : holds[kind]}`
  };
}

/** The usual metric, or the one that suits what a sample submission holds. */
export function ofSample(
  usual: IChosenMetric | null,
  form: SubmissionForm | null,
  sample: TableFile | null,
  wanted: Direction | null
): IChosenMetric | null {
  if (usual === null || form === null || sample === null) {
    return usual;
  }
  if (wanted !== 'maximize' && form.some(({ holds }) => holds === 'chance')) {
    return {
      name: 'log loss',
      direction: 'minimize',
      from: 'usual for a column of each class'
    };
  }
  const [asked, ...more] = form.filter(({ holds }) => holds !== 'id');
  const column = sample.table.columns.find(({ name }) => name === asked.name);
  if (more.length > 0 || !column || !usual.from.endsWith(holds.binary)) {
    return usual;
  }
  const values = column.top.map(({ value }) => value);
  if (values.some(value => /^0?\.\d*[1-9]/.test(value))) {
    return {
      ...usual,
      from: `usual for chances, which ${sample.path} holds`
    };
  }
  // One number in every row tells nothing.
  const areLabels =
    values.length > 1 || values.some(value => /\p{L}/u.test(value));
  return areLabels && wanted !== 'minimize'
    ? {
        name: 'accuracy',
        direction: 'maximize',
        from: `usual for labels, which ${sample.path} holds`
      }
    : usual;
}
