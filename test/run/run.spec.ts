import { ServerConnection } from '@jupyterlab/services';
import { ExternalError } from '../../src/base/externalError';
import type { IRunHost } from '../../src/run/host';
import { createRun, openRun } from '../../src/run/drive/run';
import { listRuns } from '../../src/run/folder/folder';
import { RunSession } from '../../src/run/drive/session';
import type { RunRequest } from '../../src/run/config';
import { MemoryContents } from './contents';
import { grown } from './events';

const python = { name: 'python3', language: 'python' };

function hostWith(contents: MemoryContents, specs: object[] = [python]) {
  return {
    contents: contents.manager,
    specs: { ready: Promise.resolve(), specs: { kernelspecs: specs } }
  } as unknown as IRunHost;
}

function project(): MemoryContents {
  const contents = new MemoryContents();
  contents.put('work', '', 'directory');
  contents.put('work/data', '', 'directory');
  contents.put('work/data/train.csv', 'a,b\n1,2\n');
  contents.put('work/empty', '', 'directory');
  return contents;
}

const request: RunRequest = {
  goal: 'Predict b.',
  data: 'work/data',
  notebook: 'work/House prices.ipynb',
  coder: { kind: 'recipes' }
};

it('makes a folder beside the notebook, numbered, that can be opened again', async () => {
  const contents = project();
  const host = hostWith(contents);
  const first = await createRun(host, request);
  const second = await createRun(host, { ...request, steps: 7 });
  expect(first.path).toBe('work/aide-runs/House prices-1');
  expect(second.path).toBe('work/aide-runs/House prices-2');
  const opened = await openRun(host, second.path);
  expect(opened.config).toEqual(second.config);
  expect(opened.config.steps).toBe(7);
  expect(opened.status.phase).toBe('paused');
  expect(opened.notes).toEqual([]);
});

it('is called after its goal, or as it is told, where there is no notebook', async () => {
  const host = hostWith(project());
  const named = async (goal: string, name?: string) =>
    (await createRun(host, { ...request, notebook: null, goal }, name)).path;
  expect(await named('Predict the sale price of each house, please')).toBe(
    'aide-runs/predict-the-sale-price-of-1'
  );
  expect(await named('…')).toBe('aide-runs/run-1');
  expect(await named('Predict b.', '../a/b: c')).toBe('aide-runs/-a-b- c-1');
  expect(await named('Predict b.', 'houses')).toBe('aide-runs/houses-1');
  expect(await named('Predict b.', 'houses')).toBe('aide-runs/houses-2');
});

it.each<[string, Partial<RunRequest>, string]>([
  [
    'no steps',
    { steps: 0 },
    'The steps cannot be 0; it takes a whole number from 1 to 10000.'
  ],
  [
    'too many steps',
    { steps: 1e9 },
    'The steps cannot be 1000000000; it takes a whole number from 1 to 10000.'
  ],
  [
    'no goal',
    { goal: ' \n' },
    'There is no goal: say in a sentence or two what to predict.'
  ],
  [
    'no model',
    { coder: { kind: 'openai', model: '' } },
    'No model is chosen: name one, or use the offline recipes.'
  ],
  [
    'a time budget of nothing',
    { timeBudget: 0 },
    'The time budget cannot be 0; it takes a number above 0.'
  ],
  [
    'a missing folder',
    { data: 'work/dat' },
    'There is no folder “work/dat”. Choose the folder that holds the data.'
  ],
  [
    'an empty folder',
    { data: 'work/empty' },
    'The folder “work/empty” is empty. Put the data there, or choose another folder.'
  ],
  [
    'a file for a folder',
    { data: 'work/data/train.csv' },
    '“work/data/train.csv” is a file. Choose the folder that it is in.'
  ],
  [
    'a kernel that is not there',
    { kernel: 'py' },
    'There is no kernel “py” on this server. Choose “python3”.'
  ]
])('refuses %s in a sentence, and makes no folder', async (_, change, says) => {
  const contents = project();
  await expect(
    createRun(hostWith(contents), { ...request, ...change })
  ).rejects.toMatchObject({ name: 'InvalidRequest', message: says });
  expect(contents.paths.join()).not.toContain('aide-runs');
});

it('says how to get a Python kernel where there is none', async () => {
  const create = (specs: object[], kernel: string) =>
    createRun(hostWith(project(), specs), { ...request, kernel });
  await expect(create([], 'python3')).rejects.toThrow(
    'Install one with “pip install ipykernel” where the server runs.'
  );
  const julia = { name: 'julia', language: 'julia' };
  await expect(create([julia, python], 'julia')).rejects.toThrow(
    'The kernel “julia” runs julia, but solutions are written in Python. Choose “python3”.'
  );
});

it('says that a folder is read-only', async () => {
  const contents = project();
  contents.trouble = 'read-only';
  await expect(createRun(hostWith(contents), request)).rejects.toThrow(
    /“work\/aide-runs” may not be written: the folder is read-only/
  );
});

