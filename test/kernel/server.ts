import { ServerConnection } from '@jupyterlab/services';

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
