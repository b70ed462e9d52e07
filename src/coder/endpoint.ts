import type OpenAI from 'openai';
import type { ICallOptions } from '../search/interfaces';
import type { Usage } from '../search/solution';
import { complete, type ICompletion } from './completion';
import {
  fullDialect,
  phrase,
  refusedPart,
  type IDialect,
  type IQuestion
} from './dialect';
import { persist, sleep } from './faults';
import { Patience } from './patience';

/** What a {@link ModelEndpoint} works with. */
export interface IModelEndpointOptions {
  /** See `connect` for one that goes through the Jupyter server. */
  client: OpenAI;
  /** The model's id at the endpoint. */
  model: string;
  /** `null` leaves it to the model; some refuse any. */
  temperature: number | null;
  /** The endpoint's host, for people: "api.openai.com". */
  host?: string;
  /** Seconds without a sign of life after which a call is given up. */
  silence?: number;
  /** How often a call is tried at most where the endpoint is in trouble. */
  tries?: number;
  /** The wait between tries; handed in by tests. */
  sleep?: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * A model at an endpoint that is asked until it answers. It remembers what the
 * endpoint turned out not to understand.
 */
export class ModelEndpoint {
  constructor(private readonly _options: IModelEndpointOptions) {
    this._patience = new Patience(_options.silence ?? 300);
  }

  /**
   * Ask a question.
   *
   * @returns the answer, and the usage of all calls that it took.
   * @throws Fault - the endpoint is in trouble; the signal's reason when it is
   *   aborted.
   */
  async ask(
    question: IQuestion,
    { signal, onText, onWait }: ICallOptions
  ): Promise<ICompletion & { usage: Usage }> {
    const { client, model, temperature, host } = this._options;
    const patience = this._patience;
    const refused: Partial<IDialect> = {};
    let calls = 0;
    const call = async (): Promise<ICompletion> => {
      for (;;) {
        const dialect = { ...this._dialect, ...refused };
        const body = phrase(question, dialect, model, temperature);
        try {
          calls++;
          return await complete(client, body, { signal, patience, onText });
        } catch (error) {
          const part = refusedPart(error, body);
          if (part === null) {
            throw error;
          }
          refused[part] = false;
        }
      }
    };
    const completion = await persist(call, {
      endpoint: `The model endpoint${host ? ` at ${host}` : ''}`,
      model,
      signal,
      tries: this._options.tries ?? Infinity,
      sleep: this._options.sleep ?? sleep,
      onWait
    });
    if (question.review && completion.call === undefined) {
      // It took the tool for a remark; plain JSON is what it understands.
      refused.tools = false;
    }
    // Kept only now that leaving it out has helped.
    this._dialect = { ...this._dialect, ...refused };
    const { tokensIn, tokensOut, tokensCached } = completion;
    return {
      ...completion,
      usage: { calls, tokensIn, tokensOut, tokensCached }
    };
  }

  private readonly _patience: Patience;
  private _dialect: IDialect = fullDialect;
}
