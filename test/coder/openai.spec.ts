import OpenAI from 'openai';
import { ExternalError } from '../../src/base/externalError';
import { OpenAICoder } from '../../src/coder/openai';
import { promptText } from '../../src/coder/prompt/wording';
import { type ICallOptions } from '../../src/search/interfaces';
import { UnusableReply } from '../../src/task/writing';
import { startEndpoint, type IEndpointRequest } from '../support/endpoint.mjs';
import { prompt, reviewRequest, writeRequest } from './requests';

type Options = NonNullable<Parameters<typeof startEndpoint>[0]>;
type Endpoint = Awaited<ReturnType<typeof startEndpoint>>;

let endpoint: Endpoint;
let waits: { reason: string; seconds: number }[];
let texts: string[];
let unused: [text: string, reason: string][];
let abort: AbortController;
let callOptions: ICallOptions;

beforeEach(() => {
  waits = [];
  texts = [];
  unused = [];
  abort = new AbortController();
  callOptions = {
    signal: abort.signal,
    onText: text => texts.push(text),
    onWait: (reason, seconds) => waits.push({ reason, seconds }),
    onUnused: (...reply) => unused.push(reply)
  };
});

afterEach(async () => {
  await endpoint.close();
});

/** A coder at a fresh endpoint, whose waits are noted and not waited for. */
async function coderAt(
  options: Options,
  more: Partial<ConstructorParameters<typeof OpenAICoder>[0]> = {}
): Promise<OpenAICoder> {
  endpoint = await startEndpoint(options);
  return new OpenAICoder({
    client: new OpenAI({
      baseURL: endpoint.url,
      apiKey: 'secret',
      logLevel: 'off'
    }),
    model: 'scripted-large',
    temperature: null,
    promptTokens: 12000,
    host: 'localhost',
    sleep: async (_, signal) => signal.throwIfAborted(),
    ...more
  });
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    value => {
      throw new Error(`No failure but ${JSON.stringify(value)}`);
    },
    error => error
  );
}

const last = (): IEndpointRequest => endpoint.requests.at(-1)!;

