import { ContentsManager, KernelSpecManager } from '@jupyterlab/services';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { basename, join } from 'node:path';
import { stepRandom } from '../../src/base/random';
import { evidenceFor, importanceFor } from '../../src/run/evidence/evidence';
import type { IRunHost } from '../../src/run/host';
import { createRun, openRun } from '../../src/run/drive/run';
import { verifiedOf } from '../../src/run/pick';
import { journalOf, writeHouses } from '../headless/terminal';
import { onDisk, runningKernels, testKernels, testServer } from './server';

jest.setTimeout(240_000);

const python = join(__dirname, '..', '..', '.venv', 'bin', 'python');
const serverSettings = testServer();
const kernels = testKernels();
const contents = new ContentsManager({ serverSettings });
const specs = new KernelSpecManager({ serverSettings, standby: 'never' });
const host: IRunHost = { contents, kernels, specs, serverSettings };

/** The ids of the rows that are asked for, the last first. */
const asked = Array.from({ length: 30 }, (_, i) => String(1030 - i));

beforeAll(() => {
  writeHouses('trust/data', { rows: 240 });
  const file = (name: string) => onDisk('trust', 'data', name);
  const [head, ...rows] = readFileSync(file('train.csv'), 'utf8')
    .trim()
    .split('\n');
  const write = (name: string, lines: string[]) =>
    writeFileSync(file(name), [...lines, ''].join('\n'));
  write('train.csv', [
    `Id,${head}`,
    ...rows.map((row, i) => `${i + 1},${row}`)
  ]);
  const without = (row: string) => row.replace(/,[^,]*$/, '');
  write('test.csv', [
    `Id,${without(head)}`,
    ...asked.map((id, i) => `${id},${without(rows[i])}`).reverse()
  ]);
  write('sample_submission.csv', ['Id,price', ...asked.map(id => `${id},0`)]);
  writeFileSync(onDisk('submission.csv'), 'mine');
});

const idsIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(',')[0]);

afterAll(async () => {
  kernels.dispose();
  specs.dispose();
  contents.dispose();
  expect(await runningKernels()).toEqual([]);
});

const request = {
  goal: 'Predict the price of each house.',
  data: 'trust/data',
  metric: 'RMSE',
  direction: 'minimize' as const,
  coder: { kind: 'recipes' as const },
  steps: 4,
  drafts: 3,
  verifyLeaders: 2,
  verifyRuns: 1
};

/** A line and a wave: neither a linear model nor trees have all of it. */
function writeWaves(): void {
  const lines = Array.from({ length: 300 }, (_, i) => {
    const [x, z] = [(i * 37) % 101, ((i * 53) % 97) / 10];
    const y = x + 25 * Math.sin(z) + 30 * (stepRandom(1, i)() - 0.5);
    return `${x},${z},${y.toFixed(2)}`;
  });
  mkdirSync(onDisk('waves', 'data'), { recursive: true });
  writeFileSync(
    onDisk('waves', 'data', 'train.csv'),
    ['x,z,y', ...lines, ''].join('\n')
  );
  writeFileSync(
    onDisk('waves', 'data', 'test.csv'),
    [
      'x,z',
      ...lines.slice(0, 40).map(line => line.replace(/,[^,]*$/, '')),
      ''
    ].join('\n')
  );
}

