import { KernelManager, ServerConnection } from '@jupyterlab/services';
import { z } from 'zod';
import { callPython } from '../../src/kernel/callPython';
import { endKernel, ManagedKernels } from '../../src/kernel/launcher';
import { Wire } from '../faults/wire';
import { testServer } from './server';

const source = 'def echo(text):\n    return text';

let wire: Wire;
let kernelManager: KernelManager;
let launcher: ManagedKernels;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation();
  const { baseUrl, token } = testServer();
  wire = await Wire.lay(Number(new URL(baseUrl).port));
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${wire.port}/`,
    wsUrl: `ws://127.0.0.1:${wire.port}/`,
    token,
    appendToken: true
  });
  kernelManager = new KernelManager({ serverSettings, standby: 'never' });
  launcher = new ManagedKernels({
    serverSettings,
    kernelManager,
    name: 'python3',
    path: '',
    run: 'cut'
  });
});

afterEach(async () => {
  kernelManager.dispose();
  await wire.close();
});

it('a kernel answers seconds after the network is back', async () => {
  const kernel = await launcher.start();
  wire.sever();
  await new Promise(resolve => setTimeout(resolve, 500));
  wire.restore();
  // Left alone, Jupyter's client would come back after ten seconds at least.
  expect(
    await callPython(kernel, source, 'echo', { text: 'back' }, z.string(), {
      timeout: 9
    })
  ).toBe('back');
  await endKernel(kernel);
});

it('a kernel is asked again where the first question was lost', async () => {
  wire.loseNextWebSocket();
  const kernel = await launcher.start();
  expect(
    await callPython(kernel, source, 'echo', { text: 'there' }, z.string())
  ).toBe('there');
  await endKernel(kernel);
});

it('a kernel that dies while it is asked what it is ends nothing else', async () => {
  const kernel = await launcher.start();
  const asked = kernel.requestKernelInfo();
  // What was asked is refused with the connection.
  kernel.dispose();
  expect(await asked).toBeUndefined();
  await launcher.orphans();
});
