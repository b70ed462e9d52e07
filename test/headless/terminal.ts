import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from '../../src/headless/access';
import type { TreeEvent } from '../../src/solution/events';

const project = join(__dirname, '..', '..');
const engine = join(project, 'jupyterlab_aide', 'engine', 'aide.mjs');

/** The folder that the test's Jupyter server serves: the terminal's current one. */
export const root = (): string => process.env.AIDE_TEST_SERVER_ROOT!;

/** How the engine reaches that server. */
export function serverAccess(): { url: string; token: string } {
  return {
    url: process.env.AIDE_TEST_SERVER_URL!,
    token: process.env.AIDE_TEST_SERVER_TOKEN!
  };
}

/** Bundle the engine as it is shipped. */
export function buildEngine(): void {
  execFileSync(process.execPath, ['scripts/build-engine.mjs'], {
    cwd: project
  });
}

/** How the command ended. */
export interface IEnding {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command as a person starts it, without a terminal. */
export class Terminal {
  constructor(args: string[], access: Partial<Access> = {}) {
    this.process = spawn(process.execPath, [engine, ...args], {
      cwd: root(),
      stdio: 'pipe',
      env: { PATH: process.env.PATH }
    });
    const { stdin, stdout, stderr } = this.process;
    // What needs no server reads none of it.
    stdin!.on('error', () => undefined);
    // Its input stays open: the engine ends with it.
    stdin!.write(`${JSON.stringify({ ...serverAccess(), ...access })}\n`);
    stdout!.on('data', data => this._add('stdout', data));
    stderr!.on('data', data => this._add('stderr', data));
    this.ended = new Promise(resolve => {
      this.process.on('close', code => {
        this._look.forEach(look => look());
        resolve({ code, ...this._said });
      });
    });
  }

  readonly process: ChildProcess;
  readonly ended: Promise<IEnding>;

  /** Resolves once something was said; rejects where it ended without that. */
  async says(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const { stdout, stderr } = this._said;
        if (pattern.test(stdout + stderr)) {
          resolve();
        } else if (this.process.exitCode !== null) {
          reject(new Error(`${pattern} was not said in:\n${stdout}${stderr}`));
        }
      };
      this._look.push(look);
      look();
    });
  }

  private _add(stream: 'stdout' | 'stderr', data: Buffer): void {
    this._said[stream] += data.toString();
    this._look.forEach(look => look());
  }

  private readonly _said = { stdout: '', stderr: '' };
  private readonly _look: (() => void)[] = [];
}

/** Run the command to its end. */
export function terminal(
  args: string[],
  access?: Partial<Access>
): Promise<IEnding> {
  return new Terminal(args, access).ended;
}

/**
 * `jupyter aide` in a folder, which starts a server of its own that knows a model.
 *
 * @param key - the model's.
 */
export function aideWithModel(
  folder: string,
  url: string,
  key: string,
  args: string[]
): Promise<IEnding> {
  const child = spawn(
    join(project, '.venv', 'bin', 'python'),
    ['-m', 'jupyterlab_aide', ...args],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        PYTHONPATH: project,
        AIDE_BASE_URL: url,
        AIDE_API_KEY: key,
        AIDE_MODEL: 'scripted-large'
      }
    }
  );
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', data => (said.stdout += data));
  child.stderr.on('data', data => (said.stderr += data));
  return new Promise(resolve =>
    child.on('close', code => resolve({ code, ...said }))
  );
}

/** A small table whose `price` follows from its other columns, with noise. */
export function writeHouses(
  name: string,
  { folder = root(), rows = 150 } = {}
): void {
  let state = 7;
  const draw = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const lines = Array.from({ length: rows }, () => {
    const [area, rooms, age] = [40 + 160 * draw(), 1 + draw() * 6, draw() * 80];
    const place = draw() < 0.5 ? 'town' : 'country';
    const price =
      2000 * area +
      9000 * Math.floor(rooms) -
      500 * age +
      (place === 'town' ? 60000 : 0) +
      20000 * draw();
    return [
      area.toFixed(1),
      Math.floor(rooms),
      age.toFixed(0),
      place,
      price.toFixed(0)
    ].join(',');
  });
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(
    join(folder, name, 'train.csv'),
    ['area,rooms,age,place,price', ...lines, ''].join('\n')
  );
}

/** The events in a run's journal, in their order. */
export function journalOf(run: string, folder = root()): TreeEvent[] {
  const journal = join(folder, run, 'journal');
  return readdirSync(journal)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => readFileSync(join(journal, name), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => JSON.parse(line).event as TreeEvent);
}

/** The kernels that a run holds on the server. */
export async function kernelsOf(run: string): Promise<unknown[]> {
  const url = `${process.env.AIDE_TEST_SERVER_URL}aide/kernels?run=${encodeURIComponent(run)}`;
  const response = await fetch(url, {
    headers: { Authorization: `token ${process.env.AIDE_TEST_SERVER_TOKEN}` }
  });
  return (await response.json()) as unknown[];
}
