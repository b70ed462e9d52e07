import {
  ContentsManager,
  KernelAPI,
  KernelSpecManager
} from '@jupyterlab/services';
import { existsSync, readFileSync } from 'node:fs';
import type { IRunHost } from '../../src/run/host';
import { createRun, openRun } from '../../src/run/drive/run';
import type { RunModel } from '../../src/run/live/runModel';
import type { Execution } from '../../src/task/execution';
import { journalOf, kernelsOf, writeHouses } from '../headless/terminal';
import { cutOff } from './cutOff';
import { onDisk, testKernels, testServer } from './server';

jest.setTimeout(90_000);

const serverSettings = testServer();
const kernels = testKernels();
const contents = new ContentsManager({ serverSettings });
const specs = new KernelSpecManager({ serverSettings, standby: 'never' });
const host: IRunHost = { contents, kernels, specs, serverSettings };

beforeAll(() => {
  writeHouses('up/data');
});

/** Those whose page is gone. */
const left: RunModel[] = [];

afterAll(() => {
  // They wait for what never comes.
  left.forEach(run => void run.leave());
  kernels.dispose();
  specs.dispose();
  contents.dispose();
});

/** Notes each of its starts, waits for a file, and goes on in another cell. */
const script = `# %%
print('begun')
with open('starts.txt', 'a') as file:
    file.write('first\\n')
# %%
import os, time
from IPython.display import HTML, display
display(HTML('<b>shown</b>'))
with open('starts.txt', 'a') as file:
    file.write('second\\n')
while not os.path.exists('go'):
    time.sleep(0.05)
print('gone on')
# %%
with open('starts.txt', 'a') as file:
    file.write('third\\n')
validation_metric = 7
print('validation_metric:', validation_metric)
`;

/** A run whose one solution is a script, driven by a page that is about to go. */
async function begin(name: string, code = script, config = {}) {
  const page = cutOff(serverSettings);
  const run = await createRun(
    page.host,
    {
      goal: 'Predict `price`. The metric is RMSE.',
      data: 'up/data',
      metric: 'RMSE',
      direction: 'minimize',
      coder: { kind: 'recipes' },
      kernels: 1,
      slots: 1,
      steps: 1,
      verifyRuns: 0,
      ...config
    },
    name
  );
  await run.command({ do: 'ask', parent: null, hint: '', code });
  void run.start().catch(() => undefined);
  const work = (...path: string[]) => onDisk(run.path, 'work', '0001', ...path);
  const started = () =>
    existsSync(work('starts.txt'))
      ? readFileSync(work('starts.txt'), 'utf8').trim().split('\n')
      : [];
  left.push(run);
  return { page, path: run.path, work, started };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** What was recorded of one solution, in order. */
const recorded = (path: string) =>
  journalOf(path).filter(event => 'id' in event && event.id === '0001');

/** What a solution showed, cell by cell. */
const shown = ({ cells }: Execution) =>
  cells.map(({ outputs }) =>
    outputs.map(output =>
      output.output_type === 'stream'
        ? output.text
        : 'data' in output
          ? Object.keys(output.data as object)
          : output.output_type
    )
  );

/** Have the page go away while the second cell runs, and the next driver come. */
async function reload(
  { page, path, started }: Awaited<ReturnType<typeof begin>>,
  meanwhile: () => Promise<unknown> = async () => undefined
): Promise<{ run: RunModel; done: Promise<void> }> {
  await until(() => started().length === 2);
  await until(() => recorded(path).some(({ type }) => type === 'run'));
  page.leave();
  await meanwhile();
  const run = await openRun(host, path);
  expect(run.tree.get('0001').state).toBe('running');
  return { run, done: run.start({ take: true }) };
}

const runs = (path: string) =>
  recorded(path).filter(({ type }) => type === 'run').length;

/** Let the second cell come to its end. */
const letGo = (path: string) =>
  contents.save(`${path}/work/0001/go`, {
    type: 'file',
    format: 'text',
    content: ''
  });

it('takes up a candidate whose page was reloaded, with all that it put out', async () => {
  const { path, started, ...page } = await begin('reloaded');
  const { run, done } = await reload({ path, started, ...page });
  await until(() => run.status.phase === 'running');
  // It waits for the cell that runs.
  await new Promise(resolve => setTimeout(resolve, 500));
  await letGo(path);
  await done;
  expect(run.tree.get('0001')).toMatchObject({
    state: 'good',
    evaluation: { score: 7 }
  });
  expect(started()).toEqual(['first', 'second', 'third']);
  const execution = (await run.execution('0001'))!;
  expect(shown(execution)).toEqual([
    ['begun\n'],
    [expect.arrayContaining(['text/html']), 'gone on\n'],
    ['validation_metric: 7\n']
  ]);
  expect(execution.output).toContain('begun');
  expect(execution.cells.every(({ seconds }) => seconds !== null)).toBe(true);
  const types = recorded(path).map(({ type }) => type);
  expect(types.filter(type => type === 'execute')).toHaveLength(1);
  expect(await kernelsOf(path)).toEqual([]);
  run.dispose();
});

it('takes up one whose cell came to its end with an error meanwhile', async () => {
  const begun = await begin(
    'failed',
    script.replace("print('gone on')", "raise ValueError('gone wrong')")
  );
  const { run, done } = await reload(begun);
  await until(() => run.status.phase === 'running');
  await new Promise(resolve => setTimeout(resolve, 500));
  await letGo(begun.path);
  await done;
  expect(run.tree.get('0001')).toMatchObject({
    state: 'buggy',
    execution: { status: 'error', reason: 'ValueError: gone wrong in cell 2' }
  });
  expect(begun.started()).toEqual(['first', 'second']);
  run.dispose();
});

it('holds a candidate to its time that is taken up', async () => {
  const begun = await begin('late', script, { timeLimit: 8 });
  const { run, done } = await reload(begun);
  await done;
  expect(run.tree.get('0001')).toMatchObject({
    state: 'buggy',
    execution: { status: 'timeout' }
  });
  expect(begun.started()).toEqual(['first', 'second']);
  run.dispose();
});

it('runs a candidate again that only a clock made late', async () => {
  const begun = await begin('clock', script, { timeLimit: 60 });
  const { path, started } = begun;
  const now = Date.now.bind(Date);
  const clock = jest.spyOn(Date, 'now');
  const { run, done } = await reload(begun, async () => {
    clock.mockImplementation(() => now() + 3_600_000);
  });
  await until(() => runs(path) === 2);
  clock.mockRestore();
  await until(() => started().length === 2);
  await letGo(path);
  await done;
  expect(run.tree.get('0001').state).toBe('good');
  expect(started()).toEqual(['first', 'second', 'third']);
  run.dispose();
});

it('runs a candidate again whose kernel is gone', async () => {
  const begun = await begin('gone');
  const { path, started } = begun;
  const { run, done } = await reload(begun, async () => {
    const there = (await kernelsOf(path)) as { id: string }[];
    await Promise.all(
      there.map(({ id }) => KernelAPI.shutdownKernel(id, serverSettings))
    );
  });
  await until(() => runs(path) === 2);
  await until(() => started().length === 2);
  await letGo(path);
  await done;
  expect(run.tree.get('0001').state).toBe('good');
  expect(started()).toEqual(['first', 'second', 'third']);
  expect(await kernelsOf(path)).toEqual([]);
  run.dispose();
});
