import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/coder/connection';
import {
  deleteModelSettings,
  putModelSettings
} from '../../src/coder/modelSettings';
import { OpenAICoder } from '../../src/coder/openai';
import { buildEngine } from '../headless/terminal';
import { testServer } from '../kernel/server';
import { startEndpoint } from '../support/endpoint.mjs';
import { KEY, wrongs } from './mode';
import { sections } from './modes';
import { twoSteps } from './twoSteps';
import { wholeRun } from './wholeRun';

const modes = Object.values(sections).flat();

jest.setTimeout(240_000);

describe('through the proxy and the coder', () => {
  const server = testServer();

  afterEach(() => deleteModelSettings(server));

  it.each(
    modes.filter(mode => !mode.environment).map(mode => [mode.name, mode])
  )('%s', async (_, mode) => {
    const endpoint = await startEndpoint({ key: KEY, ...mode.endpoint });
    try {
      await putModelSettings(server, { baseUrl: endpoint.url, apiKey: KEY });
      const coder = new OpenAICoder({
        client: connect(server),
        model: 'scripted-large',
        temperature: null,
        promptTokens: 12000,
        host: 'localhost',
        sleep: async (_, signal) => signal.throwIfAborted(),
        ...mode.patience
      });
      const outcome = await twoSteps(coder, endpoint);
      expect(wrongs(mode, outcome)).toEqual([]);
    } finally {
      await endpoint.close();
    }
  });
});

describe('in a run of two steps', () => {
  let folder: string;

  beforeAll(() => {
    buildEngine();
    folder = mkdtempSync(join(tmpdir(), 'aide-endpoints-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(modes.filter(mode => mode.inTests).map(mode => [mode.name, mode]))(
    '%s',
    async (_, mode) => {
      const { wrong } = await wholeRun(mode, folder);
      expect(wrong).toEqual([]);
    }
  );
});
