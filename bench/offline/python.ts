import { spawn } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IRunner } from '../../src/search/interfaces';
import type { Execution } from '../../src/task/execution';

/** What a Python process left. */
export interface IResult {
  status: 'ok' | 'error' | 'timeout';
  seconds: number;
  stdout: string;
  stderr: string;
}

/** Run the project's Python in a folder, at most so many seconds. */
export function python(
  args: string[],
  cwd: string,
  timeLimit = 600
): Promise<IResult> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(join(process.cwd(), '.venv/bin/python'), args, {
      cwd,
      // Threads that wait for each other should not do so at full speed.
      env: { ...process.env, OMP_WAIT_POLICY: 'PASSIVE' }
    });
    let [stdout, stderr, late] = ['', '', false];
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeLimit * 1000);
    child.stdout.on('data', data => (stdout += data));
    child.stderr.on('data', data => (stderr += data));
    child.on('error', reject);
    child.on('close', code => {
      clearTimeout(timer);
      resolve({
        status: late ? 'timeout' : code === 0 ? 'ok' : 'error',
        seconds: (performance.now() - started) / 1000,
        stdout,
        stderr
      });
    });
  });
}

/** The number behind the last printed `validation_metric:`. */
export function printedMetric(text: string): string | null {
  return [...text.matchAll(/^validation_metric: (.*)$/gm)].at(-1)?.[1] ?? null;
}

/** Runs candidates as plain scripts, each in a folder of its own beside the others. */
export class ScriptRunner implements IRunner {
  constructor(
    private readonly _folder: string,
    private readonly _data: string
  ) {}

  /** Where a candidate ran and left its submission. */
  folderOf(id: string): string {
    return join(this._folder, id);
  }

  async run(
    { id, code }: { id: string; code: string },
    { timeLimit, onStart }: Parameters<IRunner['run']>[1]
  ): Promise<Execution> {
    const folder = this.folderOf(id);
    await mkdir(folder, { recursive: true });
    await symlink(this._data, join(folder, 'input'));
    await writeFile(join(folder, 'solution.py'), code);
    onStart?.();
    const result = await python(['solution.py'], folder, timeLimit);
    const [, name, message] = [
      ['', 'Error', ''],
      ...result.stderr.matchAll(/^((?:\w+\.)*\w+(?:Error|Exception)): (.*)/gm)
    ].at(-1)!;
    return {
      status: result.status,
      seconds: result.seconds,
      reason:
        result.status === 'ok'
          ? ''
          : result.status === 'timeout'
            ? `ran longer than its ${timeLimit} s`
            : `${name}: ${message}`,
      error:
        result.status === 'error'
          ? { name, message, cell: 1, traceback: result.stderr }
          : null,
      metric: { variable: null, printed: printedMetric(result.stdout) },
      measured: null,
      output: result.stdout,
      cells: []
    };
  }
}
