import type OpenAI from 'openai';
import { z } from 'zod';
import { messageOf } from '../base/messageOf';
import { Budget } from '../syntax/budget';
import { Advice, type IAdvised } from '../task/advice';
import type { DataPreview } from '../task/data';
import { addUsage, noUsage } from '../task/usage';
import { answerForm } from './answerForm';
import { ModelEndpoint } from './endpoint';
import { previewText } from './prompt/previewText';
import { cutTokens } from './prompt/tokens';
import { promptText } from './prompt/wording';
import { readLiterals } from './reply/literal';
import { readThoughts } from './reply/thoughts';

const form = answerForm(
  'submit_task',
  'Submit the task as you read it.',
  z.object({
    targets: z
      .array(z.string())
      .describe(
        'the columns of the training table that are to be predicted, written exactly as they are headed; usually one; empty if the task is not to predict a column'
      ),
    metric: z
      .string()
      .nullable()
      .describe('the metric that the goal names; null if it names none'),
    positive: z
      .string()
      .nullable()
      .describe(
        'of two classes the value that counts as the positive one; null if that cannot be told'
      ),
    split: z
      .object({ kind: z.enum(['group', 'time']), column: z.string() })
      .nullable()
      .describe(
        'an object {"kind": "group" or "time", "column": a column} if new rows belong to other groups than the training rows, or come later; else null'
      )
  })
);

const READER =
  'You are an experienced data scientist. You read what a machine-learning task asks for: which columns are to be predicted, by which metric, and how rows have to be divided for an honest score. Say only what the goal and the data tell; what they leave open stays open.';

/** What a model is asked with. */
export interface IReading {
  client: OpenAI;
  model: string;
  temperature: number | null;
  /** Seconds that all of it may take. */
  patience: number;
  /** Tokens that the prompt may take. */
  promptTokens: number;
  /** Whether values of the data may be told. */
  withRows: boolean;
}

/** How often an answer that cannot be read is asked for. */
const ASKED = 2;
/** Milliseconds to look for an answer in what came. */
const LOOKING = 500;

/**
 * Ask a model how it reads a task, by the goal, the columns and their values; it sees
 * no row as a whole, so that no label of one is given away. Never throws, and takes no
 * longer than the patience: a run goes on without advice.
 */
export async function askAdvice(
  goal: string,
  data: DataPreview,
  { client, patience, promptTokens, withRows, ...rest }: IReading,
  signal?: AbortSignal
): Promise<IAdvised> {
  let usage = noUsage;
  const timeout = AbortSignal.timeout(patience * 1000);
  const messages: OpenAI.ChatCompletionMessageParam[] = [
    { role: 'system', content: READER },
    {
      role: 'user',
      content: promptText({
        system: READER,
        sections: [
          { heading: 'Goal', body: cutTokens(goal, promptTokens * 0.3, 0.8) },
          {
            heading: 'Data',
            body: previewText(withoutRows(data), promptTokens * 0.5, withRows)
          }
        ]
      })
    }
  ];
  try {
    const endpoint = new ModelEndpoint({
      client,
      ...rest,
      // All of it is timed, so that signs of life draw nothing out.
      silence: 2 * patience,
      tries: 1
    });
    for (let asked = 1; asked <= ASKED; asked++) {
      const reply = await endpoint.ask(
        { messages, form, plain: asked > 1 },
        {
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
          onSpent: spent => (usage = addUsage(usage, spent))
        }
      );
      usage = addUsage(usage, reply.usage);
      const advice = readAdvice(reply.call) ?? readAdvice(reply.text);
      if (advice !== null) {
        return { advice, problem: '', usage };
      }
    }
    return { advice: null, problem: failed('its answer has no form'), usage };
  } catch (error) {
    const why = timeout.aborted
      ? `it said nothing for ${patience} s`
      : messageOf(error).replace(/\.$/, '');
    return { advice: null, problem: failed(why), usage };
  }
}

function failed(why: string): string {
  return `The model was asked how it reads the task, in vain: ${why}. Goal and data alone say it.`;
}

/** What was drawn of single rows is left out: some of them may be held out later. */
function withoutRows(data: DataPreview): DataPreview {
  return {
    ...data,
    files: data.files.map(file => ({
      ...file,
      text: null,
      table: file.table && { ...file.table, sample: [] }
    }))
  };
}

/** Advice in a tool call's arguments or in a text; `null` where there is none. */
export function readAdvice(answer: unknown): Advice | null {
  const budget = new Budget(LOOKING);
  const values =
    typeof answer === 'string'
      ? readLiterals(readThoughts(answer, budget).text, budget)
      : [answer];
  for (const value of values.reverse()) {
    // Calls that are printed wrap their arguments under another name.
    for (const each of [value, ...Object.values(value ?? {})]) {
      const isTold =
        typeof each === 'object' && each !== null && 'targets' in each;
      const advice = isTold ? Advice.safeParse(each) : null;
      if (advice?.success) {
        return advice.data;
      }
    }
  }
  return null;
}
