import type { Dice } from '../support/random';

/** What can become of a model's reply: malformed texts, reviews and streams. */

const code = `# %%
import pandas as pd

train = pd.read_csv("./input/train.csv")

# %%
def score(x):
    return {"a": [x, (x, 1)]}

validation_metric = float(train["price"].std())
print(f"validation_metric: {validation_metric}")`;

export const goodReply = `# Ridge on log price\n\nFit a ridge on the logarithm.\n\n\`\`\`python\n${code}\n\`\`\`\n`;

export const goodReview = {
  is_bug: false,
  summary: 'The score can be trusted.',
  lower_is_better: true
};

const pieces = [
  '```',
  '```python',
  '````',
  '~~~py',
  '``',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '<think>',
  '</think>',
  '<thinking>',
  '</reasoning>',
  '# %%',
  '"""',
  "'''",
  'import os',
  'x = ',
  'def f(',
  'validation_metric = 1',
  '# Title: ',
  '**Plan**:',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '\\',
  '\u0000',
  '\ud83d',
  '\u202e',
  '\u2028',
  'é'.normalize('NFD'),
  '<script>alert(1)</script>',
  '{"is_bug": true, "summary": "x", "lower_is_better": null}',
  '{"__proto__": {"polluted": true}}',
  goodReply,
  code
];

/** A text that may have been a reply. */
export function malformedReply(dice: Dice): string {
  let text = dice.chance(0.7) ? goodReply : '';
  for (let i = 1 + dice.below(5); i > 0; i--) {
    text = mutated(text, dice);
  }
  return text;
}

function mutated(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  const to = at + dice.below(200);
  switch (dice.below(9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, to) + text.slice(at);
    case 4: {
      const lines = text.split('\n');
      lines.splice(dice.below(lines.length), 1);
      return lines.join('\n');
    }
    case 5:
      return text.replaceAll(dice.pick(pieces), dice.pick(pieces));
    case 6:
      return text.slice(0, at) + noise(dice) + text.slice(at);
    case 7: {
      const often = dice.chance(0.02) ? 2000 : 1 + dice.below(5);
      const piece = dice.pick(pieces).slice(0, 40).repeat(often);
      return text.slice(0, at) + piece + text.slice(at);
    }
    default:
      return text.slice(0, at) + dice.pick(pieces) + text.slice(at);
  }
}

function noise(dice: Dice): string {
  return Array.from({ length: 1 + dice.below(30) }, () =>
    String.fromCharCode(dice.below(dice.chance(0.5) ? 128 : 65536))
  ).join('');
}

const values: unknown[] = [
  null,
  true,
  'true',
  'No',
  '',
  0,
  1,
  -1,
  NaN,
  1e308,
  [],
  ['a', 'b'],
  [null],
  {},
  { is_bug: true },
  'x'.repeat(20_000),
  '\u0000'
];

/** What may come where a review was asked for: a call's arguments, or a text. */
export function malformedReview(dice: Dice): unknown {
  const review: Record<string, unknown> = { ...goodReview };
  for (const key of Object.keys(review)) {
    if (dice.chance(0.15)) {
      review[key] = dice.pick(values);
    }
    if (dice.chance(0.05)) {
      delete review[key];
    }
  }
  const wrapped = dice.pick<unknown>([
    review,
    review,
    { arguments: review },
    { name: 'submit_review', parameters: review },
    { arguments: JSON.stringify(review) },
    [review],
    dice.pick(values)
  ]);
  return dice.chance(0.5)
    ? wrapped
    : mutated(`Here: ${JSON.stringify(wrapped)} so far.`, dice);
}

/** The body and type of an HTTP answer to a chat completion, more or less. */
export function malformedAnswer(
  isReview: boolean,
  dice: Dice
): { body: Uint8Array; type: string; status: number } {
  const text = isReview
    ? JSON.stringify(malformedReview(dice) ?? null)
    : malformedReply(dice);
  const finish_reason = dice.pick(['stop', 'length', 'tool_calls', '', null]);
  const usage = dice.pick<unknown>([
    null,
    { prompt_tokens: 10, completion_tokens: 5 },
    { prompt_tokens: -1, completion_tokens: '5' },
    { prompt_tokens: 1e308, completion_tokens: null },
    'none'
  ]);
  const tool_calls = [{ function: { arguments: text } }];
  const message = dice.chance(0.4) ? { tool_calls } : { content: text };
  const streamed = dice.chance(0.5);
  const chunks = text.match(/[^]{1,200}/g) ?? [''];
  let body = streamed
    ? [
        ...chunks.map(content => ({
          choices: [{ delta: { content }, finish_reason: null }]
        })),
        { choices: [{ delta: {}, finish_reason }], usage }
      ]
        .map(data => `data: ${JSON.stringify(data)}\n\n`)
        .join('') + 'data: [DONE]\n\n'
    : JSON.stringify({ choices: [{ message, finish_reason }], usage });
  if (dice.chance(0.4)) {
    body = mutated(body, dice);
  }
  const bytes = Buffer.from(body);
  if (bytes.length > 0 && dice.chance(0.3)) {
    bytes[dice.below(bytes.length)] = dice.below(256);
  }
  return {
    body: bytes,
    type: dice.pick([
      streamed ? 'text/event-stream' : 'application/json',
      'application/json; charset=utf-8',
      'text/event-stream',
      'text/html'
    ]),
    status: dice.chance(0.95) ? 200 : dice.pick([400, 401, 404, 429, 500, 299])
  };
}
