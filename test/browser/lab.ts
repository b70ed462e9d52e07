import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  cp,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rm,
  writeFile
} from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const project = join(__dirname, '..', '..');

/**
 * A JupyterLab of its own on loopback: temporary folders for everything, the
 * extension as it was built, and nobody's settings.
 */
export class Lab {
  private constructor(
    readonly url: string,
    readonly token: string,
    private readonly _home: string,
    private readonly _launch: () => Promise<ChildProcess>
  ) {}

  static async start(): Promise<Lab> {
    const home = await mkdtemp(join(tmpdir(), 'aide-lab-'));
    const folder = async (...names: string[]) => {
      const path = join(home, ...names);
      await mkdir(path, { recursive: true });
      return path;
    };
    const root = await folder('root');
    const config = await folder('config');
    await writeJson(join(config, 'jupyter_server_config.json'), {
      ServerApp: { jpserver_extensions: { jupyterlab_aide: true } },
      LabApp: { expose_app_in_browser: true },
      JupyterNotebookApp: { expose_app_in_browser: true }
    });
    await writeJson(
      join(
        await folder('config/lab/user-settings/@jupyterlab/apputils-extension'),
        'notification.jupyterlab-settings'
      ),
      { checkForUpdates: false, fetchNews: 'false' }
    );
    // A copy: building meanwhile takes nothing away.
    await cp(
      join(project, 'jupyterlab_aide', 'labextension'),
      join(await folder('data', 'labextensions'), 'jupyterlab-aide'),
      { recursive: true }
    );
    const token = randomBytes(24).toString('hex');
    const port = await freePort();
    const env = {
      ...withoutKeys(process.env),
      JUPYTER_TOKEN: token,
      JUPYTER_CONFIG_DIR: config,
      JUPYTER_DATA_DIR: join(home, 'data'),
      // Before what the environment has, so that the copy is what is served.
      JUPYTER_PREFER_ENV_PATH: '0',
      JUPYTER_RUNTIME_DIR: await folder('runtime'),
      IPYTHONDIR: await folder('ipython'),
      PYTHONPATH: project,
      // Threads of kernels that wait for one another take minutes on a busy machine.
      OMP_NUM_THREADS: '1'
    };
    const launch = async () => {
      const log = await open(join(home, 'server.log'), 'a');
      const server = spawn(
        process.env.AIDE_TEST_JUPYTER ??
          join(project, '.venv', 'bin', 'jupyter'),
        [
          'lab',
          '--no-browser',
          '--allow-root',
          '--ServerApp.ip=127.0.0.1',
          `--ServerApp.port=${port}`,
          '--ServerApp.port_retries=0',
          `--ServerApp.root_dir=${root}`
        ],
        {
          cwd: root,
          // Its own process group, so that all of it can be ended at once.
          detached: true,
          stdio: ['ignore', log.fd, log.fd],
          env
        }
      );
      await log.close();
      return server;
    };
    const lab = new Lab(`http://127.0.0.1:${port}/`, token, home, launch);
    await lab._begin();
    return lab;
  }

  /** End the server as whoever restarts it does, and start it anew. */
  async restart(): Promise<void> {
    await this._end();
    await this._begin();
  }

  /** A path on disk of what it serves. */
  onDisk(...path: string[]): string {
    return join(this._home, 'root', ...path);
  }

  /**
   * Copy an example into a folder of its own.
   *
   * @param name - what the folder is called; the notebook is in it.
   */
  async copy(example: string, name: string): Promise<void> {
    await cp(join(project, 'examples', example), this.onDisk(name), {
      recursive: true,
      filter: path => !/aide-runs|\.ipynb_checkpoints/.test(path)
    });
  }

  /** Write a file below the served folder, with its folders. */
  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(this.onDisk(path)), { recursive: true });
    await writeFile(this.onDisk(path), text);
  }

  /**
   * Where a browser opens a notebook: in JupyterLab, in a workspace without
   * memories, or in Notebook 7, which the same server serves.
   */
  address(path: string, app: 'lab' | 'notebook' = 'lab'): string {
    const place = app === 'lab' ? `lab/tree/${path}` : `notebooks/${path}`;
    return `${this.url}${place}?token=${this.token}&reset`;
  }

  /** The ids of the kernels that no notebook has. */
  async strayKernels(): Promise<string[]> {
    const get = async <T>(path: string) => {
      const reply = await fetch(`${this.url}api/${path}`, {
        headers: { Authorization: `token ${this.token}` }
      });
      return (await reply.json()) as T;
    };
    const kernels = await get<{ id: string }[]>('kernels');
    const sessions = await get<{ kernel: { id: string } }[]>('sessions');
    const owned = new Set(sessions.map(({ kernel }) => kernel.id));
    return kernels.map(({ id }) => id).filter(id => !owned.has(id));
  }

  /** Connect a model by the server's API, as the dialog does. */
  async connect(baseUrl: string, apiKey?: string): Promise<void> {
    await this._model('PUT', { baseUrl, apiKey, model: 'scripted-large' });
  }

  /** Forget the model that a test connected. */
  async disconnect(): Promise<void> {
    await this._model('DELETE');
  }

  /** End it with all its kernels, and forget its folders. */
  async stop(): Promise<void> {
    await this._end();
    await rm(this._home, { recursive: true, force: true, maxRetries: 3 });
  }

  private async _model(method: string, settings?: object): Promise<void> {
    const reply = await fetch(`${this.url}aide/model`, {
      method,
      headers: { Authorization: `token ${this.token}` },
      body: settings && JSON.stringify(settings)
    });
    if (!reply.ok) {
      throw new Error(`${method} of the model failed: ${reply.status}`);
    }
  }

  private async _begin(): Promise<void> {
    this._server = await this._launch();
    try {
      await this._answers();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private async _end(): Promise<void> {
    const { pid, exitCode } = this._server!;
    if (pid !== undefined && exitCode === null) {
      const ended = once(this._server!, 'exit');
      process.kill(-pid, 'SIGTERM');
      const killer = setTimeout(() => process.kill(-pid, 'SIGKILL'), 10_000);
      await ended;
      clearTimeout(killer);
    }
  }

  private async _answers(): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline && this._server!.exitCode === null) {
      const reply = await fetch(`${this.url}api?token=${this.token}`).catch(
        () => null
      );
      if (reply?.ok) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    const log = await readFile(join(this._home, 'server.log'), 'utf8');
    throw new Error(`JupyterLab did not start:\n${log}`);
  }

  private _server: ChildProcess | null = null;
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, JSON.stringify(value));
}

function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secret = /_API_KEY$|^(AIDE|OPENAI|JUPYTER)_/;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !secret.test(name))
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
