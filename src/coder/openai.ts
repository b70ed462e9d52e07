import type OpenAI from 'openai';
import {
  UnusableReply,
  type ICallOptions,
  type ICoder,
  type IReview,
  type IReviewRequest,
  type WriteRequest
} from '../search/interfaces';
import {
  addUsage,
  noUsage,
  type Usage,
  type Writing
} from '../search/solution';
import { ModelEndpoint, type IModelEndpointOptions } from './endpoint';
import { TooLong } from './faults';
import { PromptWriter } from './prompt/prompt';
import { promptText, type IPrompt } from './prompt/wording';
import { parseReply } from './reply';
import { readReview } from './review';

/** How often a reply is asked for before it counts as unusable. */
const ASKED = 3;
/** Characters of an unusable reply that the model is shown again. */
const SHOWN = 4000;
/** Tokens that no prompt is kept below. */
const LEAST = 1000;

/** What a model as the coder works with. */
export interface IOpenAICoderOptions extends IModelEndpointOptions {
  /** Tokens that a whole prompt may take, at a cautious estimate; 1000 at least. */
  promptTokens: number;
  /** Tokens that the model takes, prompt and reply; `null` where nobody knows. */
  context?: number | null;
}

/**
 * A language model as the coder, at any endpoint that speaks OpenAI's chat
 * completions.
 */
export class OpenAICoder implements ICoder {
  constructor(options: IOpenAICoderOptions) {
    this._model = new ModelEndpoint(options);
    const { model, host, promptTokens, context = null } = options;
    this._context = context;
    this._promptTokens = promptTokens;
    this._prompts = new PromptWriter(promptTokens);
    if (context !== null && promptIn(context) < promptTokens) {
      this._setTokens(promptIn(context));
    }
    this.name = host ? `${model} at ${host}` : model;
  }

  readonly name: string;

  /** Tokens that the model takes, as far as that is known. */
  get context(): number | null {
    return this._context;
  }

  /** {@inheritDoc ICoder.write} */
  async write(request: WriteRequest, options: ICallOptions): Promise<Writing> {
    return this._fitting(options, () => this._write(request, options));
  }

  private async _write(
    request: WriteRequest,
    options: ICallOptions
  ): Promise<Writing> {
    const messages = conversation(this._prompts.write(request));
    let usage = noUsage;
    for (let asked = 1; ; asked++) {
      const reply = await this._model.ask({ messages, review: false }, options);
      usage = addUsage(usage, reply.usage);
      const solution = parseReply(reply.text, reply.cutOff);
      if (!('unusable' in solution)) {
        return { ...solution, usage };
      }
      if (asked === ASKED) {
        throw new UnusableReply(solution.unusable, reply.text, usage);
      }
      messages.push(
        ...correction(
          reply.text,
          `${solution.unusable} Answer again: the title, the plan, and the whole script in one \`\`\`python block.`
        )
      );
    }
  }

  /**
   * {@inheritDoc ICoder.review}
   *
   * @throws UnusableReply - the model answered with no review.
   */
  async review(
    request: IReviewRequest,
    options: ICallOptions
  ): Promise<IReview> {
    return this._fitting(options, () => this._review(request, options));
  }

  private async _review(
    request: IReviewRequest,
    options: ICallOptions
  ): Promise<IReview> {
    const messages = conversation(this._prompts.review(request));
    let usage = noUsage;
    for (let asked = 1; ; asked++) {
      const reply = await this._model.ask({ messages, review: true }, options);
      usage = addUsage(usage, reply.usage);
      const review = readReview(reply.call) ?? readReview(reply.text);
      if (review !== null) {
        return { ...review, usage };
      }
      const reason = 'The reply was no review.';
      const said = typeof reply.call === 'string' ? reply.call : reply.text;
      if (asked === ASKED) {
        throw new UnusableReply(reason, said, usage);
      }
      messages.push(...correction(said, `${reason} Submit it as asked.`));
    }
  }

  /** Ask, again with a shorter prompt as long as the model finds it too long. */
  private async _fitting<T extends { usage: Usage }>(
    { onWait }: ICallOptions,
    ask: () => Promise<T>
  ): Promise<T> {
    let refused = 0;
    for (;;) {
      const tokens = this._promptTokens;
      try {
        const answer = await ask();
        return {
          ...answer,
          usage: addUsage(answer.usage, { ...noUsage, calls: refused })
        };
      } catch (error) {
        if (!(error instanceof TooLong) || tokens <= LEAST) {
          throw error;
        }
        refused++;
        // Another call may have found it out meanwhile.
        if (tokens === this._promptTokens) {
          this._keepBelow(error.context, tokens);
          onWait?.(
            `${error.context === null ? 'The prompt was too long for the model' : `The model takes ${error.context.toLocaleString('en')} tokens`}: prompts are kept to ${this._promptTokens.toLocaleString('en')} from now on.`,
            0
          );
        }
      }
    }
  }

  /** @param context - tokens that the model takes; `null` where nobody said. */
  private _keepBelow(context: number | null, tokens: number): void {
    this._context = context ?? this._context;
    this._setTokens(
      Math.min(
        context === null ? tokens / 2 : promptIn(context),
        // Whatever it says, the same prompt is not sent again.
        tokens * 0.8
      )
    );
  }

  private _setTokens(tokens: number): void {
    this._promptTokens = Math.max(LEAST, Math.floor(tokens));
    this._prompts = new PromptWriter(this._promptTokens);
  }

  private readonly _model: ModelEndpoint;
  private _promptTokens: number;
  private _prompts: PromptWriter;
  private _context: number | null;
}

/** Tokens of a prompt that leave room for the reply, at a cautious estimate. */
function promptIn(context: number): number {
  return Math.max(context * 0.6, context - 8000);
}

function conversation(prompt: IPrompt): OpenAI.ChatCompletionMessageParam[] {
  return [
    { role: 'system', content: prompt.system },
    { role: 'user', content: promptText(prompt) }
  ];
}

/** What a model is told after a reply that can't be used. */
function correction(
  reply: string,
  reason: string
): OpenAI.ChatCompletionMessageParam[] {
  const shown =
    reply.length <= SHOWN
      ? reply
      : `${reply.slice(0, SHOWN / 2)}\n…\n${reply.slice(-SHOWN / 2)}`;
  return [
    // Not every endpoint takes an empty message.
    { role: 'assistant', content: shown.trim() || '(no text)' },
    { role: 'user', content: reason }
  ];
}
