import { z } from 'zod';
import { callPython } from '../../src/kernel/callPython';
import type { IKernelLauncher } from '../../src/kernel/launcher';
import { KernelPool } from '../../src/kernel/pool';
import { KernelRunner } from '../../src/kernel/runner';
import type { Execution } from '../../src/task/execution';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { onDisk } from './server';

/** How the candidates of these tests run. */
interface IRunOptions {
  id?: string;
  timeLimit?: number;
  signal?: AbortSignal;
  onStart?: () => void;
  onOutput?: (text: string) => void;
}

/** Runs a candidate in a folder of its own. */
export type RunCandidate = (
  code: string,
  options?: IRunOptions
) => Promise<Execution>;

/**
 * What every kind of kernel must hold to: whatever a candidate does, its result
 * is honest, and the next one runs.
 *
 * @param name - of the kind.
 * @param folder - below the server's root; `data` and the run go there, and
 *   kernels must start there.
 * @param launch - makes the launcher, once the server runs.
 * @param more - what is tried on this kind for all.
 */
export function describeCandidates(
  name: string,
  folder: string,
  launch: () => IKernelLauncher,
  more: (run: RunCandidate) => void = () => {}
): void {
  describe(`candidates on ${name}`, () => {
    let pool: KernelPool;
    let runner: KernelRunner;
    let steps = 0;

    const run: RunCandidate = (code, options = {}) =>
      runner.run(
        { id: options.id ?? `c${++steps}`, code },
        {
          timeLimit: 60,
          signal: new AbortController().signal,
          ...options
        }
      );
    const work = (...path: string[]) => onDisk(folder, 'runs/r/work', ...path);

    beforeAll(async () => {
      await mkdir(onDisk(folder, 'data', 'deep'), { recursive: true });
      await writeFile(onDisk(folder, 'data', 'train.csv'), 'x,y\n1,2\n');
      await writeFile(onDisk(folder, 'data', 'deep', 'a.txt'), 'a');
      pool = new KernelPool({
        launcher: launch(),
        size: 2,
        preload: ['csv', 'no_such_module']
      });
      runner = new KernelRunner({
        pool,
        folder: 'runs/r',
        data: 'data',
        memoryLimit: null
      });
    });

    afterAll(async () => {
      await pool.shutdown();
      expect(await processesIn(work())).toEqual([]);
    });

    afterEach(async () => {
      // Whatever a candidate did, the data are as they were.
      const data = onDisk(folder, 'data');
      expect((await readdir(data)).sort()).toEqual(['deep', 'train.csv']);
      expect(await readFile(`${data}/train.csv`, 'utf8')).toBe('x,y\n1,2\n');
    });

    more(run);

    describe('that end well', () => {
      it('give every cell with its outputs, the score, and what was printed', async () => {
        const started = jest.fn();
        const execution = await run(
          [
            '# %%',
            'import sys',
            'print("hello")',
            'print("warn", file=sys.stderr)',
            '# %% Result',
            'with open("input/train.csv") as file:',
            '    rows = file.read().split()',
            'rows',
            '# %%',
            'validation_metric = 0.25',
            'print(f"validation_metric: {validation_metric}")'
          ].join('\n'),
          { onStart: started }
        );
        expect(execution).toMatchObject({
          status: 'ok',
          reason: '',
          error: null,
          metric: { variable: '0.25', printed: '0.25' },
          cells: [
            {
              source:
                'import sys\nprint("hello")\nprint("warn", file=sys.stderr)',
              outputs: [
                { output_type: 'stream', name: 'stdout', text: 'hello\n' },
                { output_type: 'stream', name: 'stderr', text: 'warn\n' }
              ]
            },
            {
              outputs: [
                {
                  output_type: 'execute_result',
                  execution_count: 2,
                  data: { 'text/plain': "['x,y', '1,2']" }
                }
              ]
            },
            { outputs: [{ text: 'validation_metric: 0.25\n' }] }
          ]
        });
        expect(execution.output).toBe(
          "hello\nwarn\n['x,y', '1,2']\nvalidation_metric: 0.25\n"
        );
        for (const cell of execution.cells) {
          expect(cell.seconds).toBeGreaterThan(0);
        }
        expect(started).toHaveBeenCalledTimes(1);
      });

      it('know nothing of one another', async () => {
        await run('leftover = 1\nimport os\nos.environ["LEFT"] = "1"');
        const next = await run(
          'import os\nprint("leftover" in globals(), os.environ.get("LEFT"))'
        );
        expect(next.output).toBe('False None\n');
      });

      it('may use magics, await, subprocesses, and show pictures', async () => {
        const execution = await run(
          [
            '# %%',
            '%matplotlib inline',
            'import asyncio, subprocess, sys',
            'await asyncio.sleep(0.01)',
            'subprocess.run([sys.executable, "-c", "print(\'from below\')"], check=True)',
            '!echo from the shell',
            '# %%',
            'import matplotlib.pyplot as plt',
            '_ = plt.plot([1, 2])'
          ].join('\n')
        );
        expect(execution).toMatchObject({ status: 'ok' });
        expect(execution.output).toContain('from below');
        expect(execution.output).toContain('from the shell');
        expect(execution.cells[1].outputs).toMatchObject([
          {
            output_type: 'display_data',
            data: { 'image/png': expect.any(String) }
          }
        ]);
      });

      it('have what they wrote in their files, closed or not', async () => {
        const { status } = await run(
          'left = open("left.csv", "w")\nleft.write("1,2\\n")\nvalidation_metric = 1',
          { id: 'open' }
        );
        expect(status).toBe('ok');
        expect(await readFile(work('open', 'left.csv'), 'utf8')).toBe('1,2\n');
      });

      it('keep their files, and start from nothing when run again', async () => {
        const script =
          'import os\nprint(sorted(os.listdir()))\nopen("model.txt", "w").close()';
        const first = await run(script, { id: 'again' });
        expect(first.output).toBe("['input']\n");
        expect(await readdir(work('again'))).toEqual(['input', 'model.txt']);
        const second = await run(script, { id: 'again' });
        expect(second.output).toBe("['input']\n");
      });

      it('finds no arguments but its own, as in a fresh process', async () => {
        const execution = await run(
          'import argparse\nvalidation_metric = len(vars(argparse.ArgumentParser().parse_args()))'
        );
        expect(execution).toMatchObject({
          status: 'ok',
          metric: { variable: '0' }
        });
      });

      it.each([
        ['sys.exit()', 'import sys\nvalidation_metric = 1\nsys.exit()'],
        ['exit(0)', 'validation_metric = 1\nexit(0)'],
        ['quit()', 'validation_metric = 1\nquit()']
      ])('may end themselves with %s', async (_, code) => {
        const execution = await run(`# %%\n${code}\n# %%\nprint("never")`);
        expect(execution).toMatchObject({
          status: 'ok',
          reason: '',
          metric: { variable: '1' },
          cells: [{ outputs: [] }, { seconds: null, outputs: [] }]
        });
      });

      it('leave threads and processes behind, and nothing is left', async () => {
        const execution = await run(
          [
            'import subprocess, sys, threading, time',
            'threading.Thread(target=lambda: time.sleep(1000)).start()',
            'child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)"])',
            'print(child.pid)'
          ].join('\n')
        );
        expect(execution.status).toBe('ok');
        await expectEnd(Number(execution.output));
      });
    });

    describe('that fail', () => {
      it.each([
        ['os._exit', 'import os\nprint("before", flush=True)\nos._exit(0)'],
        [
          'an out-of-memory kill',
          'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)'
        ]
      ])('die of %s', async (_, code) => {
        expect(await run(`# %%\nx = 1\n# %%\n${code}`)).toMatchObject({
          status: 'died',
          reason: expect.stringMatching(/^The kernel died in cell 2; .*memory/),
          error: null,
          cells: [{}, {}]
        });
      });

      it('take their processes along when they die', async () => {
        const file = work('orphan', 'pid');
        await run(
          [
            'import os, subprocess',
            'with open("pid", "w") as file:',
            '    file.write(str(subprocess.Popen(["sleep", "1000"]).pid))',
            'os._exit(1)'
          ].join('\n'),
          { id: 'orphan' }
        );
        await expectEnd(Number(await readFile(file, 'utf8')));
      });

      it('have limits of time, files and processes before their first line', async () => {
        const code = [
          'import resource, shutil',
          'for name in ("CPU", "FSIZE", "CORE", "NPROC"):',
          '    soft, hard = resource.getrlimit(getattr(resource, "RLIMIT_" + name))',
          '    print(name, soft == hard, soft)',
          'print("DISK", True, shutil.disk_usage(".").total)',
          'resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))',
          'with open("large", "w") as file:',
          '    file.write("x" * 100)'
        ].join('\n');
        const execution = await run(code, { timeLimit: 20 });
        const limits = new Map(
          execution.output
            .trim()
            .split('\n')
            .map(line => line.split(' '))
            .map(([name, isHard, limit]) => [
              name,
              isHard === 'True' ? Number(limit) : NaN
            ])
        );
        expect(limits.get('CPU')).toBeGreaterThanOrEqual(20);
        expect(limits.get('CPU')).toBeLessThan(100000);
        expect(limits.get('FSIZE')).toBeGreaterThanOrEqual(2 ** 30);
        expect(limits.get('FSIZE')).toBeLessThanOrEqual(
          Math.max(2 ** 30, limits.get('DISK')!)
        );
        expect(limits.get('CORE')).toBe(0);
        expect(limits.get('NPROC')).toBeGreaterThan(1000);
        // A file that is too large is an error of the script, and not its death.
        expect(execution).toMatchObject({
          status: 'error',
          reason: expect.stringContaining('File too large')
        });
      });

      it('cannot take more memory than they may', async () => {
        const limited = new KernelRunner({
          pool,
          folder: 'runs/r',
          data: 'data',
          memoryLimit: 300
        });
        const within = await limited.run(
          { id: 'm1', code: 'x = bytearray(200 * 2**20)' },
          { timeLimit: 60, signal: new AbortController().signal }
        );
        expect(within.status).toBe('ok');
        const beyond = await limited.run(
          { id: 'm2', code: 'x = bytearray(2**30)' },
          { timeLimit: 60, signal: new AbortController().signal }
        );
        expect(beyond).toMatchObject({
          status: 'error',
          reason: 'MemoryError in cell 1; its limit is 300 MiB'
        });
        const arrays = await limited.run(
          { id: 'm3', code: 'import numpy\nx = numpy.ones(2**28)' },
          { timeLimit: 60, signal: new AbortController().signal }
        );
        expect(arrays).toMatchObject({
          status: 'error',
          reason: expect.stringMatching(/Unable to allocate .*300 MiB/)
        });
      });
    });

    describe('that do not end', () => {
      it('are interrupted when their time is over, all cells together', async () => {
        const execution = await run(
          '# %%\nimport time\ntime.sleep(0.7)\n# %%\nprint("still here")\ntime.sleep(600)',
          { timeLimit: 1.5 }
        );
        expect(execution).toMatchObject({
          status: 'timeout',
          reason: 'Ran longer than its 1.5 s, in cell 2',
          error: { name: 'KeyboardInterrupt', cell: 2 },
          output: 'still here\n'
        });
        expect(execution.seconds).toBeLessThan(6);
      });

      it.each([
        [
          'swallows interrupts',
          'while True:\n    try:\n        time.sleep(1)\n    except BaseException:\n        pass'
        ],
        ['holds the interpreter', 'time.sleep(0.5)\nsum(range(10**12))']
      ])('even one that %s', async (_, code) => {
        const execution = await run(
          `import os, time\nprint(os.getpid())\n${code}`,
          {
            timeLimit: 1
          }
        );
        expect(execution).toMatchObject({
          status: 'timeout',
          reason: 'Ran longer than its 1 s, in cell 1'
        });
        await expectEnd(Number(execution.output));
      });

      it('are stopped by a signal, while they wait and while they run', async () => {
        const controllers = [0, 1, 2].map(() => new AbortController());
        const started = [jest.fn(), jest.fn(), jest.fn()];
        const runs = controllers.map(({ signal }, index) =>
          run('import time\ntime.sleep(600)', {
            signal,
            onStart: started[index]
          })
        );
        await until(
          () => started.filter(each => each.mock.calls[0]).length === 2
        );
        // Two kernels run two; the third has to wait.
        controllers[2].abort();
        expect(await runs[2]).toMatchObject({
          status: 'interrupted',
          reason: 'Stopped before it began',
          cells: [{ seconds: null }]
        });
        expect(started[2]).not.toHaveBeenCalled();
        controllers[0].abort();
        controllers[1].abort();
        for (const execution of await Promise.all(runs.slice(0, 2))) {
          expect(execution).toMatchObject({
            status: 'interrupted',
            reason: 'Stopped before its end'
          });
        }
      });
    });

    describe('whose kernel is no good', () => {
      it('run in another one where theirs dies before they begin', async () => {
        const acquire = pool.acquire.bind(pool);
        const source = 'import os\n\ndef own():\n    return os.getpid()\n';
        const spy = jest.spyOn(pool, 'acquire');
        spy.mockImplementationOnce(async signal => {
          const lease = await acquire(signal);
          const pid = await callPython(
            lease.kernel,
            source,
            'own',
            {},
            z.number()
          );
          process.kill(pid, 'SIGKILL');
          return lease;
        });
        const execution = await run('validation_metric = 1');
        expect(execution).toMatchObject({ status: 'ok', reason: '' });
        expect(spy).toHaveBeenCalledTimes(2);
        spy.mockRestore();
      });
    });

    describe('side by side', () => {
      it('cannot change the data, nor what others wrote', async () => {
        const statements = [
          ['open("input/train.csv", "w")', 'input'],
          ['open("input/new.csv", "w")', 'input'],
          ['open(os.path.realpath("input/train.csv"), "a")', 'input'],
          ['open("input/../data/train.csv", "r+")', 'input'],
          ['os.open("input/train.csv", os.O_RDWR)', 'input'],
          ['os.truncate("input/train.csv", 0)', 'input'],
          ['os.remove("input/train.csv")', 'input'],
          ['os.unlink("input")', 'input'],
          ['os.rename("input", "mine")', 'input'],
          ['os.makedirs("input/x/y")', 'input'],
          ['shutil.rmtree("input/deep")', 'input'],
          ['shutil.move("input/train.csv", "mine.csv")', 'input'],
          ['shutil.copy("input/train.csv", "input/copy.csv")', 'input'],
          ['pathlib.Path("input", "a").write_text("a")', 'input'],
          ['pandas.DataFrame().to_csv("input/train.csv")', 'input'],
          ['numpy.save("input/a.npy", [1])', 'input'],
          ['open("../other.txt", "w")', 'own'],
          ['open("../../journal.txt", "w")', 'own'],
          ['shutil.rmtree("..")', 'own'],
          ['open("fine.txt", "w")', 'fine'],
          ['shutil.copy("input/train.csv", "copy.csv")', 'fine'],
          ['open("input/train.csv").read()', 'fine']
        ];
        const execution = await run(
          [
            'import numpy, os, pandas, pathlib, shutil',
            `for statement in ${JSON.stringify(statements.map(([code]) => code))}:`,
            '    try:',
            '        exec(statement)',
            '        print("fine")',
            '    except PermissionError as error:',
            '        print(error.strerror)'
          ].join('\n')
        );
        const says: Record<string, string> = {
          input: './input is read-only for candidates',
          own: 'candidates write to their own working folder only',
          fine: 'fine'
        };
        const said = execution.output.trim().split('\n');
        expect(statements.map(([code], index) => [code, said[index]])).toEqual(
          statements.map(([code, kind]) => [code, says[kind]])
        );
      });

      it('may make sure that folders are there', async () => {
        const execution = await run(
          'import os, pathlib\nfor name in ["input", "./input/", ".", "out"]:\n    os.makedirs(name, exist_ok=True)\n    pathlib.Path(name).mkdir(parents=True, exist_ok=True)\nos.rmdir("out/")'
        );
        expect(execution).toMatchObject({ status: 'ok', reason: '' });
      });

      it('work in folders of their own', async () => {
        const script = (own: string) =>
          [
            'import os, pathlib, tempfile, time',
            `pathlib.Path("mine.txt").write_text("${own}")`,
            'os.makedirs("a/b")',
            'os.rename("a", "c")',
            'tempfile.mkdtemp()',
            'time.sleep(1)',
            'print(pathlib.Path("mine.txt").read_text(), sorted(os.listdir("input")))'
          ].join('\n');
        const both = await Promise.all([run(script('A')), run(script('B'))]);
        expect(both.map(({ output }) => output)).toEqual([
          "A ['deep', 'train.csv']\n",
          "B ['deep', 'train.csv']\n"
        ]);
      });

      it('see no key', async () => {
        const execution = await run(
          'import os\nprint([name for name in os.environ if "API_KEY" in name])'
        );
        expect(execution.output).toBe('[]\n');
      });
    });
  });
}

/** Wait until a process is gone. */
async function expectEnd(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  await until(() => !existsSync(`/proc/${pid}`));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** Processes whose working folder is inside a folder, as `lsof` would say. */
async function processesIn(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    'for p in /proc/[0-9]*; do readlink $p/cwd; done 2>/dev/null || true'
  ]);
  return stdout.split('\n').filter(path => path.startsWith(folder));
}
