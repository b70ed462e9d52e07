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
  const folder = mkdtempSync(join(tmpdir(), 'aide-bench-'));
  folders.push(folder);
  return folder;
}

/** End what still runs and forget what was written. */
export function cleanUp(): void {
  for (const { pid } of running) {
    try {
      process.kill(-pid!, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

process.on('exit', cleanUp);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => process.exit(1));
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
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    process.kill(-child.pid!, 'SIGTERM');
    const killer = setTimeout(
      () => process.kill(-child.pid!, 'SIGKILL'),
      10_000
    );
    await ended;
    clearTimeout(killer);
  }
}
