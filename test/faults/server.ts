import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { MARK, marked, pause, signal, within } from './processes';

/** What a server is told once, and keeps when it is started again. */
export interface IServerOptions {
  /** Below it lie the folder that it serves, and folders for all else. */
  home: string;
  port: number;
  token: string;
  mark: string;
  /** The model endpoint. */
  endpoint: string;
  key: string;
}

/** A Jupyter server that can be killed and started again as it was. */
export class Server {
  constructor(private readonly _options: IServerOptions) {
    for (const name of ['root', 'config', 'data', 'runtime', 'ipython']) {
      mkdirSync(this._folder(name), { recursive: true });
    }
    writeFileSync(
      join(this._folder('config'), 'jupyter_server_config.json'),
      JSON.stringify({
        ServerApp: {
          jpserver_extensions: { jupyterlab_aide: true },
          contents_manager_class: 'refusing.RefusingManager',
          allow_root: true,
          open_browser: false,
          log_level: 'WARN'
        },
        KernelManager: { shutdown_wait_time: 2 },
        AideExtension: { idle_timeout: 3 }
      })
    );
  }

  /** The folder that it serves. */
  get root(): string {
    return this._folder('root');
  }

  get pid(): number {
    return this._process!.pid!;
  }

  /** Whether its process is there. */
  get isRunning(): boolean {
    return (
      this._process?.exitCode === null && this._process.signalCode === null
    );
  }

  /** Start it; resolves once it answers. */
  async start(): Promise<void> {
    const { home, port, token, mark, endpoint, key } = this._options;
    const log = openSync(join(home, 'server.log'), 'a');
    this._process = spawn(
      resolve('.venv/bin/jupyter'),
      [
        'server',
        '--ServerApp.ip=127.0.0.1',
        `--ServerApp.port=${port}`,
        '--ServerApp.port_retries=0',
        `--ServerApp.root_dir=${this.root}`
      ],
      {
        cwd: home,
        detached: true,
        stdio: ['ignore', log, log],
        env: {
          ...withoutKeys(process.env),
          [MARK]: mark,
          AIDE_FAULTS_DISK: this._disk,
          AIDE_BASE_URL: endpoint,
          AIDE_API_KEY: key,
          AIDE_MODEL: 'scripted-large',
          JUPYTER_TOKEN: token,
          JUPYTER_CONFIG_DIR: this._folder('config'),
          JUPYTER_DATA_DIR: this._folder('data'),
          JUPYTER_RUNTIME_DIR: this._folder('runtime'),
          IPYTHONDIR: this._folder('ipython'),
          PYTHONDONTWRITEBYTECODE: '1',
          PYTHONPATH: [process.cwd(), resolve('test/faults')].join(delimiter)
        }
      }
    );
    const answers = await within(
      60,
      async () => !this.isRunning || (await this.get('api')) !== null
    );
    if (!answers || !this.isRunning) {
      throw new Error(
        `The Jupyter server does not answer:\n${readFileSync(join(home, 'server.log'), 'utf8').slice(-2000)}`
      );
    }
  }

  /** Ask it something; `null` where it does not answer. */
  async get(path: string): Promise<unknown> {
    const { port, token } = this._options;
    try {
      const reply = await fetch(`http://127.0.0.1:${port}/${path}`, {
        headers: { Authorization: `token ${token}` },
        signal: AbortSignal.timeout(5000)
      });
      return reply.ok ? await reply.json() : null;
    } catch {
      return null;
    }
  }

  /** Send it something. @returns whether it took it. */
  async post(path: string, body: object): Promise<boolean> {
    const { port, token } = this._options;
    try {
      const reply = await fetch(`http://127.0.0.1:${port}/${path}`, {
        method: 'POST',
        headers: { Authorization: `token ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000)
      });
      return reply.ok;
    } catch {
      return false;
    }
  }

  /** What its disk is from now on; '' for one that works. */
  set disk(word: '' | 'full' | 'readonly' | 'fatal') {
    writeFileSync(this._disk, word);
  }

  /** Resolves when its process has ended. */
  async ended(): Promise<void> {
    if (this.isRunning) {
      await once(this._process!, 'exit');
    }
  }

  /** End it as the machine's own trouble would. */
  async kill(): Promise<void> {
    signal(this.pid, 'SIGKILL');
    await this.ended();
  }

  /**
   * End it politely.
   *
   * @returns what it left behind, which is ended then, too.
   */
  async stop(): Promise<string[]> {
    if (this.isRunning) {
      signal(this.pid, 'SIGTERM');
      if (!(await within(20, () => !this.isRunning))) {
        await this.kill();
      }
    }
    const { mark } = this._options;
    await within(10, () => marked(mark).length === 0);
    const left = marked(mark);
    left.forEach(({ pid }) => signal(pid, 'SIGKILL'));
    await pause(50);
    return left.map(({ command }) => command);
  }

  private get _disk(): string {
    return join(this._options.home, 'disk');
  }

  private _folder(name: string): string {
    return join(this._options.home, name);
  }

  private _process: ChildProcess | null = null;
}

function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secret = /_API_KEY$|^(AIDE|OPENAI|JUPYTER)_/;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !secret.test(name))
  );
}
