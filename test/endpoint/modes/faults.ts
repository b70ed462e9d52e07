import type { Behaviour } from '../../support/endpoint.mjs';
import type { IMode } from '../mode';

/** An answer that is a refusal, its body as it is. */
const refusal = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {}
): Behaviour => ({ status, body, headers });

/** A refusal that does not pass: it is told once, and nothing is asked again. */
const permanent = (name: string, answer: Behaviour, says: RegExp): IMode => ({
  name,
  endpoint: { always: [answer] },
  expects: { solution: false, requests: 1, says }
});

/** How servers say that a prompt is too long; each of them once. */
const tooLong: [string, Behaviour][] = [
  [
    'OpenAI',
    refusal(400, {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce the length of the messages.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded'
      }
    })
  ],
  [
    'vLLM',
    refusal(400, {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
      type: 'BadRequestError',
      param: null,
      code: 400
    })
  ],
  [
    'llama.cpp',
    refusal(400, {
      error: {
        code: 400,
        message:
          'the request exceeds the available context size. try increasing the context size or enable context shift',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9000,
        n_ctx: 4096
      }
    })
  ],
  [
    'LM Studio',
    refusal(400, {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.'
    })
  ],
  [
    'Anthropic',
    refusal(400, {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'prompt is too long: 210000 tokens > 200000 maximum'
      }
    })
  ],
  [
    'Gemini',
    refusal(400, [
      {
        error: {
          code: 400,
          message:
            'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
          status: 'INVALID_ARGUMENT'
        }
      }
    ])
  ],
  [
    'Mistral',
    refusal(400, {
      object: 'error',
      message:
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_prompt',
      code: 3051
    })
  ],
  [
    'Groq',
    refusal(413, {
      error: {
        message:
          'Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 9000, please reduce your message size and try again.',
        type: 'tokens',
        code: 'rate_limit_exceeded'
      }
    })
  ],
  [
    'TGI',
    refusal(422, {
      error:
        'Input validation error: `inputs` must have less than 4095 tokens. Given: 9000',
      error_type: 'validation'
    })
  ],
  [
    'SGLang',
    refusal(400, {
      message:
        "The input (9000 tokens) is longer than the model's context length (4096 tokens)."
    })
  ],
  [
    'Bedrock',
    refusal(400, { message: 'Input is too long for requested model.' })
  ],
  [
    'xAI',
    refusal(400, {
      code: 'Client specified an invalid argument',
      error:
        "This model's maximum prompt length is 131072 but the request contains 140000 tokens."
    })
  ],
  [
    'a server in the midst of a stream',
    {
      events: [
        {
          error: {
            message:
              'The prompt is too long: 9000, model maximum context length: 8191',
            code: 400
          }
        }
      ]
    }
  ]
];

