import type { Kernel, KernelManager } from '@jupyterlab/services';
import { z } from 'zod';
import { callPython } from '../../src/kernel/callPython';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { endKernel, ManagedKernels } from '../../src/kernel/launcher';
import { probePackages } from '../../src/kernel/packages';
import { CANDIDATE } from '../../src/kernel/together';
import { onDisk, testKernels, testServer } from './server';

const source = `
import os, time

shared = 7

def double(number):
    return 2 * number

def echo(**anything):
    return anything

def leave(name):
    globals()[name] = 1
    print("nobody sees this")

def refuse():
    raise ValueError("no such folder: data")

def fill(run):
    with open("/dev/full", "w") as file:
        file.write("x")

def sleep(seconds):
    time.sleep(seconds)

def die():
    os._exit(3)
`;

describe('in a folder and with a profile that are the person’s own', () => {
  const serverSettings = testServer();
  const manager = testKernels();
  const startup = join(
    onDisk('..', 'ipython'),
    'profile_default/startup/50-own.py'
  );
  const folder = onDisk('owned');
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    await mkdir(dirname(startup), { recursive: true });
    await mkdir(folder, { recursive: true });
    // As rich.pretty.install() does, and a line of many a profile.
    await writeFile(
      startup,
      `import os
os.chdir('/')
get_ipython().display_formatter.formatters['text/plain'] = lambda value: 'pretty'
`
    );
    for (const name of ['xgboost', 'lightgbm', 'pandas', 'sklearn', 'PIL']) {
      await writeFile(
        join(folder, `${name}.py`),
        `open(${JSON.stringify(join(folder, 'ran'))}, 'w').close()\nraise SystemExit(3)\n`
      );
    }
    await writeFile(join(folder, 'own.py'), 'number = 7\n');
    kernel = await new ManagedKernels({
      serverSettings,
      kernelManager: manager,
      name: 'python3',
      path: 'owned',
      run: 'owned/aide-runs/x'
    }).start();
  });

  afterAll(async () => {
    await rm(startup);
    await endKernel(kernel);
    manager.dispose();
  });

  it('asks from the folder that the kernel was started in', async () => {
    const code = 'import os\ndef where():\n    return os.getcwd()';
    expect(await callPython(kernel, code, 'where', {}, z.string())).toBe(
      folder
    );
  });

  it('runs none of the files there, whatever they are called', async () => {
    const names = (await probePackages(kernel)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['pandas', 'lightgbm']));
    const modules = ['pandas', 'sklearn', 'lightgbm'];
    const args = { modules };
    expect(
      await callPython(kernel, CANDIDATE, 'warm', args, z.array(z.string()))
    ).toEqual(modules);
    await expect(stat(join(folder, 'ran'))).rejects.toThrow('ENOENT');
  });

  it('lets what the person wrote import from there', async () => {
    const code = 'def own():\n    import own\n    return own.number';
    const asked = callPython(kernel, code, 'own', {}, z.number());
    await expect(asked).rejects.toThrow('ModuleNotFoundError');
    expect(
      await callPython(kernel, code, 'own', {}, z.number(), { theirs: true })
    ).toBe(7);
  });

  it('survives an import that ends the program', async () => {
    const code = 'def end():\n    raise SystemExit(3)';
    const asked = callPython(kernel, code, 'end', {}, z.null());
    await expect(asked).rejects.toThrow('ended the program');
  });
});

describe('callPython', () => {
  let manager: KernelManager;
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    manager = testKernels();
    kernel = await manager.startNew({ name: 'python3' });
  });

  afterAll(async () => {
    await endKernel(kernel);
    manager.dispose();
  });

  it('hands over the result of a function, checked by the schema', async () => {
    expect(
      await callPython(kernel, source, 'double', { number: 21 }, z.number())
    ).toBe(42);
    await expect(
      callPython(kernel, source, 'double', { number: 21 }, z.string())
    ).rejects.toMatchObject({
      name: 'ExternalError',
      kind: 'kernel',
      message: expect.stringContaining('expected string')
    });
  });

  it.each([
    'plain',
    'quotes \' " \\ \\n and\nlines',
    '\u2028 \u0000 \u{1F333} ünïcödé',
    '{"json": [1, 2]}',
    'x'.repeat(300_000)
  ])('carries any text there and back', async text => {
    const args = { text, deep: { list: [1, 2.5, null, true, text] } };
    expect(await callPython(kernel, source, 'echo', args, z.any())).toEqual(
      args
    );
  });

  it('leaves nothing in the namespace of the user', async () => {
    await callPython(kernel, source, 'leave', { name: 'trace' }, z.null());
    const found = await callPython(
      kernel,
      'def names():\n    import __main__\n    return list(vars(__main__))',
      'names',
      {},
      z.array(z.string())
    );
    for (const name of ['trace', 'shared', 'double', 'answer', 'space']) {
      expect(found).not.toContain(name);
    }
  });

  it('says what Python said where the function fails', async () => {
    await expect(
      callPython(kernel, source, 'refuse', {}, z.null())
    ).rejects.toThrow('ValueError: no such folder: data');
    await expect(
      callPython(kernel, 'def (', 'refuse', {}, z.null())
    ).rejects.toThrow('SyntaxError');
  });

  // The one device that is full everywhere.
  (process.platform === 'linux' ? it : it.skip)(
    'names the place where there is no room, and the way out',
    async () => {
      await expect(
        callPython(kernel, source, 'fill', { run: '/a/run' }, z.null())
      ).rejects.toThrow(
        /No space left on device: '\/a\/run'. The disk is full/
      );
    }
  );

  it('ends what takes too long, and the kernel is free again', async () => {
    const start = performance.now();
    await expect(
      callPython(kernel, source, 'sleep', { seconds: 60 }, z.null(), {
        timeout: 1
      })
    ).rejects.toThrow('did not answer within 1 s');
    expect(
      await callPython(kernel, source, 'double', { number: 1 }, z.number())
    ).toBe(2);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it('does not interrupt what the user runs', async () => {
    const cell = kernel.requestExecute({
      code: 'import time; time.sleep(2); done = True'
    });
    await expect(
      callPython(kernel, source, 'double', { number: 1 }, z.number(), {
        timeout: 0.5
      })
    ).rejects.toThrow('it is busy with something else');
    expect((await cell.done).content.status).toBe('ok');
  });

  it('ends when it is aborted', async () => {
    const controller = new AbortController();
    const answer = callPython(
      kernel,
      source,
      'sleep',
      { seconds: 60 },
      z.null(),
      {
        signal: controller.signal
      }
    );
    setTimeout(() => controller.abort(), 500);
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(
      await callPython(kernel, source, 'double', { number: 1 }, z.number())
    ).toBe(2);
  });

  it('tells how the kernel died', async () => {
    const mortal = await new ManagedKernels({
      serverSettings: testServer(),
      kernelManager: manager,
      name: 'python3',
      path: '',
      run: 'aide-runs/mortal'
    }).start();
    await expect(
      callPython(mortal, source, 'die', {}, z.null())
    ).rejects.toMatchObject({
      name: 'ExternalError',
      message: expect.stringContaining(
        'died while it was asked for something: its process ended with the exit code 3.'
      )
    });
    await endKernel(mortal);
  });
});