it('picks by what the leaders score when they run again, and goes on where it was cut off', async () => {
  const run = await createRun(
    host,
    {
      ...request,
      objective: {
        kind: 'holdout',
        table: 'train.csv',
        target: 'price',
        id: 'Id',
        metric: 'rmse',
        split: { kind: 'random' },
        search: 0.2,
        final: 0.2
      }
    },
    'holdout'
  );
  // Stopped as soon as the first of the leaders ran again.
  let isCut = false;
  run.statusChanged.connect(() => {
    if (!isCut && run.tree.verification?.reruns.length === 3) {
      isCut = true;
      void run.command({ do: 'stop' });
    }
  });
  await run.start();
  const { path } = run;
  run.dispose();

  const again = await openRun(host, path);
  expect(again.status.phase).toBe('paused');
  const before = again.tree.verification!.reruns.length;
  expect(before).toBeGreaterThanOrEqual(3);
  // Cut off once more, where the pick is fitted on all rows.
  const isFitting = () =>
    again.status.news.some(({ code }) => code === 'fitting');
  again.statusChanged.connect(() => {
    if (isCut && isFitting()) {
      isCut = false;
      void again.command({ do: 'stop' });
    }
  });
  await again.start();
  expect(again.tree.verification!.isDone).toBe(true);
  expect(again.tree.submission).toBeNull();
  // Killed there, it would have left this.
  const killed = `${path}-killed`;
  again.statusChanged.connect(() => {
    if (isFitting() && !existsSync(onDisk(killed))) {
      cpSync(onDisk(path), onDisk(killed), { recursive: true });
    }
  });
  await again.start();
  expect(again.status.phase).toBe('finished');
  const { tree } = again;
  const { leaders, reruns, pick } = tree.verification!;
  expect(leaders).toHaveLength(2);
  expect(reruns.map(({ id, run }) => `${id} ${run}`).sort()).toEqual(
    leaders.flatMap(id => [`${id} 0`, `${id} 1`]).sort()
  );
  expect(reruns.flatMap(({ problem }) => problem)).toEqual(['', '', '', '']);
  const on = new Set(reruns.flatMap(r => r.scores.map(score => score.on)));
  expect([...on].sort()).toEqual(['final', 'fold 1', 'pass 1']);
  expect(verifiedOf(tree)?.id).toBe(pick);
  expect(readFileSync(onDisk(path, 'best.py'), 'utf8')).toContain(
    `Solution ${pick} of the run`
  );
  // What was asked for is beside the runs, and the script alone makes it again.
  expect(tree.submission).toMatchObject({
    id: pick,
    rows: 30,
    checked: true,
    fitted: 'all',
    problem: ''
  });
  const there = onDisk('trust');
  const name = tree.submission!.path!;
  const submitted = readFileSync(join(onDisk(), name), 'utf8');
  expect(submitted.split('\n')[0]).toBe('Id,price');
  expect(idsIn(submitted)).toEqual(asked);
  expect(readFileSync(onDisk(path, 'submission.csv'), 'utf8')).toBe(submitted);
  expect(readFileSync(join(onDisk(), 'submission.csv'), 'utf8')).toBe('mine');
  expect(
    readFileSync(onDisk(path, 'work', `${pick}-final`, 'input', 'train.csv'))
  ).toEqual(readFileSync(join(there, 'data', 'train.csv')));
  // Each of them ran in a folder of its own, with other rows to learn from.
  const [leader] = leaders;
  const rows = (id: string) =>
    readFileSync(onDisk(path, 'work', id, 'input', 'train.csv'), 'utf8');
  expect(rows(`${leader}-verify1`)).not.toBe(rows(leader));
  // What was recorded before the stop did not happen again.
  const finals = journalOf(path).filter(({ type }) => type === 'verify');
  expect(finals.length).toBeLessThanOrEqual(leaders.length * 2 + 4);
  // After a kill in the midst of the last fit, that is what the next start does.
  const next = await openRun(host, killed);
  expect(next.tree.submission).toBeNull();
  expect(next.status.phase).toBe('paused');
  await next.start();
  expect(next.tree.submission).toMatchObject({ id: pick, fitted: 'all' });
  expect(readFileSync(onDisk(killed, 'submission.csv'), 'utf8')).toBe(
    submitted
  );
  next.dispose();
  // Nothing is left to do.
  const events = journalOf(path).length;
  await again.verify();
  expect(journalOf(path)).toHaveLength(events);
  again.dispose();
});

