import type OpenAI from 'openai';
import {
  UnusableReply,
  type ICallOptions,
  type ICoder,
  type IReview,
  type IReviewRequest,
  type WriteRequest
} from '../search/interfaces';
import { addUsage, noUsage, type Writing } from '../search/solution';
import { ModelEndpoint, type IModelEndpointOptions } from './endpoint';
import { PromptWriter } from './prompt/prompt';
import { promptText, type IPrompt } from './prompt/wording';
import { parseReply } from './reply';
import { needsOf } from './reply/needs';
import { readReview } from './review';

/** How often a reply is asked for before it counts as unusable. */
const ASKED = 3;
/** Characters of an unusable reply that the model is shown again. */
const SHOWN = 4000;

/** What a model as the coder works with. */
export interface IOpenAICoderOptions extends IModelEndpointOptions {
  /** Tokens that a whole prompt may take, at a cautious estimate; 1000 at least. */
  promptTokens: number;
}

/**
 * A language model as the coder, at any endpoint that speaks OpenAI's chat
 * completions.
 */
export class OpenAICoder implements ICoder {
  constructor(options: IOpenAICoderOptions) {
    this._model = new ModelEndpoint(options);
    this._prompts = new PromptWriter(options.promptTokens);
    const { model, host } = options;
    this.name = host ? `${model} at ${host}` : model;
  }

  readonly name: string;

  /** {@inheritDoc ICoder.write} */
  async write(request: WriteRequest, options: ICallOptions): Promise<Writing> {
    const messages = conversation(this._prompts.write(request));
    let usage = noUsage;
    for (let asked = 1; ; asked++) {
      const reply = await this._model.ask({ messages, review: false }, options);
      usage = addUsage(usage, reply.usage);
      const solution = parseReply(reply.text, {
        ...reply,
        needs: needsOf(request.task),
        parent: request.parent?.writing?.code
      });
      if (!('unusable' in solution)) {
        return { ...solution, usage };
      }
      if (asked === ASKED) {
        throw new UnusableReply(
          solution.unusable,
          reply.text || reply.thoughts,
          usage
        );
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
    const messages = conversation(this._prompts.review(request));
    let usage = noUsage;
    for (let asked = 1; ; asked++) {
      // What cannot be read twice as a call is asked for in plain JSON.
      const plain = asked > 2;
      const reply = await this._model.ask(
        { messages, review: true, plain },
        options
      );
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

  private readonly _model: ModelEndpoint;
  private readonly _prompts: PromptWriter;
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
