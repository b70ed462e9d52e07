import OpenAI from 'openai';
import { evidenceOf, type IEvidence } from '../../src/coder/evidence';
import { kindOf } from '../../src/coder/kinds';
import { readReview } from '../../src/coder/review';

function evidence(status: number, error: unknown): IEvidence {
  return evidenceOf(
    OpenAI.APIError.generate(status, { error }, undefined, new Headers())
  );
}

const faults: [string, number, string, string?][] = [
  [
    'too-long',
    400,
    "Requested token count exceeds the model's maximum context length of 131072 tokens."
  ],
  ['too-long', 400, 'Range of input length should be [1, 30720]'],
  [
    'too-long',
    400,
    'The number of tokens in the prompt (9000) exceeds the model limit 8192'
  ],
  [
    'too-long',
    400,
    'The decoder prompt (length 9000) is longer than the maximum model length of 4096.'
  ],
  ['too-long', 400, 'Tokens in prompt exceed the limit: 40000 > 32768'],
  ['too-long', 400, 'Context size has been exceeded.'],
  ['too-long', 400, 'Request exceeds the maximum size', 'request_too_large'],
  ['too-long', 500, 'the input length exceeds the context length'],
  ['key', 400, 'Please provide a valid API key'],
  ['key', 403, 'API key expired. Please renew the API key.'],
  ['credit', 402, 'Insufficient Balance'],
  ['credit', 403, 'You have exceeded your monthly included credits'],
  ['credit', 403, 'Key limit exceeded (total limit).'],
  [
    'credit',
    400,
    'Your team has either used all available credits or reached its monthly spending limit.'
  ],
  ['rate', 429, 'Input tokens per minute exceed the limit of your tier'],
  ['rate', 503, 'Rate limit exceeded, retry later'],
  ['model', 400, 'xyz is not a valid model ID'],
  ['model', 400, 'The model `m` has been decommissioned'],
  ['model', 404, 'models/m is not found for API version v1main'],
  ['model', 404, 'model: m', 'not_found_error'],
  ['model', 400, 'No models loaded. Please load a model in the developer page'],
  ['filter', 403, 'Your input was flagged'],
  ['filter', 400, 'Content Exists Risk'],
  ['memory', 500, 'llama runner process has terminated: out of memory'],
  ['trouble', 500, 'llama runner process has terminated: exit status 2'],
  ['trouble', 503, 'The engine is currently overloaded']
];

it.each(faults.map(([kind, ...told]) => [kind, told] as const))(
  'tells a fault by its words: %s, %j',
  (kind, [status, message, code]) => {
    expect(kindOf(evidence(status, { message, code })).name).toBe(kind);
  }
);

it.each([
  [30720, 'Range of input length should be [1, 30720]'],
  [32768, 'Tokens in prompt exceed the limit: 40000 > 32768'],
  [200000, 'prompt is too long: 210000 tokens > 200000 maximum'],
  [8192, 'Prompt length (9000) exceeds max_model_len 8192']
])('reads the context of %i tokens out of %s', (context, message) => {
  expect(evidence(400, { message }).context).toBe(context);
});

it.each([
  '```json\n{"is_bug": false, "summary": "Sound."}\n```',
  '{"name": "submit_review", "parameters": {"is_bug": "no", "summary": "Sound."}}',
  '[TOOL_CALLS][{"name":"submit_review","arguments":{"is_bug":false,"summary":"Sound."}}]',
  '<function=submit_review>\n<parameter=is_bug>\nfalse\n</parameter>\n<parameter=summary>\nSound.\n</parameter>\n</function>',
  'submit_review(is_bug=False, summary="Sound.", lower_is_better=True)',
  'is_bug: false\nsummary: Sound.\nlower_is_better: true',
  '- **is_bug**: no\n- **summary**: Sound.',
  '// mine\n{"is_bug": false, // fine\n "summary": "Sound."}',
  '{“is_bug”: false, “summary”: “Sound.”}'
])('reads the review %s', text => {
  expect(readReview(text)).toMatchObject({ isBug: false, summary: 'Sound.' });
});

it.each([
  '- "is_bug": true if the solution is wrong\n- "summary": what was found',
  'I think is_bug should be true, as the summary says.',
  'The summary: no bug.'
])('takes no talk of a review for one: %s', text => {
  expect(readReview(text)).toBeNull();
});