it('runs a blend as a solution of its own, whose script gives the same predictions', async () => {
  writeWaves();
  const run = await createRun(
    host,
    {
      ...request,
      goal: 'Predict y.',
      data: 'waves/data',
      steps: 5,
      drafts: 5,
      verifyRuns: 0,
      objective: {
        kind: 'holdout',
        table: 'train.csv',
        target: 'y',
        metric: 'rmse',
        split: { kind: 'random' },
        search: 0.2,
        final: 0.2,
        seed: 1
      }
    },
    'blend'
  );
  await run.start();
  const { tree, path } = run;
  const blend = [...tree.solutions].find(({ stage }) => stage === 'blend')!;
  expect(blend.evaluation).toMatchObject({ bug: false });
  expect(blend.members!.length).toBeGreaterThan(1);
  expect(blend.weights!.reduce((sum, each) => sum + each)).toBeCloseTo(1);
  // It beats the best of its members, as was foretold.
  const member = tree.get(blend.members![0]);
  expect(blend.evaluation!.score!).toBeLessThan(member.evaluation!.score!);
  expect(tree.best?.id).toBe(blend.id);
  expect(blend.writing!.usage.calls).toBe(0);
  // Nothing is blended again, and no step of the budget was spent on it.
  expect(tree.size).toBe(6);
  expect(run.status.phase).toBe('finished');

  // What it predicted is set beside the answers, and each column weighed, by a script that
  // never saw them; nothing of it stays in the run's folder.
  const files = () => readdirSync(onDisk(path, 'work')).sort();
  const before = files();
  const evidence = await evidenceFor(host, run, blend.id);
  expect(evidence.problem).toBe('');
  expect(evidence.rows).toBeGreaterThanOrEqual(120);
  const [y] = evidence.targets;
  expect(y.numbers!.residuals.map(({ name }) => name).sort()).toEqual([
    'x',
    'z'
  ]);
  expect(y.worst.rows).toHaveLength(20);
  const importance = await importanceFor(
    host,
    run,
    blend.id,
    new AbortController().signal
  );
  expect(importance).toMatchObject({ problem: '', of: 2 });
  expect(importance.columns.map(([name]) => name).sort()).toEqual(['x', 'z']);
  const [[, loss, error]] = importance.columns;
  expect(loss).toBeGreaterThan(2 * error!);
  expect(files()).toEqual(before);
  const there = onDisk();
  run.dispose();
  // What a person calls submission.csv stays theirs.
  const handedIn = join(there, `submission-${basename(path)}.csv`);

  // best.py works as it stands, from the folder that holds the runs.
  rmSync(handedIn);
  const test = readFileSync(onDisk('waves', 'data', 'test.csv'), 'utf8');
  writeFileSync(
    join(there, 'later.csv'),
    test.split('\n').slice(0, 11).join('\n')
  );
  execFileSync(
    python,
    [join(there, path, 'best.py'), '--predict', 'later.csv'],
    { cwd: there }
  );
  // Threads add up in any order, so the last digit is chance.
  const numbers = (path: string) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .flatMap(line => line.split(',').map(cell => Number(cell).toFixed(6)));
  const own = numbers(onDisk(path, 'submission.csv'));
  expect(own).toHaveLength(40);
  expect(tree.submission).toMatchObject({ fitted: 'all', problem: '' });
  expect(numbers(handedIn)).toEqual(own);
  expect(readFileSync(join(there, 'submission.csv'), 'utf8')).toBe('mine');
  expect(readFileSync(join(there, path, 'best.py'), 'utf8')).not.toContain(
    'aide-recipe'
  );
  // And rows that came later: the first ten of them again.
  expect(numbers(join(there, 'later-predictions.csv'))).toEqual(
    own.slice(0, 10)
  );
});

it('measures the leaders of a cell objective again, and a reported score with other seeds', async () => {
  const cell = await createRun(
    host,
    {
      ...request,
      objective: {
        kind: 'cell',
        code: 'abs(validation_metric)',
        fresh: false
      }
    },
    'cell'
  );
  await cell.start();
  const { verification } = cell.tree;
  expect(verification).toMatchObject({ kind: 'cell', isDone: true });
  expect(verification!.reruns.map(({ scores }) => scores.length)).toEqual([
    1, 1
  ]);
  expect(verifiedOf(cell.tree)).not.toBeNull();
  // What it predicts is handed in, as in any run.
  expect(cell.tree.submission).toMatchObject({ checked: true, fitted: 'all' });
  cell.dispose();

  const reported = await createRun(
    host,
    { ...request, verifyRuns: null },
    'reported'
  );
  await reported.start();
  // Not by itself: what the script says of itself proves little.
  expect(reported.tree.verification).toBeNull();
  await reported.verify();
  const again = reported.tree.verification!;
  expect(again).toMatchObject({ kind: 'reported', isDone: true, runs: 2 });
  const [first] = again.leaders;
  const scores = again.reruns
    .filter(({ id }) => id === first)
    .flatMap(rerun => rerun.scores.map(({ score }) => score));
  expect(new Set(scores).size).toBe(2);
  reported.dispose();
});

it('tries solutions on a sample first, and gives what passes the full run', async () => {
  writeHouses('smoke/data', { rows: 2600 });
  const run = await createRun(
    host,
    {
      ...request,
      data: 'smoke/data',
      steps: 1,
      drafts: 1,
      smoke: 'on'
    },
    'smoke'
  );
  await run.start();
  const { path, tree } = run;
  const rows = (folder: string) =>
    readFileSync(onDisk(path, 'work', folder, 'input', 'train.csv'), 'utf8')
      .trim()
      .split('\n').length - 1;
  expect([rows('0001-smoke'), rows('0001')]).toEqual([2000, 2600]);
  expect(tree.get('0001')).toMatchObject({
    state: 'good',
    execution: { smoke: { rows: 2000, of: 2600, passed: true } }
  });
  run.dispose();
});