describe('write', () => {
  it('gives a whole solution and what it cost', async () => {
    const coder = await coderAt({});
    const writing = await coder.write(writeRequest, callOptions);
    expect(writing.title).toBe('ridge on the numbers');
    expect(writing.plan).toMatch(/^Fit a ridge/);
    expect(writing.code).toMatch(/^# %%\nfrom pathlib[^]*validation_metric/);
    expect(writing.usage).toMatchObject({ calls: 1, tokensCached: 0 });
    expect(writing.usage.tokensIn).toBeGreaterThan(10);
    expect(writing.usage.tokensOut).toBeGreaterThan(200);
    expect(coder.name).toBe('scripted-large at localhost');
  });

  it('sends the prompt and leaves the temperature to the model', async () => {
    const coder = await coderAt({});
    await coder.write(writeRequest, callOptions);
    expect(last().body).toEqual({
      model: 'scripted-large',
      messages: [
        { role: 'system', content: prompt.system },
        { role: 'user', content: promptText(prompt) }
      ],
      stream: true,
      stream_options: { include_usage: true }
    });
  });

  it('sends a temperature where there is one', async () => {
    const coder = await coderAt({}, { temperature: 0.5 });
    await coder.write(writeRequest, callOptions);
    expect(last().body.temperature).toBe(0.5);
  });

  it('tells cached tokens', async () => {
    const coder = await coderAt({});
    await coder.write(writeRequest, callOptions);
    const { usage } = await coder.write(writeRequest, callOptions);
    expect(usage.tokensCached).toBeGreaterThan(5);
    expect(usage.tokensCached).toBeLessThanOrEqual(usage.tokensIn);
  });

  it('shows the text as it comes', async () => {
    const coder = await coderAt({});
    await coder.write(writeRequest, callOptions);
    expect(texts.length).toBeGreaterThan(10);
    texts.slice(1).forEach((text, i) => {
      expect(text.startsWith(texts[i])).toBe(true);
    });
    expect(texts.at(-1)).toContain('validation_metric');
  });

  it.each([
    'prose',
    'several-blocks',
    'thoughts',
    'stream-ignored',
    'stream-options-refused',
    'bare-refusal',
    'system-refused',
    'slow'
  ])('takes a reply that comes with %s', async name => {
    const coder = await coderAt({ script: [['no-code'], name, name] });
    const { code } = await coder.write(writeRequest, callOptions);
    expect(code).toContain('validation_metric');
    expect(code).not.toContain('```');
  });

  it.each([
    ['no-code', /had no Python code/],
    ['empty', /was empty/],
    ['not-python', /not valid Python/]
  ])('asks again, with the reason, after %s', async (name, reason) => {
    const coder = await coderAt({ script: [name, name] });
    const { code, usage } = await coder.write(writeRequest, callOptions);
    expect(code).toContain('validation_metric');
    expect(usage.calls).toBe(3);
    const { messages } = last().body;
    expect(messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
      'assistant',
      'user'
    ]);
    expect(messages[3].content).toMatch(reason);
    // A retry does not send a huge reply back.
    expect(messages[2].content.length).toBeGreaterThan(0);
    expect(messages[2].content.length).toBeLessThan(5000);
  });

  it.each(['cut-off', 'enormous'])(
    'asks for a shorter script, with no longer prompt, after %s',
    async name => {
      const coder = await coderAt({ script: [name, name] });
      const { code, usage } = await coder.write(writeRequest, callOptions);
      expect(code).toContain('validation_metric');
      expect(usage.calls).toBe(3);
      const { messages } = last().body;
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(messages[1].content).toMatch(/cut off at its length limit/);
      // It is told once, and nobody waits.
      expect(waits).toEqual([
        { reason: expect.stringMatching(/a limit of the endpoint/), seconds: 0 }
      ]);
    }
  );

  it('gives up after three unusable replies, with the last one and all costs', async () => {
    const coder = await coderAt({ script: ['empty', 'no-code', 'no-code'] });
    const error = await failure(coder.write(writeRequest, callOptions));
    expect(error).toBeInstanceOf(UnusableReply);
    const { message, reply, usage } = error as UnusableReply;
    expect(message).toMatch(/^The reply had no Python code/);
    expect(reply).toBe('I would look at the data first, then fit a ridge.');
    expect(usage.calls).toBe(3);
    expect(usage.tokensOut).toBe(26);
    expect(endpoint.requests).toHaveLength(3);
  });

  it('waits for as long as its patience lasts, whatever the client would do', async () => {
    const { url } = (endpoint = await startEndpoint({ latency: 600 }));
    const coder = new OpenAICoder({
      client: new OpenAI({
        baseURL: url,
        apiKey: 'secret',
        logLevel: 'off',
        timeout: 200
      }),
      model: 'scripted-large',
      temperature: null,
      promptTokens: 12000
    });
    const { usage } = await coder.write(writeRequest, callOptions);
    expect(usage.calls).toBe(1);
    expect(waits).toEqual([]);
  });

  it('keeps what was written before it broke off, and what was refused', async () => {
    const coder = await coderAt({
      script: ['cut', 'no-code', ['cut', 'stream-ignored'], []]
    });
    const { usage } = await coder.write(writeRequest, callOptions);
    expect(usage.calls).toBe(4);
    expect(unused).toEqual([
      [expect.stringMatching(/^# \w/), expect.stringMatching(/broke off/)],
      [
        'I would look at the data first, then fit a ridge.',
        expect.stringMatching(/^The reply had no Python code/)
      ],
      [expect.stringMatching(/"content":"# \w/), expect.any(String)]
    ]);
  });

  it('keeps what was written before the run was stopped', async () => {
    const coder = await coderAt({ script: ['hang-midway'] });
    await failure(
      coder.write(writeRequest, {
        ...callOptions,
        onText: text => text.length > 100 && abort.abort()
      })
    );
    expect(unused).toEqual([
      [expect.stringMatching(/^# \w/), 'It was stopped here.']
    ]);
  });

  it('keeps reviews that cannot be read', async () => {
    const coder = await coderAt({ always: ['no-review'] });
    const error = await failure(coder.review(reviewRequest, callOptions));
    const texts = [
      ...unused.map(([text]) => text),
      (error as UnusableReply).reply
    ];
    expect(texts).toHaveLength(3);
    expect(texts.at(-1)).toBe('No idea.');
  });

  it.each(['no-usage', 'stream-ignored'])(
    'estimates what is not told, and says so: %s',
    async name => {
      const coder = await coderAt({ always: [name, 'no-usage'] });
      const { usage } = await coder.write(writeRequest, callOptions);
      expect(usage).toMatchObject({ calls: 1, estimated: true });
      expect(usage.tokensIn).toBeGreaterThan(100);
      expect(usage.tokensOut).toBeGreaterThan(100);
    }
  );

  it.each([
    ['stream-options-refused', 'stream_options'],
    ['temperature-refused', 'temperature']
  ] as const)('remembers %s', async (name, part) => {
    const coder = await coderAt({ always: [name] }, { temperature: 1 });
    const first = await coder.write(writeRequest, callOptions);
    const second = await coder.write(writeRequest, callOptions);
    expect(first.usage.calls).toBe(2);
    expect(second.usage.calls).toBe(1);
    expect(endpoint.requests.map(({ body }) => part in body)).toEqual([
      true,
      false,
      false
    ]);
  });

  it('takes one bare refusal for no lesson, and two for one', async () => {
    const coder = await coderAt({ always: ['bare-refusal'] });
    for (let i = 0; i < 3; i++) {
      await coder.write(writeRequest, callOptions);
    }
    expect(
      endpoint.requests.map(({ body }) => 'stream_options' in body)
    ).toEqual([true, false, true, false, false]);
  });

  it('puts the system text first where there is no such role', async () => {
    const coder = await coderAt({ always: ['system-refused'] });
    await coder.write(writeRequest, callOptions);
    expect(last().body.messages).toEqual([
      {
        role: 'user',
        content: `${prompt.system}\n\n${promptText(prompt)}`
      }
    ]);
  });

  it('ends at once when it is aborted', async () => {
    const coder = await coderAt({ script: ['slow'] });
    const writing = failure(
      coder.write(writeRequest, {
        signal: abort.signal,
        onText: () => abort.abort()
      })
    );
    expect(await writing).toMatchObject({ name: 'AbortError' });
    while (!last().ended) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(last().aborted).toBe(true);
    expect(endpoint.requests).toHaveLength(1);
  });

  it('ends a wait when it is aborted', async () => {
    const coder = await coderAt(
      { always: ['rate-limited'] },
      { sleep: undefined }
    );
    const writing = coder.write(writeRequest, {
      signal: abort.signal,
      onWait: () => setTimeout(() => abort.abort())
    });
    expect(await failure(writing)).toMatchObject({ name: 'AbortError' });
    expect(endpoint.requests).toHaveLength(1);
  });

  it('does not ask at all when it is aborted already', async () => {
    const coder = await coderAt({});
    abort.abort();
    await failure(coder.write(writeRequest, callOptions));
    expect(endpoint.requests).toHaveLength(0);
  });
});

describe('an endpoint in trouble', () => {
  it.each([
    ['rate-limited', [7, 7], /^The model endpoint at localhost asks to slow/],
    ['error-500', [2, 5], /has trouble of its own \(500: Internal error\)\.$/],
    ['error-503', [2, 5], /has trouble of its own \(503: Overloaded\)\.$/],
    ['error-in-stream', [2, 5], /trouble of its own \(502: Upstream failed\)/],
    ['cut', [2, 5], /cannot be reached, or the connection to it broke off\.$/]
  ])('%s: waits, says so, and goes on', async (name, seconds, reason) => {
    const coder = await coderAt({ script: [name, name] });
    const { code, usage } = await coder.write(writeRequest, callOptions);
    expect(code).toContain('validation_metric');
    expect(usage.calls).toBe(3);
    expect(waits.map(wait => wait.seconds)).toEqual(seconds);
    waits.forEach(wait => expect(wait.reason).toMatch(reason));
  });

  it.each(['hang', 'hang-midway', 'garbage-json', 'not-the-protocol'])(
    '%s: tries once more',
    async name => {
      const coder = await coderAt({ script: [name] }, { silence: 0.3 });
      const { code } = await coder.write(writeRequest, callOptions);
      expect(code).toContain('validation_metric');
      expect(waits).toHaveLength(1);
    }
  );

  it('does not take a slow answer for silence', async () => {
    const coder = await coderAt({ script: ['slow'] }, { silence: 0.5 });
    await coder.write(writeRequest, callOptions);
    expect(waits).toEqual([]);
  });

  it.each([
    [
      'unauthorized',
      1,
      /refused the key \(401: Incorrect API key provided\)\. Connect it with/
    ],
    ['no-model', 1, /does not know the model "scripted-large" \(404/],
    [
      'no-quota',
      1,
      /credit is used up \(429: You exceeded your quota\)\. Top it up/
    ],
    [
      'rate-limited-long',
      1,
      /asks to slow down \(429: Too many requests\)\. Try again/
    ],
    [
      'too-long',
      5,
      /prompt too long for the model "scripted-large" \(400: The prompt exceeds the context length\)\. Lower/
    ],
    [
      'rate-limited',
      5,
      /asks to slow down \(429: Too many requests\)\. Try again/
    ],
    ['error-500', 5, /trouble of its own \(500: Internal error\)\. Try again/],
    ['cut', 5, /connection to it broke off\. Check that/],
    ['hang', 2, /did not answer for 0\.3 s\. Allow/],
    ['hang-midway', 2, /did not answer for 0\.3 s\. Allow/],
    ['garbage-json', 2, /no chat completion\. Check the address/],
    ['not-the-protocol', 2, /no chat completion\. Check the address/]
  ])('%s: gives up after %d, in a sentence', async (name, tries, sentence) => {
    const coder = await coderAt({ always: [name] }, { silence: 0.3 });
    const error = await failure(coder.write(writeRequest, callOptions));
    expect(error).toBeInstanceOf(ExternalError);
    expect((error as ExternalError).kind).toBe('model');
    expect((error as ExternalError).message).toMatch(sentence);
    expect((error as ExternalError).message).toMatch(
      /^The model endpoint at localhost /
    );
    expect(endpoint.requests).toHaveLength(tries);
    expect(waits).toHaveLength(tries - 1);
  });

  it('not there: gives up after some tries, in a sentence', async () => {
    const coder = await coderAt({});
    await endpoint.close();
    const error = await failure(coder.write(writeRequest, callOptions));
    expect(error).toBeInstanceOf(ExternalError);
    expect((error as ExternalError).message).toMatch(/cannot be reached/);
    expect(waits.map(wait => wait.seconds)).toEqual([2, 5, 15, 45]);
  });

  it('honours a date in retry-after', async () => {
    const coder = await coderAt({ script: ['rate-limited-date'] });
    await coder.write(writeRequest, callOptions);
    expect(waits).toHaveLength(1);
    expect(waits[0].seconds).toBeGreaterThan(60);
    expect(waits[0].seconds).toBeLessThanOrEqual(90);
  });

  it("does not pass a watcher's own error off as the endpoint's", async () => {
    const coder = await coderAt({});
    const error = await failure(
      coder.write(writeRequest, {
        signal: abort.signal,
        onText: () => {
          throw new RangeError('mine');
        }
      })
    );
    expect(error).toBeInstanceOf(RangeError);
  });

  it('never puts the key into a message', async () => {
    const coder = await coderAt({ always: ['unauthorized'] });
    const error = await failure(coder.write(writeRequest, callOptions));
    expect((error as ExternalError).message).not.toContain('secret');
  });
});

describe('review', () => {
  const honest = {
    isBug: false,
    summary: 'The score is measured on held-out folds and can be trusted.',
    lowerIsBetter: null
  };

  it('is a tool call', async () => {
    const coder = await coderAt({});
    const review = await coder.review(reviewRequest, callOptions);
    expect(review).toMatchObject({ ...honest, usage: { calls: 1 } });
    expect(review.usage.tokensIn).toBeGreaterThan(0);
    expect(last().body.tools).toMatchObject([
      {
        type: 'function',
        function: {
          name: 'submit_review',
          parameters: {
            type: 'object',
            properties: { is_bug: { type: 'boolean' } },
            required: ['is_bug', 'summary', 'lower_is_better']
          }
        }
      }
    ]);
  });

  it.each([
    ['tools-refused', [true, false, false]],
    ['bare-refusal', [true, false, true, false]],
    ['tools-ignored', [true, false, false]],
    ['tools-as-text', [true, false]]
  ])('is plain JSON from then on after %s', async (name, tools) => {
    const coder = await coderAt({ always: [name] });
    expect(await coder.review(reviewRequest, callOptions)).toMatchObject(
      honest
    );
    expect(await coder.review(reviewRequest, callOptions)).toMatchObject(
      honest
    );
    expect(endpoint.requests.map(({ body }) => !!body.tools)).toEqual(tools);
    expect(last().prompt).toMatch(/one JSON object[^]*"lower_is_better"/);
  });

  it('is read with good will', async () => {
    const coder = await coderAt({ script: ['wrong-types'] });
    expect(await coder.review(reviewRequest, callOptions)).toMatchObject({
      isBug: false,
      summary: 'The score is honest.',
      lowerIsBetter: true
    });
  });

  it.each([
    ['{"is_bug": 0, "summary": "a"}', { isBug: false, lowerIsBetter: null }],
    [
      '{"is_bug": "Yes", "summary": " a ", "lower_is_better": "unknown"}',
      { isBug: true, summary: 'a', lowerIsBetter: null }
    ],
    [
      'So:\n```json\n{"is_bug": true, "summary": "a", "lower_is_better": "no"}\n```',
      { isBug: true, lowerIsBetter: false }
    ],
    [
      '{"parameters": {"is_bug": true, "summary": "a", "extra": 1}}',
      { isBug: true }
    ]
  ])('understands %s', async (text, review) => {
    const coder = await coderAt({
      always: ['tools-refused'],
      script: [{ text }, { text }]
    });
    expect(await coder.review(reviewRequest, callOptions)).toMatchObject(
      review
    );
  });

  it.each([
    '{"is_bug": 0.5, "summary": "a"}',
    '{"is_bug": true}',
    '{"is_bug": true, "summary": ""}',
    '[]',
    'null',
    '{',
    '{}'
  ])('does not make one up from %s', async text => {
    const coder = await coderAt({
      always: ['tools-refused'],
      script: [{ text }, { text }, { text }, { text }]
    });
    const error = await failure(coder.review(reviewRequest, callOptions));
    expect(error).toBeInstanceOf(UnusableReply);
    expect((error as UnusableReply).reply).toBe(text);
    expect((error as UnusableReply).usage.calls).toBe(4);
  });

  it('is asked for again where there is none', async () => {
    const coder = await coderAt({ script: ['no-review', 'empty'] });
    const review = await coder.review(reviewRequest, callOptions);
    expect(review).toMatchObject({ ...honest, usage: { calls: 3 } });
  });

  it('does not make writing forget what was learned in between', async () => {
    const coder = await coderAt({ always: ['tools-refused', 'slow'] });
    const writing = coder.write(writeRequest, callOptions);
    await coder.review(reviewRequest, callOptions);
    await writing;
    await coder.review(reviewRequest, callOptions);
    expect(last().body.tools).toBeUndefined();
  });

  it('tells an endpoint in trouble like writing does', async () => {
    const coder = await coderAt({ always: ['unauthorized'] });
    expect(
      await failure(coder.review(reviewRequest, callOptions))
    ).toBeInstanceOf(ExternalError);
  });
});
