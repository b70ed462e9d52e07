import { TransformStream } from 'node:stream/web';
import { Dialog } from '@jupyterlab/apputils';
import { ServerConnection } from '@jupyterlab/services';
import {
  act,
  configure,
  fireEvent,
  screen,
  waitFor
} from '@testing-library/react';
import type {
  IModelSettingsChange,
  ModelSettings
} from '../../src/coder/modelSettings';
import { showConnectDialog } from '../../src/panel/connect/connect';
import { startEndpoint } from '../support/endpoint.mjs';

const none: ModelSettings = {
  baseUrl: null,
  hasKey: false,
  model: null,
  source: 'none',
  locked: false,
  near: false,
  learned: {},
  prices: { in: null, out: null }
};
const stored: ModelSettings = {
  baseUrl: 'https://api.openai.com/v1',
  hasKey: true,
  model: 'scripted-small',
  source: 'stored',
  locked: false,
  near: false,
  learned: {},
  prices: { in: 0.5, out: 2 }
};

configure({ asyncUtilTimeout: 20000 });

// Every browser has it; this jsdom does not yet.
AbortSignal.prototype.throwIfAborted ??= function (this: AbortSignal) {
  if (this.aborted) {
    throw this.reason;
  }
};

globalThis.TransformStream ??=
  TransformStream as typeof globalThis.TransformStream;

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
let state: ModelSettings | null;
let changes: (IModelSettingsChange | 'forget')[];
let refusal: string;

/** A Jupyter server with its settings in memory, and an endpoint behind it. */
async function serve(request: {
  url: string;
  init: RequestInit;
}): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { method, body, signal } = request.init;
  if (pathname.startsWith('/aide/openai/')) {
    const path = pathname.slice('/aide/openai'.length);
    const abort = new AbortController();
    signal?.addEventListener('abort', () => abort.abort());
    return fetch(`${endpoint.url}${path}`, { method, body });
  }
  const reply = (status: number, value: unknown): Response =>
    new Response(JSON.stringify(value), { status });
  if (state === null) {
    return reply(404, {});
  }
  if (method !== 'GET' && refusal) {
    return reply(400, { message: refusal });
  }
  if (method === 'PUT') {
    const change = JSON.parse(body as string) as IModelSettingsChange;
    changes.push(change);
    const { baseUrl, apiKey, model, prices } = change;
    state = {
      ...state,
      baseUrl,
      hasKey:
        apiKey === undefined
          ? state.hasKey && state.baseUrl === baseUrl
          : apiKey !== null,
      model: model === undefined ? state.model : model,
      prices: prices ?? state.prices,
      source: 'stored'
    };
  } else if (method === 'DELETE') {
    changes.push('forget');
    state = none;
  }
  return reply(200, state);
}

/** Open the dialog; gives what waits for its end, and what it came to. */
async function open(
  settings: ModelSettings | null
): Promise<() => Promise<ModelSettings | null>> {
  state = settings;
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: 'http://localhost/',
    Request: class {
      headers = new Headers();
      constructor(
        readonly url: string,
        readonly init: RequestInit
      ) {}
    } as never,
    fetch: serve as never
  });
  const result = showConnectDialog(serverSettings);
  // A dialog that the test leaves open is flushed, which rejects it.
  result.catch(() => undefined);
  await act(async () => {
    while (document.querySelector('.jp-Dialog-content') === null) {
      await new Promise(resolve => setTimeout(resolve));
    }
  });
  return () => act(async () => result);
}

const field = (label: string): HTMLInputElement => screen.getByLabelText(label);
const type = (label: string, value: string): void => {
  fireEvent.input(field(label), { target: { value } });
};
const click = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name, hidden: true }));
};
const status = (): string =>
  screen.getByRole('status', { hidden: true }).textContent ?? '';

beforeEach(async () => {
  changes = [];
  refusal = '';
  endpoint = await startEndpoint();
});

afterEach(async () => {
  act(() => Dialog.flush());
  await endpoint.close();
});

