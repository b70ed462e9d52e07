import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** Programs of the environment that the project is installed in. */
export const python = resolve('.venv/bin/python');
/** The environment that holds aideml and nothing of ours. */
export const aidemlPython = resolve('build/bench/aideml/bin/python');

const folders: string[] = [];
const running = new Set<ChildProcess>();

/** Tell whoever waits what is being done. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A folder that is gone when the benchmarks are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aide-figures-'));
  folders.push(folder);
  return folder;
}

/** Where no time is left to end things in their own way. */
process.on('exit', () => {
  running.forEach(child => signal(child, 'SIGKILL'));
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    tell(`Ended by ${name}.`);
    void Promise.all([...running].map(end)).then(() => process.exit(1));
  });
}

/** Tell a whole group. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    process.kill(-pid!, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * Start a program in a process group of its own, with nobody's settings and no
 * keys but those that are given.
 */
export function start(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; home: string }
): ChildProcess {
  const { cwd, env, home } = options;
  const own = Object.fromEntries(
    ['config', 'data', 'runtime', 'ipython'].map(name => {
      const folder = join(home, name);
      mkdirSync(folder, { recursive: true });
      return [name, folder];
    })
  );
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(
          ([name]) => !/_API_KEY$|^(AIDE|OPENAI|JUPYTER)_/.test(name)
        )
      ),
      PATH: [resolve('.venv/bin'), process.env.PATH].join(delimiter),
      JUPYTER_CONFIG_DIR: own.config,
      JUPYTER_DATA_DIR: own.data,
      JUPYTER_RUNTIME_DIR: own.runtime,
      IPYTHONDIR: own.ipython,
      ...env
    }
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Run a program to its end.
 *
 * @param input - what it reads from its standard input.
 * @returns what it printed, and the seconds that it took.
 * @throws Error - it ended with another status than 0.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: Parameters<typeof start>[2],
  input = ''
): Promise<{ stdout: string; seconds: number }> {
  const begun = performance.now();
  const child = start(command, args, options);
  child.stdin!.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', piece => (stdout += piece));
  child.stderr!.on('data', piece => (stderr += piece));
  const [status] = await once(child, 'close');
  if (status !== 0) {
    throw new Error(
      `${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`
    );
  }
  return { stdout, seconds: (performance.now() - begun) / 1000 };
}

/** End a program and all that it started. */
export async function end(child: ChildProcess): Promise<void> {
  if (running.has(child)) {
    const ended = once(child, 'exit');
    signal(child, 'SIGTERM');
    const killer = setTimeout(() => signal(child, 'SIGKILL'), 10_000);
    await ended;
    clearTimeout(killer);
  }
}
