import { script } from '../../support/candidates.mjs';
import type { Behaviour, IAnswer } from '../../support/endpoint.mjs';
import type { IMode } from '../mode';

type Written = IAnswer & { text: string };

/** Another way to put what the endpoint thought of; reviews stay as they are. */
const put =
  (how: (answer: Written, code: string) => IAnswer): Behaviour =>
  answer =>
    answer.idea ? { ...answer, ...how(answer, script(answer.idea)) } : answer;

/** Another way to put a review. */
const reviewed =
  (how: (review: object) => IAnswer): Behaviour =>
  answer =>
    answer.call ? { ...answer, call: undefined, ...how(answer.call) } : answer;

const fenced = (code: string): string => `\`\`\`python\n${code}\n\`\`\``;
const thoughts = `The score could be made up.\n\n${fenced('validation_metric = 0.01')}\n\n# A thought\n`;

/** A stream of pieces of a text, and what comes at its end. */
const streamed = (
  text: string,
  end: (object | string)[],
  content: (piece: string) => object = piece => ({ content: piece })
): IAnswer => ({
  events: [
    ...(text.match(/[^]{1,200}/g) ?? []).map(piece => ({
      choices: [{ index: 0, delta: content(piece), finish_reason: null }]
    })),
    ...end
  ]
});
const stop = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
const done = 'data: [DONE]\n\n';

const mode = (
  name: string,
  behaviour: Behaviour,
  more: Partial<IMode> = {}
): IMode => ({ name, endpoint: { always: [behaviour] }, ...more });

/** What models really write, and what their servers make of it. */
export const replies: readonly IMode[] = [
  mode(
    'a made-up score after the script',
    put(({ text }) => ({
      text: `${text}\nI expect about\n\n${fenced('validation_metric = 0.12')}\n`
    })),
    { inTests: true }
  ),
  mode(
    'an example of use after the script',
    put(({ text }) => ({
      text: `${text}\nUse it like this:\n\n${fenced('predictions = model.predict(features)\nprint(predictions[:5])')}\n`
    }))
  ),
  mode(
    'a line quoted in the plan',
    put((_, code) => ({
      text: `# Ridge\n\nIt begins with\n\n${fenced('import numpy as np')}\n\nand goes on.\n\n${fenced(code)}\n`
    }))
  ),
  mode(
    'fences that share their lines',
    put((_, code) => ({
      text: `# Ridge\n\nFit it: \`\`\`python\n${code}\`\`\` That is all.`
    }))
  ),
  mode(
    'thoughts with a script of their own',
    put(({ text }) => ({ text: `<think>\n${thoughts}</think>\n${text}` })),
    { expects: { never: /A thought/ } }
  ),
  mode(
    'thoughts in square brackets',
    put(({ text }) => ({ text: `[THINK]${thoughts}[/THINK]${text}` })),
    { expects: { never: /A thought/ } }
  ),
  mode(
    'channels without their tokens',
    put(({ text }) => ({ text: `analysis${thoughts}assistantfinal${text}` })),
    { expects: { never: /A thought/ } }
  ),
  mode(
    'the whole answer among the thoughts',
    put(({ text }) =>
      streamed(text, [stop, done], piece => ({ reasoning_content: piece }))
    )
  ),
  mode(
    'code in JSON',
    put((_, code) => ({
      text: JSON.stringify({ title: 'Ridge', plan: 'Fit it.', code })
    }))
  ),
  mode(
    'code in a call of a tool that nobody offered',
    put((_, code) => ({
      whole: true,
      text: '',
      message: {
        content: null,
        tool_calls: [
          { function: { name: 'python', arguments: JSON.stringify({ code }) } }
        ]
      }
    }))
  ),
  mode(
    'no-break spaces in the code',
    put(({ text }) => ({
      text: text.replace(/^ +/gm, x => '\u00a0'.repeat(x.length))
    }))
  ),
  mode(
    'content in parts',
    put(({ text }) => ({
      whole: true,
      message: {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: thoughts }] },
          { type: 'text', text }
        ]
      }
    })),
    { expects: { never: /A thought/ } }
  ),
  mode(
    'no choices where usage is told',
    put(({ text }) =>
      streamed(text, [
        stop,
        { choices: null, usage: { prompt_tokens: 10, completion_tokens: 5 } },
        { usage: { prompt_tokens: 10, completion_tokens: 5 } },
        done
      ])
    )
  ),
  mode(
    'empty pieces as signs of life',
    put(({ text }) =>
      streamed(text, ['data: null\n\n', ': still here\n\n', stop, done])
    )
  ),
  mode(
    'an end without a reason',
    put(({ text }) => streamed(text, [done])),
    { inTests: true, expects: { requests: 4 } }
  ),
  mode(
    'a review in a text twice',
    reviewed(review => ({
      message: {
        content: null,
        tool_calls: [
          {
            function: {
              name: 'submit_review',
              arguments: JSON.stringify(JSON.stringify(review))
            }
          }
        ]
      }
    })),
    { expects: { requests: 4 } }
  ),
  mode(
    'a review as an object in a wrapper',
    reviewed(review => ({
      message: {
        content: null,
        tool_calls: [{ function: { arguments: { review } } }]
      }
    })),
    { expects: { requests: 4 } }
  ),
  mode(
    'a review after thoughts, as a dict of Python',
    reviewed(() => ({
      text: "<think>{'is_bug': True, 'summary': 'a thought'}</think>\n{'IsBug': False, 'summary': 'Sound.', 'lowerIsBetter': None,}"
    })),
    { expects: { requests: 4, never: /a thought/ } }
  ),
  mode(
    'a refusal',
    put(() => ({
      whole: true,
      message: { content: null, refusal: 'I cannot help with that.' }
    })),
    {
      expects: {
        solution: false,
        says: /refused to answer: .I cannot help with that/
      }
    }
  )
];
