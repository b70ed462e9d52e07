import type { ServerConnection } from '@jupyterlab/services';
import { getModelSettings } from '../coder/modelSettings';
import { Fault, type ICoder } from '../search/interfaces';
import type { CoderChoice } from './config';
import type { AbortableTimers } from './abortableTimers';

/** The coder's name before it is loaded. */
export function coderName(choice: CoderChoice): string {
  return choice.kind === 'recipes' ? 'Offline recipes' : choice.model;
}

/**
 * The coder that was chosen. Loaded on demand: either is large.
 *
 * @param promptTokens - what a whole prompt may take, where it is a model.
 * @param timers - its waits between two tries.
 * @throws Fault - `model`: none is configured, or the server cannot be asked.
 */
export async function makeCoder(
  choice: CoderChoice,
  promptTokens: number,
  serverSettings: ServerConnection.ISettings,
  timers: AbortableTimers
): Promise<ICoder> {
  if (choice.kind === 'recipes') {
    const { RecipeCoder } = await import('../coder/recipeCoder');
    return new RecipeCoder();
  }
  const [{ OpenAICoder }, { connect }, { baseUrl }] = await Promise.all([
    import('../coder/openai'),
    import('../coder/connection'),
    getModelSettings(serverSettings)
  ]);
  if (baseUrl === null) {
    throw new Fault(
      'No model is connected. Connect one in JupyterLab, or set AIDE_BASE_URL and AIDE_MODEL where the server starts, or use the offline recipes.',
      'model'
    );
  }
  return new OpenAICoder({
    client: connect(serverSettings),
    model: choice.model,
    temperature: choice.temperature,
    promptTokens,
    host: new URL(baseUrl).host,
    sleep: timers.sleep
  });
}
