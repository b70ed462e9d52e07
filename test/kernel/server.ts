import {
  KernelAPI,
  KernelManager,
  ServerConnection
} from '@jupyterlab/services';
import { join } from 'node:path';

// The services package tells of every socket that it opens.
jest.spyOn(console, 'debug').mockImplementation();

/** How to reach the Jupyter server that the tests started. */
export function testServer(): ServerConnection.ISettings {
  const baseUrl = process.env.AIDE_TEST_SERVER_URL!;
  return ServerConnection.makeSettings({
    baseUrl,
    wsUrl: baseUrl.replace(/^http/, 'ws'),
    token: process.env.AIDE_TEST_SERVER_TOKEN!,
    appendToken: true
  });
}

/** A path on disk of what the server serves. */
export function onDisk(...path: string[]): string {
  return join(process.env.AIDE_TEST_SERVER_ROOT!, ...path);
}

/** A kernel manager that does not poll, so that jest can end. */
export function testKernels(): KernelManager {
  return new KernelManager({
    serverSettings: testServer(),
    standby: 'never'
  });
}

/** The ids of all kernels that the server knows. */
export async function runningKernels(): Promise<string[]> {
  const kernels = await KernelAPI.listRunning(testServer());
  return kernels.map(({ id }) => id);
}
