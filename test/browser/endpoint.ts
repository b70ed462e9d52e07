import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that serves the scripted model endpoint. */
export interface IEndpoint {
  url: string;
  stop(): Promise<void>;
}

/** Start it, with what its command line takes. */
export async function startEndpoint(...args: string[]): Promise<IEndpoint> {
  const script = join(__dirname, '..', 'support', 'endpoint.mjs');
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString().trim(),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
  };
}