it('says what stopped it, and not that its end met with the same', async () => {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: 'http://127.0.0.1:1/',
    fetch: async () => new Response('{}', { status: 404 })
  });
  const host = { ...hostWith(project()), serverSettings };
  const run = await createRun(host, request);
  const cause = new ExternalError('The gateway is gone.', 'kernel');
  jest.spyOn(RunSession.prototype, 'begin').mockRejectedValue(cause);
  const end = jest
    .spyOn(RunSession.prototype, 'end')
    .mockRejectedValue(
      new ExternalError('Some kernels cannot be ended.', 'kernel')
    );
  await run.start();
  expect(end).toHaveBeenCalledTimes(1);
  expect(run.status).toMatchObject({ phase: 'paused', fault: cause });
  jest.restoreAllMocks();
});

it('folds the journal of an earlier session, damage included', async () => {
  const contents = project();
  const host = hostWith(contents);
  const { path } = await createRun(host, {
    ...request,
    direction: 'minimize',
    steps: 10
  });
  const lines = grown(10).map((event, i) =>
    JSON.stringify({ time: '2025-01-01T00:00:00Z', elapsed: i, event })
  );
  contents.put(`${path}/journal/0001.jsonl`, `${lines.join('\n')}\n`);
  const whole = await openRun(host, path);
  expect(whole.status).toMatchObject({ phase: 'finished', elapsed: 49 });
  expect(whole.status.usage.calls).toBe(20);
  expect(whole.tree.best?.id).toBe('0010');

  contents.put(`${path}/journal/0001.jsonl`, lines.join('\n').slice(0, -9));
  const torn = await openRun(host, path);
  expect(torn.status.phase).toBe('paused');
  expect(torn.tree.size).toBe(10);
  expect(torn.notes).toEqual([
    'The last line of journal/0001.jsonl was cut off and is left out.'
  ]);
});

it.each<[string, Partial<RunRequest>, string]>([
  ['its steps are done', { steps: 10 }, 'finished'],
  ['its time is spent', { steps: 20, timeBudget: 40 }, 'finished'],
  ['there are steps left', { steps: 20, timeBudget: 60 }, 'paused'],
  ['its best is still to be verified', { steps: 10, verifyRuns: 2 }, 'paused']
])('opens a run as over or not where %s', async (_, limits, phase) => {
  const contents = project();
  const host = hostWith(contents);
  const { path } = await createRun(host, {
    ...request,
    direction: 'minimize',
    ...limits
  });
  const lines = grown(10).map((event, elapsed) =>
    JSON.stringify({ time: '2025-01-01T00:00:00Z', elapsed, event })
  );
  contents.put(`${path}/journal/0001.jsonl`, `${lines.join('\n')}\n`);
  expect((await openRun(host, path)).status.phase).toBe(phase);
});

it('opens a run whose run.json was cut off while it was saved', async () => {
  const contents = project();
  const host = hostWith(contents);
  const { path } = await createRun(host, request);
  const whole = contents.text(`${path}/run.json`);
  for (const torn of ['', whole.slice(0, 200)]) {
    contents.put(`${path}/run.json`, torn);
    const run = await openRun(host, path);
    expect(run.config).toEqual(
      (await listRuns(contents.manager, 'work'))[0].file!.config
    );
    // It is written again by whoever goes on with the run, and by nobody else.
    expect(contents.text(`${path}/run.json`)).toBe(torn);
    await run.command({ do: 'extend', steps: 50 });
    expect(JSON.parse(contents.text(`${path}/run.json`)).config.steps).toBe(50);
  }
  // A machine that is lost before: the copy is what was cut off.
  contents.put(`${path}/run.copy`, whole.slice(0, 200));
  expect((await openRun(host, path)).config.steps).toBe(50);
});

it('keeps a raised budget', async () => {
  const host = hostWith(project());
  const run = await createRun(host, request);
  await run.command({ do: 'extend', steps: 50 });
  await expect(run.command({ do: 'extend', steps: 0 })).rejects.toThrow(
    /steps cannot be 0/
  );
  expect((await openRun(host, run.path)).config.steps).toBe(50);
});

it('lists the runs of a folder, newest first, those that cannot be opened too', async () => {
  const contents = project();
  const host = hostWith(contents);
  expect(await listRuns(contents.manager, 'work')).toEqual([]);
  for (let i = 0; i < 4; i++) {
    await createRun(host, request);
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  const path = (n: number) => `work/aide-runs/House prices-${n}`;
  const file = contents.text(`${path(1)}/run.json`);
  contents.put(
    `${path(1)}/run.json`,
    file.replace('"version": 1', '"version": 2')
  );
  contents.put(`${path(2)}/run.json`, file.slice(0, 100));
  contents.put(`${path(2)}/run.copy`, file.slice(0, 100));
  const runs = await listRuns(contents.manager, 'work');
  expect(runs.map(run => run.path)).toEqual([4, 3, 1, 2].map(path));
  expect(runs.map(run => run.problem)).toEqual([
    null,
    null,
    expect.stringMatching(/made by a newer version.*Update jupyterlab-aide/),
    expect.stringMatching(/its run.json is damaged/)
  ]);
  await expect(openRun(host, path(1))).rejects.toThrow(/newer version/);
  await expect(openRun(host, path(2))).rejects.toThrow(/damaged/);
  await expect(openRun(host, 'work/data')).rejects.toThrow(
    'There is no run in “work/data”'
  );
});
