import {
  KernelAPI,
  KernelManager,
  ServerConnection
} from '@jupyterlab/services';
import { mkdir } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { ManagedKernels } from '../../src/kernel/launcher';
import { KernelPool } from '../../src/kernel/pool';
import { KernelRunner } from '../../src/kernel/runner';
import { onDisk, runningKernels, testServer } from './server';

/** A network between a client and the Jupyter server, which can fail. */
class Network {
  static async start(): Promise<Network> {
    const network = new Network();
    await new Promise<void>(resolve =>
      network._server.listen(0, '127.0.0.1', resolve)
    );
    return network;
  }

  get port(): number {
    return (this._server.address() as AddressInfo).port;
  }

  /** Cut all connections, and refuse new ones while it is down. */
  cut({ down }: { down: boolean }): void {
    this.isDown = down;
    this._sockets.forEach(socket => socket.destroy());
  }

  isDown = false;

  close(): void {
    this.cut({ down: true });
    this._server.close();
  }

  private readonly _sockets = new Set<Socket>();
  private readonly _server = createServer(near => {
    if (this.isDown) {
      near.destroy();
      return;
    }
    const port = Number(new URL(process.env.AIDE_TEST_SERVER_URL!).port);
    const far = connect(port, '127.0.0.1');
    near.pipe(far);
    far.pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near]
    ]) {
      this._sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this._sockets.delete(socket);
        other.destroy();
      });
    }
  });
}

/** One kernel runs a candidate, and the spare waits for the next. */
async function spareIsReady(): Promise<void> {
  for (;;) {
    const kernels = await KernelAPI.listRunning(testServer());
    const states = kernels.map(kernel => kernel.execution_state).sort();
    await new Promise(resolve => setTimeout(resolve, 500));
    if (states.join() === 'busy,idle') {
      return;
    }
  }
}

describe('a candidate whose connection fails', () => {
  let network: Network;
  let kernelManager: KernelManager;
  let pool: KernelPool;
  let runner: KernelRunner;

  beforeAll(async () => {
    jest.spyOn(console, 'warn').mockImplementation();
    await mkdir(onDisk('network', 'data'), { recursive: true });
    network = await Network.start();
    const serverSettings = ServerConnection.makeSettings({
      baseUrl: `http://127.0.0.1:${network.port}/`,
      wsUrl: `ws://127.0.0.1:${network.port}/`,
      token: process.env.AIDE_TEST_SERVER_TOKEN!,
      appendToken: true
    });
    kernelManager = new KernelManager({ serverSettings, standby: 'never' });
    pool = new KernelPool({
      launcher: new ManagedKernels({
        serverSettings,
        kernelManager,
        name: 'python3',
        path: 'network',
        run: 'network/runs/r'
      }),
      size: 1,
      preload: []
    });
    runner = new KernelRunner({
      pool,
      folder: 'runs/r',
      data: 'data',
      memoryLimit: null
    });
  });

  afterAll(async () => {
    await pool.shutdown();
    kernelManager.dispose();
    network.close();
    expect(await runningKernels()).toEqual([]);
  });

  const run = (code: string, timeLimit: number, onStart: () => void) =>
    runner.run(
      { id: 'c', code },
      { timeLimit, signal: new AbortController().signal, onStart }
    );

  it('for a moment, has its result all the same', async () => {
    const execution = await run(
      'import time\nprint("before")\ntime.sleep(8)\nprint("after")\nvalidation_metric = 1',
      60,
      () => void spareIsReady().then(() => network.cut({ down: false }))
    );
    expect(execution).toMatchObject({
      status: 'ok',
      output: 'before\nafter\n',
      metric: { variable: '1' }
    });
  });

  it('for good, has no result: the run is to pause', async () => {
    await expect(
      run('import time\ntime.sleep(600)', 2, () =>
        setTimeout(() => network.cut({ down: true }), 1000)
      )
    ).rejects.toMatchObject({
      name: 'ExternalError',
      kind: 'kernel',
      message: expect.stringContaining('connection to a kernel is lost')
    });
    await expect(pool.shutdown()).rejects.toMatchObject({
      name: 'ExternalError',
      message: expect.stringContaining('cannot be ended')
    });
    network.isDown = false;
  });
});
