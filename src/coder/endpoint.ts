import type OpenAI from 'openai';
import { messageOf } from '../base/messageOf';
import { sleep } from '../base/sleep';
import type { ICallOptions } from '../search/interfaces';
import { addUsage, noUsage, type Usage } from '../task/usage';
import { complete, type ICompletion } from './completion';
import {
  fullDialect,
  phrase,
  refusedPart,
  type IDialect,
  type IQuestion
} from './dialect';
import { persist } from './faults';
import { Patience } from './patience';
import { usageOf, usageOfFailure } from './usage';

/** What a {@link ModelEndpoint} works with. */
export interface IModelEndpointOptions {
  /** See `connect` for one that goes through the Jupyter server. */
  client: OpenAI;
  /** The model's id at the endpoint. */
  model: string;
  /** `null` leaves it to the model; some refuse any. */
  temperature: number | null;
  /** Tokens of the longest reply; where left out, the endpoint has its own limit. */
  replyTokens?: number | null;
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
   * @throws ExternalError - the endpoint is in trouble; the signal's reason when it is
   *   aborted. `onSpent` is told before what that cost.
   */
  async ask(
    question: IQuestion,
    { signal, onText, onWait, onSpent, onUnused }: ICallOptions
  ): Promise<ICompletion & { usage: Usage }> {
    const { client, model, host } = this._options;
    const patience = this._patience;
    const refused: Partial<IDialect> = {};
    const suspected: (keyof IDialect)[] = [];
    let usage = noUsage;
    /** What came of a call that failed. */
    let broken = '';
    const keep = (reason: string): void => {
      if (broken !== '') {
        onUnused?.(broken, reason);
        broken = '';
      }
    };
    const call = async (): Promise<ICompletion> => {
      for (;;) {
        const dialect = { ...this._dialect, ...refused };
        const body = phrase(question, dialect, this._options);
        let text = '';
        const onMore = (more: string): void => {
          text = more;
          onText?.(more);
        };
        try {
          const completion = await complete(client, body, {
            signal,
            patience,
            onText: onMore
          });
          usage = addUsage(usage, usageOf(completion, body));
          return completion;
        } catch (error) {
          usage = addUsage(usage, usageOfFailure(error, body, text));
          broken = text;
          const suspect = refusedPart(error, body);
          if (suspect === null) {
            throw error;
          }
          const { part, isNamed } = suspect;
          refused[part] = false;
          if (!isNamed) {
            suspected.push(part);
          }
        }
      }
    };
    const completion = await persist(call, {
      endpoint: `The model endpoint${host ? ` at ${host}` : ''}`,
      model,
      signal,
      tries: this._options.tries ?? Infinity,
      sleep: this._options.sleep ?? sleep,
      onWait: (reason, seconds) => {
        keep(reason);
        onWait?.(reason, seconds);
      }
    }).catch(error => {
      onSpent?.(usage);
      keep(signal.aborted ? 'It was stopped here.' : messageOf(error));
      throw error;
    });
    if (question.form !== null && completion.call === undefined) {
      // It took the tool for a remark; plain JSON is what it understands.
      refused.tools = false;
    }
    // Kept only now that leaving it out has helped, and what was never named only
    // if it has helped before: a refusal may also pass by itself.
    for (const part of suspected) {
      if (!this._suspected.has(part)) {
        this._suspected.add(part);
        delete refused[part];
      }
    }
    this._dialect = { ...this._dialect, ...refused };
    return { ...completion, usage };
  }

  private readonly _patience: Patience;
  /** What leaving out has helped once although nobody named it. */
  private readonly _suspected = new Set<keyof IDialect>();
  private _dialect: IDialect = fullDialect;
}
