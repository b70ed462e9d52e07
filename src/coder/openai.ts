import { addUsage, noUsage, type Usage } from '../task/usage';
import {
  type ICallOptions,
  type ICoder,
  type IReview,
  type IReviewRequest,
  type WriteRequest
} from '../search/interfaces';
import { UnusableReply, type Writing } from '../task/writing';
import { conversation, correction, shorter } from './conversation';
import type { IQuestion } from './dialect';
import { ModelEndpoint, type IModelEndpointOptions } from './endpoint';
import { TooLong } from './faults';
import { type Ask, Mending } from './mending';
import { PromptWriter } from './prompt/prompt';
import { parseReply } from './reply';
import { needsOf } from './reply/needs';
import { readReview, reviewForm } from './review';
import { sentTokens } from './usage';

/** How often a reply is asked for before it counts as unusable. */
const ASKED = 3;
/** Tokens that no prompt is kept below. */
const LEAST = 1000;

/** What a model as the coder works with. */
export interface IOpenAICoderOptions extends IModelEndpointOptions {
  /** Tokens that a whole prompt may take, at a cautious estimate; 1000 at least. */
  promptTokens: number;
  /** Tokens that the model takes, prompt and reply; `null` where nobody knows. */
  context?: number | null;
  /** Whether prompts may show rows of the data, and outputs; they may by default. */
  withRows?: boolean;
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
    this._withRows = options.withRows ?? true;
    this._prompts = new PromptWriter(promptTokens, this._withRows);
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
  write(request: WriteRequest, options: ICallOptions): Promise<Writing> {
    return this._fitting(options, async ask => {
      const needs = needsOf(request.task);
      const first = conversation(this._prompts.write(request));
      let messages = first;
      for (let asked = 1; ; asked++) {
        const reply = await ask({ messages, form: null });
        const solution = parseReply(reply.text, {
          ...reply,
          needs,
          parent: request.parent?.writing?.code
        });
        const said = reply.text || reply.thoughts;
        if (!('unusable' in solution)) {
          return await this._mending.mend(
            { solution, said, needs, first, ask },
            options
          );
        }
        if (asked === ASKED) {
          throw new UnusableReply(solution.unusable, said, noUsage);
        }
        options.onUnused?.(said, solution.unusable);
        if (reply.cutOff) {
          const { tokensOut } = reply.usage;
          this._tellOfLimit(tokensOut, options);
          // Not with the longer prompt that a conversation is.
          messages = shorter(first, tokensOut);
        } else {
          messages = [
            ...messages,
            ...correction(
              reply.text,
              `${solution.unusable} Answer again: the title, the plan, and the whole script in one \`\`\`python block.`
            )
          ];
        }
      }
    });
  }

  /**
   * {@inheritDoc ICoder.review}
   *
   * @throws UnusableReply - the model answered with no review.
   */
  review(request: IReviewRequest, options: ICallOptions): Promise<IReview> {
    return this._fitting(options, async ask => {
      const messages = conversation(this._prompts.review(request));
      for (let asked = 1; ; asked++) {
        // What cannot be read twice as a call is asked for in plain JSON.
        const plain = asked > 2;
        const reply = await ask({ messages, form: reviewForm, plain });
        const review = readReview(reply.call) ?? readReview(reply.text);
        if (review !== null) {
          return review;
        }
        const reason = 'The reply was no review.';
        const said = typeof reply.call === 'string' ? reply.call : reply.text;
        if (asked === ASKED) {
          throw new UnusableReply(reason, said, noUsage);
        }
        options.onUnused?.(said, reason);
        messages.push(...correction(said, `${reason} Submit it as asked.`));
      }
    });
  }

  /**
   * Ask, again with a shorter prompt as long as the model finds it too long, and
   * count what all of that cost.
   */
  private async _fitting<T>(
    options: ICallOptions,
    work: (ask: Ask) => Promise<T>
  ): Promise<T & { usage: Usage }> {
    let usage = noUsage;
    const onSpent = (more: Usage): void => {
      usage = addUsage(usage, more);
    };
    const ask: Ask = async question => {
      const reply = await this._model.ask(question, { ...options, onSpent });
      onSpent(reply.usage);
      this._checkRead(question, reply.usage, options);
      return reply;
    };
    for (;;) {
      const tokens = this._promptTokens;
      try {
        return { ...(await work(ask)), usage };
      } catch (error) {
        if (error instanceof UnusableReply) {
          throw new UnusableReply(error.message, error.reply, usage);
        }
        if (!(error instanceof TooLong) || tokens <= LEAST) {
          options.onSpent?.(usage);
          throw error;
        }
        // Another call may have found it out meanwhile.
        if (tokens === this._promptTokens) {
          const { context } = error;
          this._keepBelow(context, tokens);
          this._tell(
            context === null
              ? 'The prompt was too long for the model'
              : `The model takes ${context.toLocaleString('en')} tokens`,
            options
          );
        }
      }
    }
  }

  /**
   * Some cut prompts without a word, and read the same number of tokens of whatever
   * they are sent.
   */
  private _checkRead(
    question: IQuestion,
    { calls, tokensIn, tokensCached, estimated }: Usage,
    options: ICallOptions
  ): void {
    const sent = sentTokens({ messages: [...question.messages] });
    const isFewer = tokensIn > 0 && tokensIn < sent / 2;
    if (calls !== 1 || estimated || tokensCached > 0 || !isFewer) {
      return;
    }
    const before = this._read;
    this._read = { tokensIn, sent };
    if (
      before !== null &&
      before.sent !== sent &&
      Math.abs(before.tokensIn - tokensIn) <= tokensIn / 50 &&
      this._promptTokens > LEAST
    ) {
      this._keepBelow(tokensIn, this._promptTokens);
      this._tell(
        `The endpoint reads only about ${tokensIn.toLocaleString('en')} tokens of a prompt and cuts the rest`,
        options
      );
    }
  }

  private _tell(what: string, { onWait }: ICallOptions): void {
    const tokens = this._promptTokens.toLocaleString('en');
    onWait?.(`${what}: prompts are kept to ${tokens} from now on.`, 0);
  }

  private _tellOfLimit(tokens: number, { onWait }: ICallOptions): void {
    if (!this._isLimitTold) {
      this._isLimitTold = true;
      onWait?.(
        `A reply was cut off after about ${tokens.toLocaleString('en')} tokens, a limit of the endpoint: shorter scripts are asked for. A higher limit for the tokens of a reply may help.`,
        0
      );
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
    this._prompts = new PromptWriter(this._promptTokens, this._withRows);
  }

  private readonly _model: ModelEndpoint;
  private readonly _withRows: boolean;
  private _promptTokens: number;
  private _prompts: PromptWriter;
  private _context: number | null;
  /** What of the latest prompt that was not read as a whole was read. */
  private _read: { tokensIn: number; sent: number } | null = null;
  private _isLimitTold = false;
  private readonly _mending = new Mending();
}

/** Tokens of a prompt that leave room for the reply, at a cautious estimate. */
function promptIn(context: number): number {
  return Math.max(context * 0.6, context - 8000);
}
