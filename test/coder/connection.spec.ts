import { ServerConnection } from '@jupyterlab/services';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, listModels, testModel } from '../../src/coder/connection';
import { ModelEndpoint } from '../../src/coder/endpoint';
import {
  deleteModelSettings,
  getModelSettings,
  putModelSettings
} from '../../src/coder/modelSettings';
import { startEndpoint } from '../support/endpoint.mjs';

const signal = new AbortController().signal;

function settingsFor(url: string): ServerConnection.ISettings {
  return ServerConnection.makeSettings({
    baseUrl: new URL('/', url).href,
    token: 'jupyter-token'
  });
}

async function sentence(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    value => `No fault but ${JSON.stringify(value)}`,
    error => {
      expect(error).toMatchObject({ name: 'ExternalError', kind: 'model' });
      return error.message;
    }
  );
}

describe('through the Jupyter server', () => {
  // The endpoint in the place of the Jupyter server sees what that would see.
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  const start = async (
    options: Parameters<typeof startEndpoint>[0] = {}
  ): Promise<ReturnType<typeof connect>> => {
    endpoint = await startEndpoint(options);
    return connect(settingsFor(endpoint.url));
  };

  afterEach(async () => {
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('OPENAI_')) {
        delete process.env[name];
      }
    }
    await endpoint.close();
  });

  it('goes with the token of the server, and nothing of a key', async () => {
    process.env.OPENAI_API_KEY = 'secret';
    process.env.OPENAI_ADMIN_KEY = 'secret';
    process.env.OPENAI_ORG_ID = 'secret';
    process.env.OPENAI_BASE_URL = 'http://127.0.0.1:9/secret';
    process.env.OPENAI_CUSTOM_HEADERS = 'X-Secret: secret';
    const client = await start();
    const model = new ModelEndpoint({
      client,
      model: 'scripted-large',
      temperature: null
    });
    const texts: string[] = [];
    const answer = await model.ask(
      { messages: [{ role: 'user', content: 'Hello' }], form: null },
      { signal, onText: text => texts.push(text) }
    );
    expect(answer).toMatchObject({ streamed: true, cutOff: false });
    expect(texts.length).toBeGreaterThan(10);
    const [{ path, query, headers }] = endpoint.requests;
    expect(path).toBe('/aide/openai/chat/completions');
    expect(query).toBe('');
    expect(headers.authorization).toBe('token jupyter-token');
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.stringify(headers)).not.toMatch(/secret|stainless|held by/i);
  });

  it('lists the models', async () => {
    const client = await start({ models: ['b', 'a'] });
    expect((await listModels(client, signal)).map(({ id }) => id)).toEqual([
      'a',
      'b'
    ]);
    expect(endpoint.requests[0]).toMatchObject({
      method: 'GET',
      path: '/aide/openai/models',
      query: ''
    });
  });

  it('says why it cannot list them', async () => {
    const client = await start({ key: 'another' });
    expect(await sentence(listModels(client, signal))).toBe(
      'The model endpoint refused the key (401: Incorrect API key provided). Connect it with a valid key.'
    );
  });

  it.each([
    [[], true, true],
    [['stream-ignored'], false, true],
    [['tools-refused'], true, false],
    [['tools-ignored'], true, false],
    [['tools-as-text', 'stream-options-refused'], true, false],
    [['system-refused'], true, true]
  ])('learns about an endpoint with %j', async (always, streams, tools) => {
    const client = await start({ always });
    const trial = await testModel(client, 'scripted-large', signal);
    expect(trial).toMatchObject({ streams, tools });
    expect(trial.seconds).toBeGreaterThan(0);
  });

  it('does not wait for an endpoint in trouble while testing', async () => {
    const client = await start({ always: ['error-503'] });
    expect(await sentence(testModel(client, 'scripted-large', signal))).toMatch(
      /trouble of its own \(503: Overloaded\)/
    );
    expect(endpoint.requests).toHaveLength(1);
  });

  it('names a model that is not there', async () => {
    const client = await start();
    expect(await sentence(testModel(client, 'gone', signal))).toMatch(
      /does not know the model "gone"/
    );
  });
});

describe('the server itself', () => {
  let server: Server;
  let settings: ServerConnection.ISettings;
  let answer: { status: number; body: string };
  let requests: { method?: string; url?: string; body: string }[];

  beforeEach(async () => {
    requests = [];
    server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request) {
        body += piece;
      }
      requests.push({ method: request.method, url: request.url, body });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body);
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve())
    );
    const { port } = server.address() as AddressInfo;
    settings = settingsFor(`http://127.0.0.1:${port}`);
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const configured = {
    baseUrl: 'http://localhost:11434/v1',
    hasKey: true,
    model: 'llama',
    source: 'stored',
    locked: false,
    near: false,
    learned: {},
    prices: { in: 0.5, out: null }
  };

  it('tells, takes and forgets the model settings', async () => {
    answer = { status: 200, body: JSON.stringify(configured) };
    const change = { baseUrl: 'http://localhost:1234/v1', apiKey: 'k' };
    expect(await getModelSettings(settings)).toEqual(configured);
    expect(await putModelSettings(settings, change)).toEqual(configured);
    expect(await deleteModelSettings(settings)).toEqual(configured);
    expect(requests.map(({ method }) => method)).toEqual([
      'GET',
      'PUT',
      'DELETE'
    ]);
    expect(requests.every(({ url }) => /^\/aide\/model\b/.test(url!))).toBe(
      true
    );
    expect(JSON.parse(requests[1].body)).toEqual(change);
  });

  it.each([
    [404, '{"message": "Not Found"}', /no matching server part/],
    [200, '<html>', /no matching server part/],
    [200, '{"baseUrl": 3}', /no matching server part/],
    [
      400,
      '{"message": "The address is not a URL."}',
      /^The address is not a URL\.$/
    ],
    [500, '{}', /refused the request \(500\)/]
  ])('says what is wrong: %d %s', async (status, body, reason) => {
    answer = { status, body };
    expect(await sentence(getModelSettings(settings))).toMatch(reason);
  });

  it('says that it is not there', async () => {
    const nowhere = settingsFor('http://127.0.0.1:9/');
    expect(await sentence(getModelSettings(nowhere))).toBe(
      'The Jupyter server cannot be reached. Check that it is running.'
    );
  });

  it.each([
    [
      409,
      {
        message: 'No model is connected. Connect one first.',
        reason: 'not-configured'
      },
      1,
      /^No model is connected\. Connect one first\.$/
    ],
    [
      502,
      {
        message: 'The model endpoint at x cannot be reached: refused.',
        reason: 'unreachable'
      },
      5,
      /^The model endpoint at x cannot be reached: refused\. Check that it is running/
    ],
    [
      504,
      {
        message: 'The model endpoint at x did not answer in time.',
        reason: 'timeout'
      },
      2,
      /in time\. Try again later/
    ],
    [
      413,
      { message: 'The request is too large.', reason: 'too-large' },
      1,
      /^The request is too large\.$/
    ],
    [
      403,
      { message: 'Forbidden', reason: null },
      1,
      /Reload the page and log in/
    ]
  ])(
    'passes on what its proxy says: %d',
    async (status, body, tries, reason) => {
      answer = { status, body: JSON.stringify(body) };
      const model = new ModelEndpoint({
        client: connect(settings),
        model: 'llama',
        temperature: null,
        sleep: async () => undefined
      });
      const question = {
        messages: [{ role: 'user' as const, content: 'Hello' }],
        form: null
      };
      expect(await sentence(model.ask(question, { signal }))).toMatch(reason);
      expect(requests).toHaveLength(tries);
    }
  );
});