/** What endpoints say when something is wrong. */
export const faults: readonly IMode[] = [
  {
    name: 'too many requests, once',
    endpoint: { script: ['rate-limited-soon'] },
    expects: {
      requests: 5,
      says: /asks to slow down \(429: Too many requests\)/
    }
  },
  {
    name: 'the time to wait in milliseconds',
    endpoint: {
      script: [refusal(429, { error: 'slow down' }, { 'retry-after-ms': '50' })]
    },
    inTests: true,
    expects: { requests: 5 }
  },
  {
    name: 'the time to wait in the text',
    endpoint: {
      script: [
        refusal(429, {
          error: { message: 'Rate limit reached. Please try again in 20ms.' }
        })
      ]
    },
    expects: { requests: 5 }
  },
  permanent(
    'the tokens of the day are used up',
    refusal(429, {
      error: {
        message:
          'Rate limit reached for model m on tokens per day (TPD): Limit 100000, Used 99000, Requested 3000. Please try again in 9m38.4s.',
        type: 'tokens',
        code: 'rate_limit_exceeded'
      }
    }),
    /asks to slow down.*tokens per day.*9m38\.4s/
  ),
  permanent(
    'the key is wrong',
    'unauthorized',
    /refused the key \(401: Incorrect API key provided\)\. Connect it with a valid key/
  ),
  permanent(
    'the key is wrong, in a list',
    refusal(400, [
      {
        error: {
          code: 400,
          message: 'API key not valid. Please pass a valid API key.',
          status: 'INVALID_ARGUMENT'
        }
      }
    ]),
    /refused the key \(400: API key not valid/
  ),
  permanent(
    'the key may not use the model',
    refusal(403, { error: { message: 'Project has no access to model' } }),
    /does not allow the request \(403: Project has no access to model\)/
  ),
  permanent(
    'the credit is used up',
    refusal(402, {
      error: {
        message: 'This request requires more credits. Add credits.',
        code: 402
      }
    }),
    /credit is used up \(402: This request requires more credits/
  ),
  permanent(
    'the quota is used up',
    'no-quota',
    /credit is used up \(429: You exceeded your quota\)\. Top it up/
  ),
  permanent(
    'the model is not there',
    'no-model',
    /does not know the model "scripted-large" \(404/
  ),
  permanent(
    'the model is not there, the error a text',
    refusal(404, {
      error: 'model "scripted-large" not found, try pulling it first'
    }),
    /does not know the model.*try pulling it first/
  ),
  permanent(
    'the address is wrong',
    refusal(404, '404 page not found'),
    /has nothing at this address \(404: 404 page not found\)\. Check the address/
  ),
  permanent(
    'the error is a list of details',
    refusal(422, {
      detail: [{ loc: ['body', 'messages'], msg: 'role is out of range' }]
    }),
    /refused the request \(422: role is out of range\)/
  ),
  permanent(
    'the words of another endpoint behind this one',
    refusal(400, {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: { raw: '{"error":{"message":"unsupported country"}}' }
      }
    }),
    /Provider returned error: unsupported country/
  ),
  permanent(
    'an error inside an answer with status 200',
    {
      raw: JSON.stringify({
        error: { message: 'The organisation has no credits', code: 402 }
      }),
      type: 'application/json'
    },
    /credit is used up \(402: The organisation has no credits\)/
  ),
  permanent(
    'a content filter',
    refusal(400, {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        code: 'content_filter'
      }
    }),
    /has a content filter that refused the prompt/
  ),
  {
    name: 'the model needs more memory than there is',
    endpoint: {
      always: [
        refusal(500, {
          error:
            'model requires more system memory (8.0 GiB) than is available (5.2 GiB)'
        })
      ]
    },
    expects: {
      solution: false,
      requests: 2,
      says: /cannot load the model.*more system memory.*Free memory/
    }
  },
  {
    name: 'the model is still being loaded',
    endpoint: {
      script: [
        refusal(503, {
          error: {
            code: 503,
            message: 'Loading model',
            type: 'unavailable_error'
          }
        })
      ]
    },
    expects: {
      requests: 5,
      says: /has trouble of its own \(503: Loading model\)/
    }
  },
  {
    name: 'an upstream error is no reason not to stream',
    endpoint: {
      script: [refusal(500, { error: { message: 'upstream error' } })]
    },
    inTests: true,
    expects: {
      requests: 5,
      asked: bodies =>
        bodies
          .filter(({ tools }) => !tools)
          .every(({ stream }) => stream === true)
    }
  },
  {
    name: 'one bare refusal is no reason not to ask for usage',
    endpoint: {
      script: [refusal(400, { error: { message: 'Bad request' } })]
    },
    expects: {
      requests: 5,
      asked: bodies =>
        bodies
          .slice(2)
          .filter(({ tools }) => !tools)
          .every(({ stream_options: told }) => told !== undefined)
    }
  },
  {
    name: 'an error in the midst of a stream',
    endpoint: { script: ['error-in-stream'] },
    expects: {
      requests: 5,
      says: /trouble of its own \(502: Upstream failed\)/
    }
  },
  {
    name: 'the connection is cut in the midst of a reply',
    endpoint: { script: ['cut'] },
    inTests: true,
    expects: { requests: 5, says: /broke/, keeps: /^# \w/ }
  },
  ...tooLong.map(([server, answer]): IMode => ({
    name: `a prompt that is too long, in the words of ${server}`,
    endpoint: { script: [answer] },
    expects: { requests: 5, says: /prompts are kept to [\d,]+ from now on/ }
  })),
  {
    name: 'every prompt is too long',
    endpoint: {
      always: [
        refusal(400, { message: 'Input is too long for requested model.' })
      ]
    },
    expects: {
      solution: false,
      requests: 6,
      says: /finds the prompt too long.*Lower the limit/
    }
  }
];
