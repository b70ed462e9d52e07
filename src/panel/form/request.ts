import type { RunRequest } from '../../run/config';
import { fromNotebook } from '../../run/runPaths';
import type { DataModel } from './dataModel';
import { limitsFor, readLimits } from './limits';
import type { Measuring } from './measuring';
import type { Settings } from './settings';
import type { IFormValues } from './values';

/** What stands in a form. */
export interface IFilledForm {
  values: Readonly<IFormValues>;
  settings: Settings;
  data: DataModel;
  measuring: Measuring;
}

/**
 * The run that stands in a form.
 *
 * @param notebook - the path of its notebook.
 * @param kernel - the kernelspec that solutions run in.
 */
export function requestOf(
  { values, settings, data, measuring }: IFilledForm,
  notebook: string,
  kernel: string
): RunRequest {
  const { goal, coder } = values;
  const limits = readLimits(values);
  const metric = data.understanding?.metric ?? null;
  return {
    ...settings,
    goal,
    data: fromNotebook(notebook, values.data.trim()),
    notebook,
    metric:
      // What the goal names is not what a cell measures.
      values.metric ||
      (measuring.measure === 'cell' ? '' : (metric?.name ?? '')),
    direction: values.direction ?? metric?.direction ?? null,
    objective: measuring.objective,
    declaration: measuring.declaration,
    coder,
    kernel,
    ...Object.fromEntries(limitsFor(coder).map(each => [each, limits[each]]))
  };
}
