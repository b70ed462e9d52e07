import { ServerConnection, type Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { elsewhere } from '../../src/kernel/elsewhere';
import { howItEnded } from '../../src/kernel/ending';
import { ExecuteRequest } from '../../src/kernel/request';
import { runCells } from '../../src/kernel/runCells';

/** A kernel behind a gateway that never answers; the server says this of its kernels. */
function silentKernel(status: number, body: unknown): Kernel.IKernelConnection {
  const kernel = {
    id: 'far',
    status: 'busy',
    connectionStatus: 'connected',
    serverSettings: ServerConnection.makeSettings({
      baseUrl: 'http://127.0.0.1:1/',
      fetch: async () => new Response(JSON.stringify(body), { status })
    }),
    interrupt: async () => undefined,
    requestExecute: () => ({
      done: new Promise(() => undefined),
      dispose: () => undefined
    })
  };
  const signals = ['statusChanged', 'connectionStatusChanged', 'disposed'].map(
    name => [name, new Signal(kernel)]
  );
  const connection = Object.assign(
    kernel,
    Object.fromEntries(signals)
  ) as unknown as Kernel.IKernelConnection;
  elsewhere.add(connection);
  return connection;
}

const waited = (kernel: Kernel.IKernelConnection) =>
  new ExecuteRequest(kernel, { code: 'x' }).wait({ seconds: 0.001 });

it('takes a kernel that is busy behind its gateway for one that is late', async () => {
  const kernel = silentKernel(200, [{ id: 'far' }]);
  expect(await waited(kernel)).toEqual({ kind: 'late' });
});

describe('in the midst of a wait of ten minutes', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    ['its gateway is gone for half a minute', 503, {}, 30_000],
    ['its gateway lost it', 200, [{ id: 'other' }], 10_000]
  ])('says so when %s', async (_, status, body, milliseconds) => {
    const request = new ExecuteRequest(silentKernel(status, body), {
      code: 'x'
    });
    const ended = jest.fn();
    void request.wait({ seconds: 600 }).then(ended);
    await jest.advanceTimersByTimeAsync(milliseconds);
    expect(ended).toHaveBeenCalledWith({ kind: 'lost' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits on while its gateway answers again in between', async () => {
    const statuses = [503, 503, 200, 503, 503, 200];
    const kernel = silentKernel(200, [{ id: 'far' }]);
    const body = JSON.stringify([{ id: 'far' }]);
    Object.assign(kernel.serverSettings, {
      fetch: async () => new Response(body, { status: statuses.shift() ?? 200 })
    });
    const request = new ExecuteRequest(kernel, { code: 'x' });
    const ended = jest.fn();
    void request.wait({ seconds: 600 }).then(ended);
    await jest.advanceTimersByTimeAsync(100_000);
    expect(statuses).toEqual([]);
    expect(ended).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(500_000);
    expect(ended).toHaveBeenCalledWith({ kind: 'late' });
  });
});

it.each([
  ['that cannot be reached', 503, { message: 'Connection refused' }],
  ['that was started anew', 200, [{ id: 'other' }]]
])(
  'blames no candidate for a gateway %s, and names it',
  async (_, status, body) => {
    const kernel = silentKernel(status, body);
    expect(await waited(kernel)).toEqual({ kind: 'lost' });
    const { signal } = new AbortController();
    await expect(
      runCells(kernel, ['x'], null, { timeLimit: 0.001, signal })
    ).rejects.toThrow(/Check that the gateway .* it will be run again/);
  }
);

it('says where to look where nobody here knows how a kernel ended', async () => {
  const kernel = silentKernel(404, { reason: 'no-such-kernel' });
  expect(await howItEnded(kernel)).toBe(
    'its process ended; the gateway’s log may say why'
  );
  elsewhere.delete(kernel);
  expect(await howItEnded(kernel)).toBe(
    'its process ended; the Jupyter server’s log may say why'
  );
});
