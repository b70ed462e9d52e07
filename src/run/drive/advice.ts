import type { ServerConnection } from '@jupyterlab/services';
import type { IAdvised } from '../../task/advice';
import type { DataPreview } from '../../task/data';
import { noUsage } from '../../task/usage';
import type { RunConfig } from '../config';

/**
 * How the model that is to write reads the task of a run to be; nothing where the
 * recipes write. It never throws, and takes no longer than the run's patience.
 */
export async function adviceFor(
  { coder, goal, noRows, ...config }: RunConfig,
  serverSettings: ServerConnection.ISettings,
  data: DataPreview
): Promise<IAdvised> {
  if (coder.kind === 'recipes') {
    return { advice: null, problem: '', usage: noUsage };
  }
  const [{ askAdvice }, { connect }] = await Promise.all([
    import('../../coder/advice'),
    import('../../coder/connection')
  ]);
  return askAdvice(goal, data, {
    ...config,
    ...coder,
    client: connect(serverSettings),
    withRows: !noRows
  });
}
