import type { ServerConnection } from '@jupyterlab/services';
import { ExternalError } from '../../base/externalError';
import { getModelSettings, learnModel } from '../../coder/modelSettings';
import { type ICoder } from '../../search/interfaces';
import type { RunConfig } from '../config';
import type { AbortableTimers } from './abortableTimers';

/** A coder, and what is known of how it is asked best. */
export interface IMadeCoder {
  coder: ICoder;
  /** Requests at once: the most, and how many to begin with; 0 where it asks nobody. */
  calls: number;
  callsAtFirst: number;
  /**
   * Keep what was found out for the next run.
   *
   * @param atOnce - requests that were served side by side; `null` if nothing showed it.
   */
  learn: (atOnce: number | null) => Promise<void>;
}

/** Requests at once that nobody has to serve more of, and how many a near model begins with. */
const MOST_CALLS = 8;
const NEAR_CALLS = 2;
/** Milliseconds that a list of models may take before a run begins without it. */
const LIST = 5000;

/**
 * The coder that was chosen. Loaded on demand: either is large.
 *
 * @param timers - its waits between two tries.
 * @throws ExternalError - `model`: none is configured, or the server cannot be asked.
 */
export async function makeCoder(
  config: RunConfig,
  serverSettings: ServerConnection.ISettings,
  timers: AbortableTimers
): Promise<IMadeCoder> {
  const { coder: choice, promptTokens, patience, replyTokens } = config;
  if (choice.kind === 'recipes') {
    const { RecipeCoder } = await import('../../coder/recipeCoder');
    return {
      coder: new RecipeCoder(config.seed, config.automl === 'on'),
      calls: 0,
      callsAtFirst: 0,
      learn: async () => undefined
    };
  }
  const [{ OpenAICoder }, { connect, listModels }, settings] =
    await Promise.all([
      import('../../coder/openai'),
      import('../../coder/connection'),
      getModelSettings(serverSettings)
    ]);
  const { baseUrl, problem, near } = settings;
  if (baseUrl === null) {
    throw new ExternalError(
      problem ??
        'No model is connected. Connect one in JupyterLab, or set AIDE_BASE_URL and AIDE_MODEL where the server starts, or use the offline recipes.',
      'model'
    );
  }
  const { model, temperature } = choice;
  const client = connect(serverSettings);
  const learned = settings.learned[model] ?? {};
  // Its list may tell; whatever is wrong with that shows when the model is asked.
  const offered = learned.context
    ? []
    : await listModels(client, AbortSignal.timeout(LIST)).catch(() => []);
  const context =
    learned.context ?? offered.find(({ id }) => id === model)?.context ?? null;
  const coder = new OpenAICoder({
    client,
    model,
    temperature,
    promptTokens,
    context,
    replyTokens,
    withRows: !config.noRows,
    silence: patience,
    host: new URL(baseUrl).host,
    sleep: timers.sleep
  });
  return {
    coder,
    calls: config.calls ?? MOST_CALLS,
    callsAtFirst:
      config.calls ?? learned.atOnce ?? (near ? NEAR_CALLS : MOST_CALLS),
    learn: async atOnce => {
      const facts = {
        ...(atOnce !== null && { atOnce }),
        ...(coder.context !== null && { context: coder.context })
      };
      if (Object.keys(facts).length > 0) {
        // It only saves time; the next run finds it out again.
        await learnModel(serverSettings, model, facts).catch(() => undefined);
      }
    }
  };
}
