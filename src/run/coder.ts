import type { ServerConnection } from '@jupyterlab/services';
import type { ICoder } from '../search/interfaces';
import type { CoderChoice } from './config';

/** The coder's name before it is loaded. */
export function coderName(choice: CoderChoice): string {
  return choice.kind === 'recipes' ? 'Offline recipes' : choice.model;
}

/** The coder that was chosen. Loaded on demand: either is large. */
export async function makeCoder(
  choice: CoderChoice,
  serverSettings: ServerConnection.ISettings
): Promise<ICoder> {
  if (choice.kind === 'recipes') {
    const { RecipeCoder } = await import('../coder/recipes');
    return new RecipeCoder();
  }
  const [{ OpenAICoder }, { connect }] = await Promise.all([
    import('../coder/openai'),
    import('../coder/connection')
  ]);
  return new OpenAICoder({
    client: connect(serverSettings),
    model: choice.model,
    temperature: choice.temperature
  });
}
