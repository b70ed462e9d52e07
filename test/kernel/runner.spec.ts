import { ManagedKernels } from '../../src/kernel/launcher';
import { describeCandidates } from './candidates';
import { runningKernels, testKernels, testServer } from './server';

const kernelManager = testKernels();

afterAll(async () => {
  kernelManager.dispose();
  expect(await runningKernels()).toEqual([]);
});

describeCandidates(
  'managed kernels',
  'managed',
  () =>
    new ManagedKernels({
      serverSettings: testServer(),
      kernelManager,
      name: 'python3',
      path: 'managed',
      run: 'managed/runs/r'
    })
);
