import type { KernelManager } from '@jupyterlab/services';
import { mkdir, writeFile } from 'node:fs/promises';
import { ManagedKernels } from '../../src/kernel/launcher';
import { describeCandidates } from './candidates';
import { onDisk, runningKernels, testKernels, testServer } from './server';

let kernelManager: KernelManager;

beforeAll(async () => {
  kernelManager = testKernels();
  // Started in a way of its own, so that it is never forked.
  const spec = onDisk('..', 'data', 'kernels', 'cold');
  await mkdir(spec, { recursive: true });
  await writeFile(
    `${spec}/kernel.json`,
    JSON.stringify({
      argv: ['python', '-m', 'ipykernel', '-f', '{connection_file}'],
      display_name: 'Cold',
      language: 'python'
    })
  );
});

afterAll(async () => {
  kernelManager.dispose();
  expect(await runningKernels()).toEqual([]);
});

describeCandidates(
  'kernels that start cold',
  'cold',
  () =>
    new ManagedKernels({
      serverSettings: testServer(),
      kernelManager,
      name: 'cold',
      path: 'cold',
      run: 'cold/runs/r'
    })
);
