import type { Kernel, KernelManager } from '@jupyterlab/services';
import { z } from 'zod';
import { ask } from '../../src/kernel/ask';
import { endKernel } from '../../src/kernel/launcher';
import { testKernels } from './server';

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

def sleep(seconds):
    time.sleep(seconds)

def die():
    os._exit(3)
`;

describe('ask', () => {
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
      await ask(kernel, source, 'double', { number: 21 }, z.number())
    ).toBe(42);
    await expect(
      ask(kernel, source, 'double', { number: 21 }, z.string())
    ).rejects.toMatchObject({
      name: 'Fault',
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
    expect(await ask(kernel, source, 'echo', args, z.any())).toEqual(args);
  });

  it('leaves nothing in the namespace of the user', async () => {
    await ask(kernel, source, 'leave', { name: 'trace' }, z.null());
    const found = await ask(
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
    await expect(ask(kernel, source, 'refuse', {}, z.null())).rejects.toThrow(
      'ValueError: no such folder: data'
    );
    await expect(ask(kernel, 'def (', 'refuse', {}, z.null())).rejects.toThrow(
      'SyntaxError'
    );
  });

  it('ends what takes too long, and the kernel is free again', async () => {
    const start = performance.now();
    await expect(
      ask(kernel, source, 'sleep', { seconds: 60 }, z.null(), { timeout: 1 })
    ).rejects.toThrow('did not answer within 1 s');
    expect(await ask(kernel, source, 'double', { number: 1 }, z.number())).toBe(
      2
    );
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it('does not interrupt what the user runs', async () => {
    const cell = kernel.requestExecute({
      code: 'import time; time.sleep(2); done = True'
    });
    await expect(
      ask(kernel, source, 'double', { number: 1 }, z.number(), { timeout: 0.5 })
    ).rejects.toThrow('it is busy with something else');
    expect((await cell.done).content.status).toBe('ok');
  });

  it('ends when it is aborted', async () => {
    const controller = new AbortController();
    const answer = ask(kernel, source, 'sleep', { seconds: 60 }, z.null(), {
      signal: controller.signal
    });
    setTimeout(() => controller.abort(), 500);
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(await ask(kernel, source, 'double', { number: 1 }, z.number())).toBe(
      2
    );
  });

  it('tells when the kernel dies', async () => {
    const mortal = await manager.startNew({ name: 'python3' });
    await expect(
      ask(mortal, source, 'die', {}, z.null())
    ).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringContaining('died')
    });
    await endKernel(mortal);
  });
});
