import type { KernelManager } from '@jupyterlab/services';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { callPython } from '../../src/kernel/callPython';
import { ManagedKernels, endKernel } from '../../src/kernel/launcher';
import { elsewhere } from '../../src/kernel/elsewhere';
import { KernelPool } from '../../src/kernel/pool';
import { CANDIDATE } from '../../src/kernel/together';
import { KernelRunner } from '../../src/kernel/runner';
import { ExecuteRequest } from '../../src/kernel/request';
import { describeCandidates } from './candidates';
import { onDisk, runningKernels, testKernels, testServer } from './server';
import { describeTold } from './told';

let kernelManager: KernelManager;
const launch = () =>
  new ManagedKernels({
    serverSettings: testServer(),
    kernelManager,
    name: 'python3',
    path: 'managed',
    run: 'managed/runs/r'
  });

beforeAll(async () => {
  kernelManager = testKernels();
  await mkdir(onDisk('managed', 'data'), { recursive: true });
  await writeFile(onDisk('managed', 'data', 'train.csv'), 'x,y\n1,2\n');
  await untilForked();
});

/** Where kernels can be forked they are, as soon as their parent is ready. */
async function untilForked(): Promise<void> {
  const source = [
    'def is_forked():',
    "    return b'parent.py' in open('/proc/self/cmdline', 'rb').read()"
  ].join('\n');
  for (let forked = process.platform !== 'linux'; !forked;) {
    const kernel = await launch().start();
    forked = await callPython(kernel, source, 'is_forked', {}, z.boolean());
    await endKernel(kernel);
  }
}

afterAll(async () => {
  kernelManager.dispose();
  expect(await runningKernels()).toEqual([]);
});

describeCandidates('managed kernels', 'managed', launch, describeTold);

describe('a kernel that is prepared for a candidate', () => {
  const prepare = {
    run: 'runs/alone',
    candidate: 'c',
    data: 'data',
    memory: null,
    seconds: 60
  };

  it('ends itself when nobody ends it', async () => {
    const kernel = await launch().start();
    await callPython(
      kernel,
      CANDIDATE,
      'prepare',
      { ...prepare, seconds: 2 },
      z.string()
    );
    const request = new ExecuteRequest(kernel, { code: 'sum(range(10**12))' });
    expect(await request.wait({ seconds: 50 })).toEqual({ kind: 'died' });
    await endKernel(kernel);
  });

  it('has a copy of the data where links cannot be made', async () => {
    const kernel = await launch().start();
    const source = `${CANDIDATE}

def without_links(**arguments):
    def refuse(*_, **__):
        raise OSError("no links here")
    os.symlink = refuse
    if prepare(**arguments) is not None:
        return ["copied although nobody gave it the time"]
    prepare(copies=True, **arguments)
    try:
        open("input/train.csv", "w")
    except PermissionError as error:
        return [os.path.islink("input"), error.strerror]
`;
    expect(
      await callPython(
        kernel,
        source,
        'without_links',
        prepare,
        z.array(z.unknown())
      )
    ).toEqual([false, './input is read-only for candidates']);
    expect(
      await readFile(
        onDisk('managed/runs/alone/work/c/input/train.csv'),
        'utf8'
      )
    ).toBe('x,y\n1,2\n');
    await endKernel(kernel);
  });

  it.each([
    ['is lost once', 1, 'ok'],
    ['is lost again', 2, 'died']
  ])(
    'is not blamed where its machine elsewhere %s',
    async (_, deaths, status) => {
      const launcher = launch();
      const pool = new KernelPool({
        launcher: {
          start: async (...args) => {
            const kernel = await launcher.start(...args);
            elsewhere.add(kernel);
            return kernel;
          },
          orphans: () => launcher.orphans(),
          find: id => launcher.find(id)
        },
        size: 1,
        preload: []
      });
      const options = { pool, data: 'data', memoryLimit: null };
      const runner = new KernelRunner({ ...options, folder: 'runs/far' });
      const count = JSON.stringify(onDisk(`deaths-${deaths}`));
      const code = `import os
open(${count}, 'a').write('x')
if os.path.getsize(${count}) <= ${deaths}:
    os._exit(1)
`;
      try {
        const { signal } = new AbortController();
        const run = { timeLimit: 60, signal };
        const execution = await runner.run({ id: 'far', code }, run);
        expect(execution.status).toBe(status);
        expect(execution.reason).toMatch(status === 'ok' ? /^$/ : /^Twice: /);
      } finally {
        await pool.shutdown();
      }
    }
  );

  it('says what data there are not', async () => {
    const kernel = await launch().start();
    await expect(
      callPython(
        kernel,
        CANDIDATE,
        'prepare',
        { ...prepare, data: 'nowhere' },
        z.string()
      )
    ).rejects.toThrow(/no data folder .*nowhere/);
    await endKernel(kernel);
  });
});