describe('showConnectDialog', () => {
  it('connects a model and tells what the server is configured with', async () => {
    const result = await open(none);
    expect(screen.queryByText('Disconnect')).toBeNull();
    expect(screen.getByText(/A local endpoint needs no key/)).toBeTruthy();
    type('Address', 'http://localhost:11434/v1');
    type('Key', ' typed-key ');
    type('Model', 'scripted-large');
    type('Price in', '0.5');
    click('Save');
    expect(await result()).toEqual(state);
    expect(changes).toEqual([
      {
        baseUrl: 'http://localhost:11434/v1',
        apiKey: 'typed-key',
        model: 'scripted-large',
        prices: { in: 0.5, out: null }
      }
    ]);
  });

  it('fills in only the address from a preset', async () => {
    await open(none);
    fireEvent.change(field('Service'), {
      target: { value: 'http://localhost:11434/v1' }
    });
    expect(field('Address').value).toBe('http://localhost:11434/v1');
    expect(field('Key').value).toBe('');
    expect(field('Model').value).toBe('');
    expect(
      screen.getByText(/the computer that the Jupyter server/)
    ).toBeTruthy();
    type('Address', 'http://localhost:11434/v2');
    expect(field('Service').value).toBe('');
  });

  it('saves and tests: what was learned is a line in the dialog', async () => {
    await open(none);
    type('Address', 'http://localhost:1/v1');
    type('Model', 'scripted-large');
    click('Save and test');
    await waitFor(() =>
      expect(status()).toMatch(
        /^answers in \d+\.\d s · streams · tool calls work$/
      )
    );
    expect(screen.getByText('The endpoint offers 2 models.')).toBeTruthy();
    expect(
      [...document.querySelectorAll('datalist option')].map(option =>
        option.getAttribute('value')
      )
    ).toEqual(['scripted-large', 'scripted-small']);
    expect(field('Key').value).toBe('');
    type('Address', 'http://localhost:2/v1');
    expect(screen.queryByText('The endpoint offers 2 models.')).toBeNull();
  });

  it('tests without a model: lists what there is', async () => {
    await open(none);
    type('Address', 'http://localhost:1/v1');
    click('Save and test');
    await waitFor(() =>
      expect(status()).toMatch(/^It answers, and offers 2 models/)
    );
  });

  it('says what is wrong and stays open', async () => {
    await open(none);
    type('Address', 'http://localhost:1/v1');
    type('Model', 'gone');
    click('Save and test');
    await waitFor(() =>
      expect(status()).toMatch(/does not know the model "gone"/)
    );
    refusal = 'The key would travel where others can read it.';
    type('Key', 'typed-key');
    expect(status()).toBe('');
    click('Save');
    await waitFor(() => expect(status()).toBe(refusal));
    expect(field('Key').value).toBe('typed-key');
  });

  it('never shows the key, and tells that there is one', async () => {
    await open(stored);
    expect(field('Key').type).toBe('password');
    expect(field('Key').value).toBe('');
    expect(field('Key').placeholder).toBe('A key is stored');
    expect(field('Price out').value).toBe('2');
    expect(field('Service').value).toBe(stored.baseUrl);
  });

  it('does not send the key elsewhere, and says so', async () => {
    const result = await open(stored);
    type('Address', 'http://localhost:1234/v1');
    expect(field('Key').placeholder).toBe('No key');
    expect(
      screen.getByText(/belongs to another address and is never sent/)
    ).toBeTruthy();
    click('Save');
    expect((await result())?.hasKey).toBe(false);
    expect(changes).toHaveLength(1);
    expect(changes[0]).not.toHaveProperty('apiKey');
  });

  it('removes the key and keeps the rest', async () => {
    const result = await open(stored);
    click('Remove the stored key');
    await waitFor(() => expect(status()).toBe('The key is removed.'));
    expect(changes).toEqual([{ baseUrl: stored.baseUrl, apiKey: null }]);
    expect(screen.queryByText('Remove the stored key')).toBeNull();
    click('Cancel');
    expect(await result()).toEqual({ ...stored, hasKey: false });
  });

  it('disconnects', async () => {
    const result = await open(stored);
    click('Disconnect');
    expect(await result()).toEqual(none);
    expect(changes).toEqual(['forget']);
  });

  it('changes nothing when it is cancelled, or saved as it was', async () => {
    const cancelled = await open(stored);
    type('Model', 'another');
    fireEvent.keyDown(field('Model'), { key: 'Escape' });
    expect(await cancelled()).toBeNull();
    const saved = await open({ ...stored, source: 'environment' });
    fireEvent.keyDown(field('Model'), { key: 'Enter' });
    expect(await saved()).toBeNull();
    expect(changes).toEqual([]);
  });

  it('leaves Enter to its own buttons', async () => {
    await open(stored);
    const own = screen.getByText('Remove the stored key');
    own.focus();
    // Not prevented: the browser clicks the button.
    expect(fireEvent.keyDown(own, { key: 'Enter' })).toBe(true);
    expect(changes).toEqual([]);
  });

  it('says where an administrator has the last word', async () => {
    await open({ ...stored, locked: true, source: 'environment' });
    expect(screen.getByRole('note', { hidden: true }).textContent).toMatch(
      /administrator/
    );
    expect(field('Address').disabled).toBe(true);
    expect(field('Service').disabled).toBe(true);
    expect(screen.queryByText('Remove the stored key')).toBeNull();
    expect(screen.queryByText('Disconnect')).toBeNull();
  });

  it('says that the server part is missing', async () => {
    const result = await open(null);
    expect(await screen.findByText(/no matching server part/)).toBeTruthy();
    click('Close');
    expect(await result()).toBeNull();
  });
});
