import type { IAnswer } from '../../support/endpoint.mjs';
import type { IMode } from '../mode';

/** The usual answer, after something else in its stream. */
const after =
  (pieces: (object | string | number)[]) =>
  (answer: IAnswer & { text: string }, body: { stream?: boolean }): IAnswer =>
    body.stream
      ? {
          ...answer,
          events: [
            ...pieces,
            { choices: [{ index: 0, delta: { content: answer.text } }] },
            { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
            'data: [DONE]\n\n'
          ]
        }
      : answer;

const repeat = (count: number, ...pieces: (object | string | number)[]) =>
  Array.from({ length: count }, () => pieces).flat();

/** Endpoints that take their time. */
export const slow: readonly IMode[] = [
  {
    name: 'a slow stream',
    endpoint: { script: ['slow'] },
    patience: { silence: 1 },
    expects: { requests: 4 }
  },
  {
    name: 'comments before the reply, for longer than the patience',
    endpoint: { script: [after(repeat(12, ': keep-alive\n\n', 150))] },
    options: ['--patience', '1'],
    patience: { silence: 1 },
    inTests: true,
    expects: { requests: 4 }
  },
  {
    name: 'empty pieces before the reply, for longer than the patience',
    endpoint: {
      script: [after(repeat(12, { choices: [{ index: 0, delta: {} }] }, 150))]
    },
    options: ['--patience', '1'],
    patience: { silence: 1 },
    expects: { requests: 4 }
  },
  {
    name: 'one request at a time, each shorter than the patience, together longer',
    endpoint: { atOnce: 1, latency: 700, always: [{ pace: 5 }] },
    options: [
      '--patience',
      '1',
      '--drafts',
      '2',
      '--slots',
      '2',
      '--calls',
      '2'
    ],
    patience: { silence: 1 },
    expects: { requests: 4 }
  },
  {
    name: 'silence for longer than the patience, once',
    endpoint: { script: ['hang'] },
    options: ['--patience', '1'],
    patience: { silence: 0.5 },
    expects: { requests: 5, says: /did not answer for [\d.]+ s/ }
  },
  {
    name: 'prompts are cut without a word',
    endpoint: {
      always: [
        answer => ({
          ...answer,
          told: { prompt_tokens: 100, completion_tokens: 200 }
        })
      ]
    },
    expects: { says: /reads only about 100 tokens of a prompt/ }
  },
  {
    name: 'replies are cut at a limit of the endpoint, once',
    endpoint: { script: ['cut-off'] },
    expects: { requests: 5, says: /cut off/ }
  }
];
