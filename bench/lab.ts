import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { end, start, temporaryFolder } from './processes';

/** A JupyterLab of its own. */
export interface ILab {
  /** The folder that it serves. */
  root: string;
  /** Where a browser opens a path of it, in a workspace without memories. */
  address(path: string): string;
  close(): Promise<void>;
}

/** Start JupyterLab with no extensions but ours, or without that too. */
export async function startLab(hasExtension: boolean): Promise<ILab> {
  const home = temporaryFolder();
  const folder = (...names: string[]) => {
    const path = join(home, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const root = folder('root');
  const extensions = folder('extensions');
  if (hasExtension) {
    cpSync(
      'jupyterlab_aide/labextension',
      join(extensions, 'jupyterlab-aide'),
      {
        recursive: true
      }
    );
  }
  writeFileSync(
    join(folder('config'), 'jupyter_server_config.json'),
    JSON.stringify({
      ServerApp: { jpserver_extensions: { jupyterlab_aide: hasExtension } }
    })
  );
  const news = 'config/lab/user-settings/@jupyterlab/apputils-extension';
  writeFileSync(
    join(folder(news), 'notification.jupyterlab-settings'),
    JSON.stringify({ checkForUpdates: false, fetchNews: 'false' })
  );
  const token = randomBytes(24).toString('hex');
  const port = await freePort();
  const child = start(
    resolve('.venv/bin/jupyter'),
    [
      'lab',
      '--no-browser',
      '--allow-root',
      '--LabApp.expose_app_in_browser=True',
      `--LabApp.labextensions_path=${extensions}`,
      '--ServerApp.ip=127.0.0.1',
      `--ServerApp.port=${port}`,
      '--ServerApp.port_retries=0',
      `--ServerApp.root_dir=${root}`
    ],
    { cwd: root, home, env: { JUPYTER_TOKEN: token } }
  );
  // A pipe that nobody reads is full one day.
  child.stdout!.resume();
  let log = '';
  child.stderr!.on('data', piece => (log += piece));
  const url = `http://127.0.0.1:${port}/`;
  while (!(await fetch(`${url}api?token=${token}`).catch(() => null))?.ok) {
    if (child.exitCode !== null) {
      throw new Error(`JupyterLab did not start:\n${log}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    root,
    address: path => `${url}lab${path && `/tree/${path}`}?token=${token}&reset`,
    close: () => end(child)
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
