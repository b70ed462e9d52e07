import {
  KernelAPI,
  type Kernel,
  type KernelManager
} from '@jupyterlab/services';
import { mkdir, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { ExternalError } from '../../src/base/externalError';
import { callPython } from '../../src/kernel/callPython';
import { ManagedKernels, endKernel } from '../../src/kernel/launcher';
import { probePackages } from '../../src/kernel/packages';
import { KernelPool, type IKernelPoolOptions } from '../../src/kernel/pool';
import { onDisk, runningKernels, testKernels, testServer } from './server';

const never = new AbortController().signal;

describe('the kernels of a run', () => {
  let kernelManager: KernelManager;
  const launcher = (change: { name?: string; run?: string } = {}) =>
    new ManagedKernels({
      serverSettings: testServer(),
      kernelManager,
      name: 'python3',
      path: 'pool',
      run: 'pool/runs/p',
      ...change
    });

  beforeAll(async () => {
    await mkdir(onDisk('pool'), { recursive: true });
    kernelManager = testKernels();
  });

  const pools: KernelPool[] = [];
  const open = (options: Partial<IKernelPoolOptions> = {}) => {
    const pool = new KernelPool({
      launcher: launcher(),
      size: 1,
      preload: [],
      ...options
    });
    pools.push(pool);
    return pool;
  };

  afterEach(async () => {
    await Promise.all(pools.splice(0).map(pool => pool.shutdown()));
    expect(await runningKernels()).toEqual([]);
  });

  afterAll(() => {
    kernelManager.dispose();
  });

  const modules = (kernel: Kernel.IKernelConnection, names: string[]) =>
    callPython(
      kernel,
      'def loaded(names):\n    import os, sys\n    return [os.path.basename(os.getcwd())] + [name for name in names if name in sys.modules]',
      'loaded',
      { names },
      z.array(z.string())
    );

  it('are warm, fresh, and in their folder', async () => {
    const pool = open({ preload: ['wave', 'no_such_module', 'pandas'] });
    const first = await pool.acquire(never);
    expect(await modules(first.kernel, ['wave', 'pandas', 'torch'])).toEqual([
      'pool',
      'wave',
      'pandas'
    ]);
    await first.release();
    const second = await pool.acquire(never);
    expect(second.kernel.id).not.toBe(first.kernel.id);
    expect(await runningKernels()).not.toContain(first.kernel.id);
  });

  it('are no more at once than asked for, and one spare', async () => {
    const pool = open({ size: 2 });
    const [first, second] = await Promise.all([
      pool.acquire(never),
      pool.acquire(never)
    ]);
    const order: string[] = [];
    const waiting = ['third', 'fourth'].map(async name => {
      const lease = await pool.acquire(never);
      order.push(name);
      await lease.release();
    });
    const impatient = new AbortController();
    const gone = pool.acquire(impatient.signal);
    impatient.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    expect(order).toEqual([]);
    expect((await runningKernels()).length).toBeLessThanOrEqual(3);
    await second.release();
    await Promise.all(waiting);
    expect(order).toEqual(['third', 'fourth']);
    await first.release();
  });

  it('give no turn away when a start is not waited for', async () => {
    const pool = open();
    const impatient = new AbortController();
    const gone = pool.acquire(impatient.signal);
    impatient.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    const lease = await pool.acquire(never);
    await lease.release();
  });

  it('are replaced where a spare is gone', async () => {
    const pool = open();
    const lease = await pool.acquire(never);
    const spare = await until(async () =>
      (await runningKernels()).find(id => id !== lease.kernel.id)
    );
    await KernelAPI.shutdownKernel(spare, testServer());
    await lease.release();
    const next = await pool.acquire(never);
    expect(await modules(next.kernel, [])).toEqual(['pool']);
  });

  it('are all ended, in use or not, and no more are given', async () => {
    const pool = open({ size: 2 });
    await pool.acquire(never);
    const starting = pool.acquire(never);
    const refused = expect(starting).rejects.toThrow('shut down');
    await pool.shutdown();
    await refused;
    await expect(pool.acquire(never)).rejects.toThrow('shut down');
  });

  it('name the kernel that does not start, and start again when they can', async () => {
    const folder = onDisk('..', 'data', 'kernels', 'broken');
    await mkdir(folder, { recursive: true });
    await writeFile(
      `${folder}/kernel.json`,
      JSON.stringify({
        argv: ['python3', '-c', 'raise SystemExit(1)', '{connection_file}'],
        display_name: 'Broken',
        language: 'python'
      })
    );
    for (const name of ['broken', 'no-such-kernel']) {
      await expect(launcher({ name }).start()).rejects.toMatchObject({
        name: 'ExternalError',
        kind: 'kernel',
        message: expect.stringContaining(`“${name}” does not start`)
      });
    }
  });

  it('start again after one that did not', async () => {
    let attempts = 0;
    const pool = open({
      launcher: {
        start: () =>
          attempts++ < 2
            ? Promise.reject(new ExternalError('It does not start.', 'kernel'))
            : launcher().start(),
        orphans: () => launcher().orphans(),
        find: id => launcher().find(id)
      }
    });
    await expect(pool.acquire(never)).rejects.toMatchObject({ kind: 'kernel' });
    await (await pool.acquire(never)).release();
  });

  it('are found and ended where a crashed run left them, and no others', async () => {
    await launcher().start();
    await launcher().start();
    const other = await launcher({ run: 'pool/runs/other' }).start();
    // A kernel of another run is none of ours, whoever names it.
    expect(await launcher().find(other.id)).toBeNull();
    const found = [await launcher().orphans(), await launcher().orphans()];
    const left = await runningKernels();
    await endKernel(other);
    expect(found).toEqual([2, 0]);
    expect(left).toEqual([other.id]);
  });

  it('are left alone where they are taken up again, and go on', async () => {
    const kept = await launcher().start();
    await launcher().start();
    kept.dispose();
    expect(await launcher().orphans(new Set([kept.id]))).toBe(1);
    const found = await launcher().find(kept.id);
    expect(found?.id).toBe(kept.id);
    expect(await modules(found!, [])).toEqual(['pool']);
    await endKernel(found!);
    expect(await launcher().find(kept.id)).toBeNull();
  });

  it('are ordinary kernels on a server without the extension', async () => {
    const settings = testServer();
    const bare = new ManagedKernels({
      serverSettings: {
        ...settings,
        fetch: (input, init) =>
          (input instanceof Request ? input.url : String(input)).includes(
            '/aide/'
          )
            ? Promise.resolve(new Response('Not Found', { status: 404 }))
            : settings.fetch(input, init)
      },
      kernelManager,
      name: 'python3',
      path: 'pool',
      run: 'pool/runs/p'
    });
    const kernel = await bare.start();
    expect(await modules(kernel, [])).toEqual(['pool']);
    expect(await bare.orphans()).toBe(0);
    await endKernel(kernel);
  });

  it('tell their packages', async () => {
    const kernel = await launcher().start();
    const packages = await probePackages(kernel);
    expect(packages).toEqual(
      expect.arrayContaining([
        {
          name: 'sklearn',
          version: expect.stringMatching(/^\d+\.\d+/),
          installed: 'scikit-learn'
        },
        {
          name: 'pandas',
          version: expect.stringMatching(/^\d+\.\d+/),
          installed: 'pandas'
        }
      ])
    );
    expect(packages.map(({ name }) => name)).not.toContain('torch');
    await endKernel(kernel);
  });
});

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
