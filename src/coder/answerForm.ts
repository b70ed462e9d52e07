import type OpenAI from 'openai';
import { z } from 'zod';

/** An answer that is filled in rather than written: by a call of a tool, or in plain JSON. */
export interface IAnswerForm {
  tool: OpenAI.ChatCompletionFunctionTool;
  /** The same for an endpoint that has no tools. */
  instruction: string;
}

/**
 * What is asked for as a schema, in both ways.
 *
 * @param asked - its fields are described in the words that the model reads.
 */
export function answerForm(
  name: string,
  description: string,
  asked: z.ZodObject
): IAnswerForm {
  return {
    tool: {
      type: 'function',
      function: { name, description, parameters: z.toJSONSchema(asked) }
    },
    instruction: [
      'Answer with one JSON object and nothing else:',
      ...Object.entries(asked.shape).map(
        ([field, each]) => `- "${field}": ${(each as z.ZodType).description}`
      )
    ].join('\n')
  };
}
