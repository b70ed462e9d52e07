import { once } from 'node:events';
import { connectHost } from '../src/headless/host';
import type { IRunHost } from '../src/run/host';
import { end, python, start, temporaryFolder } from './processes';

/** A Jupyter server and what a run needs of it. */
export interface IServer extends IRunHost {
  close(): Promise<void>;
}

/**
 * Start the server that runs from the terminal have.
 *
 * @param folder - its root.
 */
export async function serve(folder: string): Promise<IServer> {
  const home = temporaryFolder();
  const child = start(python, ['-m', 'jupyterlab_aide.server', folder], {
    cwd: home,
    home
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', piece => (stdout += piece));
  child.stderr!.on('data', piece => (stderr += piece));
  await once(child.stdout!, 'close');
  if (stdout === '') {
    throw new Error(`The server did not start:\n${stderr}`);
  }
  const host = await connectHost(JSON.parse(stdout));
  return {
    ...host,
    close: async () => {
      host.dispose();
      await end(child);
    }
  };
}
