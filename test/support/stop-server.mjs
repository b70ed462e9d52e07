// jest's global teardown: ends the server, its kernels, and all it wrote.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

export default async function stop() {
  const { server, home } = globalThis.aideTestServer;
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit');
    // Asked politely, it shuts down the kernels that a failed test left.
    process.kill(-server.pid, 'SIGTERM');
    const timer = setTimeout(
      () => process.kill(-server.pid, 'SIGKILL'),
      20_000
    );
    await ended;
    clearTimeout(timer);
  }
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
