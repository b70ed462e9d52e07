import { connect, listModels, testModel } from '../../src/coder/connection';
import {
  deleteModelSettings,
  getModelSettings,
  putModelSettings
} from '../../src/coder/modelSettings';
import { ModelEndpoint } from '../../src/coder/endpoint';
import { startEndpoint } from '../support/endpoint.mjs';
import { testServer } from './server';

const server = testServer();
const { signal } = new AbortController();
const question = {
  messages: [{ role: 'user' as const, content: 'Hello' }],
  form: null
};

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;

/** An endpoint that the Jupyter server is configured with. */
async function start(
  options: Parameters<typeof startEndpoint>[0] = {}
): Promise<ReturnType<typeof connect>> {
  endpoint = await startEndpoint({ key: 'upstream-key', ...options });
  await putModelSettings(server, {
    baseUrl: endpoint.url,
    apiKey: 'upstream-key',
    model: 'scripted-large'
  });
  return connect(server);
}

function model(client: ReturnType<typeof connect>): ModelEndpoint {
  return new ModelEndpoint({
    client,
    model: 'scripted-large',
    temperature: null,
    sleep: async () => undefined
  });
}

afterEach(async () => {
  await deleteModelSettings(server);
  await endpoint.close();
});

describe('a model through the Jupyter server', () => {
  it('streams, reviews and lists, with a key that only the server knows', async () => {
    const client = await start();
    const texts: string[] = [];
    const answer = await model(client).ask(question, {
      signal,
      onText: text => texts.push(text)
    });
    expect(answer).toMatchObject({ streamed: true, cutOff: false });
    expect(texts.length).toBeGreaterThan(2);
    expect(answer.usage.tokensOut).toBeGreaterThan(0);
    expect(await testModel(client, 'scripted-large', signal)).toMatchObject({
      streams: true,
      tools: true
    });
    expect((await listModels(client, signal)).map(({ id }) => id)).toEqual([
      'scripted-large',
      'scripted-small'
    ]);
    for (const { headers } of endpoint.requests) {
      expect(headers.authorization).toBe('Bearer upstream-key');
      expect(headers.cookie).toBeUndefined();
    }
    expect(JSON.stringify(await getModelSettings(server))).not.toContain(
      'upstream-key'
    );
  });

  it('does not take the key to another address', async () => {
    await start();
    const elsewhere = await startEndpoint();
    await putModelSettings(server, { baseUrl: elsewhere.url });
    expect((await getModelSettings(server)).hasKey).toBe(false);
    await model(connect(server)).ask(question, { signal });
    expect(elsewhere.requests[0].headers.authorization).toBeUndefined();
    await elsewhere.close();
  });

  it.each([
    ['rate-limited', 7],
    ['error-503', 2],
    ['cut', 2]
  ])('goes on after %s', async (name, seconds) => {
    const client = await start({ script: [name] });
    const waits: number[] = [];
    const answer = await model(client).ask(question, {
      signal,
      onWait: (_, seconds) => waits.push(seconds)
    });
    expect(answer.text).toContain('validation_metric');
    expect(waits).toEqual([seconds]);
  });

  it('says that the endpoint is not there', async () => {
    const client = await start();
    await endpoint.close();
    await expect(model(client).ask(question, { signal })).rejects.toMatchObject(
      {
        name: 'ExternalError',
        kind: 'model',
        message: expect.stringMatching(
          /^The model endpoint at 127\.0\.0\.1:\d+ cannot be reached/
        )
      }
    );
  });

  it('says that none is connected', async () => {
    const client = await start();
    await deleteModelSettings(server);
    await expect(model(client).ask(question, { signal })).rejects.toMatchObject(
      {
        name: 'ExternalError',
        message: 'No model is connected. Connect one first.'
      }
    );
  });

  it('lets the endpoint know that nobody waits any more', async () => {
    const client = await start({ script: ['slow'] });
    const abort = new AbortController();
    await expect(
      model(client).ask(question, {
        signal: abort.signal,
        onText: () => abort.abort()
      })
    ).rejects.toMatchObject({ name: 'AbortError' });
    while (!endpoint.requests[0].ended) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(endpoint.requests[0].aborted).toBe(true);
  });
});
