import type { IAnswer, IEndpointRequest } from '../../support/endpoint.mjs';
import type { IMode } from '../mode';

/**
 * Endpoints of others that speak OpenAI's protocol, each with what it refuses, leaves
 * out and says in its own way. `docs/models.md` tells of them.
 */

type Body = IEndpointRequest['body'] & Record<string, unknown>;

const refusal = (status: number, body: unknown): IAnswer => ({
  status,
  body
});

/** What Anthropic's endpoint takes: `n` is 1, a prompt is not empty, and no schema is strict. */
const anthropic = (body: Body): boolean =>
  (body.n === undefined || body.n === 1) &&
  body.messages.every(({ content }) => content.trim() !== '') &&
  !JSON.stringify(body.tools ?? []).includes('"strict"');

/** What Gemini's endpoint takes: no `n` beside a stream, no schema with a dialect of its own. */
const gemini = (body: Body): boolean =>
  body.n === undefined &&
  body.messages.at(-1)!.role === 'user' &&
  !/"\$ref"|"patternProperties"/.test(JSON.stringify(body.tools ?? []));

/** Endpoints of others, and what is to come of them. */
export const families: readonly IMode[] = [
  {
    name: 'Anthropic: no n, system roles, tools without strict schemas',
    endpoint: {
      always: [
        (answer, body) =>
          anthropic(body)
            ? answer
            : refusal(400, {
                error: {
                  code: 'invalid_request_error',
                  message: 'invalid_request_error: n must be 1',
                  type: 'invalid_request_error',
                  param: null
                }
              })
      ]
    },
    expects: {
      requests: 4,
      asked: bodies =>
        bodies.every(({ messages }) => messages[0].role === 'system')
    }
  },
  {
    name: 'Anthropic: a review whose arguments keep to no schema',
    endpoint: {
      always: [
        answer =>
          answer.call
            ? {
                ...answer,
                call: { is_bug: 'false', summary: ['Sound.', 'Go on.'] }
              }
            : answer
      ]
    },
    expects: { requests: 4 }
  },
  {
    name: 'Anthropic: usage without what was read from a cache',
    endpoint: {
      always: [
        answer => ({
          ...answer,
          told: { prompt_tokens: 5000, completion_tokens: 700 }
        })
      ]
    },
    expects: { requests: 4 }
  },
  {
    name: 'Anthropic: it is overloaded, once',
    endpoint: {
      script: [
        refusal(529, {
          type: 'error',
          error: { type: 'overloaded_error', message: 'Overloaded' }
        })
      ]
    },
    expects: { requests: 5, says: /has trouble of its own \(529: Overloaded\)/ }
  },
  {
    name: 'Anthropic: the credit is used up',
    endpoint: {
      always: [
        refusal(400, {
          type: 'error',
          error: {
            type: 'invalid_request_error',
            message:
              'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.'
          }
        })
      ]
    },
    expects: {
      solution: false,
      requests: 1,
      says: /credit is used up \(400: Your credit balance is too low/
    }
  },
  {
    name: 'Gemini: no n, roles that end with the user, plain schemas',
    endpoint: {
      always: [
        (answer, body) =>
          gemini(body)
            ? answer
            : refusal(400, [
                {
                  error: {
                    code: 400,
                    message: 'Request contains an invalid argument.',
                    status: 'INVALID_ARGUMENT'
                  }
                }
              ])
      ]
    },
    expects: { requests: 4 }
  },
  {
    name: 'Gemini: the tool is refused for its schema',
    endpoint: {
      always: [
        (answer, { tools }) =>
          tools
            ? refusal(400, [
                {
                  error: {
                    code: 400,
                    message:
                      'Invalid JSON payload received. Unknown name "anyOf" at \'tools[0].function_declarations[0].parameters\': Cannot find field.',
                    status: 'INVALID_ARGUMENT'
                  }
                }
              ])
            : answer
      ]
    },
    expects: { requests: 5 }
  },
  {
    name: 'Gemini: the free tier is used up for a moment',
    endpoint: {
      script: [
        refusal(429, [
          {
            error: {
              code: 429,
              message:
                'You exceeded your current quota, please check your plan and billing details.',
              status: 'RESOURCE_EXHAUSTED',
              details: [
                {
                  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
                  retryDelay: '1s'
                }
              ]
            }
          }
        ])
      ]
    },
    expects: { requests: 5, says: /asks to slow down \(429: You exceeded/ }
  },
  {
    name: 'Gemini: usage with every piece',
    endpoint: {
      always: [
        (answer, { stream }) =>
          stream
            ? {
                ...answer,
                events: [
                  ...(answer.text.match(/[^]{1,400}/g) ?? []).map(
                    (content, at) => ({
                      choices: [{ index: 0, delta: { content } }],
                      usage: {
                        prompt_tokens: 900,
                        completion_tokens: 100 * (at + 1)
                      }
                    })
                  ),
                  { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
                  'data: [DONE]\n\n'
                ]
              }
            : answer
      ]
    },
    expects: { requests: 4 }
  },
  {
    name: 'Gemini: an answer that was filtered away, once',
    endpoint: {
      script: [
        {
          whole: true,
          raw: JSON.stringify({
            choices: [
              {
                index: 0,
                finish_reason: 'content_filter: PROHIBITED_CONTENT',
                message: { role: 'assistant' }
              }
            ],
            usage: { prompt_tokens: 900, completion_tokens: 0 }
          }),
          type: 'application/json'
        }
      ]
    },
    expects: { requests: 5 }
  },
  {
    name: 'Azure: results of a filter in a first piece without choices',
    endpoint: {
      always: [
        (answer, { stream }) =>
          stream
            ? {
                ...answer,
                events: [
                  {
                    choices: [],
                    prompt_filter_results: [{ prompt_index: 0 }]
                  },
                  {
                    choices: [{ index: 0, delta: { content: answer.text } }]
                  },
                  { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
                  'data: [DONE]\n\n'
                ]
              }
            : answer
      ]
    },
    expects: { requests: 4 }
  },
  {
    name: 'OpenAI: max_tokens is refused for a newer name',
    endpoint: {
      always: [
        (answer, body) =>
          'max_tokens' in body
            ? refusal(400, {
                error: {
                  message:
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                  type: 'invalid_request_error',
                  param: 'max_tokens',
                  code: 'unsupported_parameter'
                }
              })
            : answer
      ]
    },
    options: ['--reply-tokens', '4000'],
    patience: { replyTokens: 4000 },
    expects: {
      requests: 5,
      asked: bodies =>
        bodies
          .slice(1)
          .every(body => (body as Body).max_completion_tokens === 4000)
    }
  },
  {
    name: 'vLLM: tools need a server that was started with them',
    endpoint: {
      always: [
        (answer, { tools }) =>
          tools
            ? refusal(400, {
                object: 'error',
                message:
                  '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
                type: 'BadRequestError',
                code: 400
              })
            : answer
      ]
    },
    expects: { requests: 5 }
  },
  {
    name: 'a model without a system role, in the words of its template',
    endpoint: {
      always: [
        (answer, { messages }) =>
          messages[0].role === 'system'
            ? refusal(500, {
                error: 'Jinja exception: System role not supported'
              })
            : answer
      ]
    },
    expects: { requests: 5 }
  }
];
