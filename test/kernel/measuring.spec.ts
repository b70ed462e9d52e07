import { ContentsManager } from '@jupyterlab/services';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { callPython } from '../../src/kernel/callPython';
import { ManagedKernels } from '../../src/kernel/launcher';
import { KernelPool } from '../../src/kernel/pool';
import { KernelRunner } from '../../src/kernel/runner';
import { KernelScorer } from '../../src/kernel/scorer';
import { checkRequest, type RunConfig } from '../../src/run/config';
import { RunFolder } from '../../src/run/folder/folder';
import { prepareObjective } from '../../src/run/objectives/kinds';
import { drawSample } from '../../src/run/drive/drawn';
import {
  DeclaredFile,
  type GivenTask,
  TaskDeclaration
} from '../../src/task/declaration';
import { runPathsOf } from '../../src/run/runPaths';
import { evaluate } from '../../src/search/objective';
import { SolutionTree } from '../../src/search/tree';
import type { Evaluation } from '../../src/task/evaluation';
import type { Holdout, Objective } from '../../src/task/objectiveKinds';
import { onDisk, runningKernels, testKernels, testServer } from './server';

jest.setTimeout(240_000);

const serverSettings = testServer();
const kernelManager = testKernels();
const contents = new ContentsManager({ serverSettings });
const ROWS = 300;
/** An answer that follows from x, with a little on top that does not. */
const answer = (i: number) => 3 * Math.sin(i) + (((i * 7919) % 101) - 50) / 100;

const holdout: Objective = {
  kind: 'holdout',
  table: 'train.csv',
  target: 'y',
  targets: [],
  form: null,
  files: [],
  id: null,
  metric: 'RMSE',
  split: { kind: 'random' },
  search: 0.2,
  final: 0.2,
  folds: null,
  give: [],
  seed: 0
};

beforeAll(async () => {
  await mkdir(onDisk('measured', 'data', 'raw'), { recursive: true });
  await writeTable(answer);
  const copy = Array.from({ length: ROWS }, (_, i) => `${i} ${answer(i)}`);
  await writeFile(
    onDisk('measured', 'data', 'raw', 'old.data'),
    copy.join('\n')
  );
});

afterAll(async () => {
  kernelManager.dispose();
  contents.dispose();
  expect(await runningKernels()).toEqual([]);
});

async function writeTable(y: (i: number) => number): Promise<void> {
  const lines = Array.from(
    { length: ROWS },
    (_, i) => `${Math.sin(i)},${i % 13},${y(i).toFixed(4)}`
  );
  await writeFile(
    onDisk('measured', 'data', 'train.csv'),
    `x,z,y\n${lines.join('\n')}\n`
  );
}

/** A run's folder with what measures and runs its candidates. */
async function world(objective: Objective, given?: GivenTask) {
  const config: RunConfig = checkRequest({
    goal: 'Predict y.',
    data: 'measured/data',
    notebook: 'measured/a.ipynb',
    coder: { kind: 'recipes' },
    direction: 'minimize',
    objective,
    declaration: given && TaskDeclaration.parse(given)
  });
  const folder = await RunFolder.create(contents, 'measured', 'm', {
    version: 1,
    created: '2026-01-01T00:00:00Z',
    config,
    task: null
  });
  return open(config, folder);
}

async function open(config: RunConfig, folder: RunFolder) {
  const paths = runPathsOf(contents, folder.path, config);
  const launcher = new ManagedKernels({
    serverSettings,
    kernelManager,
    name: 'python3',
    path: paths.start,
    run: folder.path
  });
  const tree = new SolutionTree('minimize');
  const where = { launcher, contents, config, path: folder.path, paths };
  await drawSample(where, new AbortController().signal);
  const options = { launcher, contents, folder, paths, config, tree };
  const measuring = await prepareObjective(options);
  const pool = new KernelPool({ launcher, size: 1, preload: ['pandas'] });
  const runner = await measuring.runner(
    given =>
      new KernelRunner({
        pool,
        folder: paths.run,
        memoryLimit: null,
        ...given
      })
  );
  let count = 0;
  return {
    config,
    folder,
    measuring,
    judge: async (code: string): Promise<Evaluation> => {
      count += 1;
      const id = String(count).padStart(4, '0');
      const { signal } = new AbortController();
      return evaluate(
        await runner.run({ id, code }, { timeLimit: 60, signal })
      );
    },
    end: async () => {
      await measuring.dispose();
      await pool.shutdown();
    }
  };
}

const READ = `import pandas as pd
train = pd.read_csv('./input/train.csv')
test = pd.read_csv('./input/test.csv')
left = pd.read_csv('./input/sample_submission.csv').set_index('row_id')
`;
const WRITE = `left.reset_index().to_csv('submission.csv', index=False)
`;
const HONEST = `${READ}
left['y'] = 3 * test.set_index('row_id')['x']
validation_metric = 0.29
${WRITE}`;

describe('a hold-out', () => {
  it('scores what candidates predict, catches those that cheat, and comes back the same', async () => {
    const first = await world(holdout);
    const { judge, folder, config } = first;
    let honest: Evaluation;
    try {
      honest = await judge(HONEST);
      expect(honest).toMatchObject({ bug: false, reported: 0.29 });
      expect(honest.score).toBeGreaterThan(0.2);
      expect(honest.score).toBeLessThan(0.4);
      expect(honest.error).toBeLessThan(0.1);
      expect(honest.warnings).toEqual([]);

      // Reads the answers by a guessed path.
      const thief = await judge(
        `${READ}
answers = open('../../../../data/train.csv').read()
`
      );
      expect(thief.bug).toBe(true);
      expect(thief.reason).toContain('holds the answers');

      // Those of other divisions train on rows that are held out here.
      const other = await judge(`open('../../input/1/train.csv').read()`);
      expect(other.reason).toContain('holds the answers');

      // A copy under other names, in a folder of its own, is not there at all.
      const seen = await judge(
        `import os\nassert sorted(os.listdir('./input')) == ['folds.csv', 'sample_submission.csv', 'test.csv', 'train.csv']`
      );
      expect(seen.reason).toContain('left no submission.csv');
      expect(first.measuring.notes.join()).toContain('raw/old.data');

      // Remembers the rows it was trained on and finds none of them again.
      const memory = await judge(
        `${READ}
known = dict(zip(zip(train['x'], train['z']), train['y']))
left['y'] = [known.get(row, row[1] * 1e-3) for row in test.set_index('row_id')[['x', 'z']].itertuples(index=False, name=None)]
validation_metric = 0.0
${WRITE}`
      );
      expect(memory.score).toBeGreaterThan(1.5);
      expect(memory.warnings.join()).toContain('reports 0 and measures');

      // Prints a false score, writes in the order of another table.
      const misordered = await judge(
        `${READ}
left['y'] = sorted(3 * test['x'])
print('validation_metric: 0.01')
validation_metric = 0.01
${WRITE}`
      );
      expect(misordered.score).toBeGreaterThan(1.5);
      expect(misordered.warnings.join()).toContain('order of their rows');

      const constant = await judge(
        `${READ}left['y'] = 1\nvalidation_metric = 0.1\n${WRITE}`
      );
      expect(constant).toMatchObject({
        bug: true,
        reason: 'It predicts the same for every row.'
      });

      const none = await judge('validation_metric = 0.1');
      expect(none.reason).toContain('left no submission.csv');

      // Makes scikit-learn say what it likes, in its own kernel alone.
      const patched = await judge(
        `import sklearn.metrics
sklearn.metrics.root_mean_squared_error = lambda *a, **k: 0.0
${HONEST}`
      );
      expect(patched.score).toBe(honest.score);

      // Hands in what another left: it is as good as that, and no better.
      const copy = await judge(
        `import shutil
shutil.copy('../0001/submission.csv', 'submission.csv')
validation_metric = 0.01
`
      );
      expect(copy.score).toBe(honest.score);
      expect(copy.warnings.join()).toContain('reports 0.01 and measures');
      // Where a verification divides the rows anew, it has none of them.
      const { scorer } = first.measuring.holdout!;
      await scorer!.input(1);
      expect(await scorer!.score('0010', 1, 'final')).toMatchObject({
        score: null,
        problem: expect.stringMatching(/lacks \d+ of the 120 rows/)
      });

      const writer = await judge(
        `${READ}train.to_csv('./input/train.csv', index=False)\n`
      );
      expect(writer.reason).toContain('PermissionError');
    } finally {
      await first.end();
    }

    const record = JSON.parse(
      await readFile(onDisk(folder.path, 'holdout.json'), 'utf8')
    );
    expect(record.rows).toEqual({ train: 180, search: 60, final: 60 });
    const again = await open(config, folder);
    try {
      expect((await again.judge(HONEST)).score).toBe(honest.score);
    } finally {
      await again.end();
    }

    await writeTable(i => answer(i) + 1);
    await expect(open(config, folder)).rejects.toThrow(
      'are not those that this run began with'
    );
    await writeTable(answer);
  });

  it('scores every fold where data are few', async () => {
    const few = await world({ ...holdout, folds: 3 });
    try {
      const { score, error } = await few.judge(HONEST);
      expect(score).toBeGreaterThan(0.2);
      expect(score).toBeLessThan(0.4);
      expect(error).toBeLessThan(0.05);
    } finally {
      await few.end();
    }
  });

  it('goes by a sample that is drawn once, where one is declared, and keeps the whole out of reach', async () => {
    const table = { path: 'train.csv', dialect: { format: 'csv' } };
    const file = DeclaredFile.parse({ ...table, part: 'train' });
    const given = { targets: ['y'], files: [file] };
    const sample = { rows: 200, of: ROWS, isEstimate: false };
    const some = await world(holdout, { ...given, sample });
    try {
      const { train, search, final } = some.measuring.holdout!.division.rows;
      expect(train + search + final).toBe(200);
      expect((await some.judge(HONEST)).bug).toBe(false);
      for (const path of ['../../../../data', '../../sample']) {
        const thief = await some.judge(`open('${path}/train.csv').read()`);
        expect(thief.reason).toContain('holds the answers');
      }
      const vandal = await some.judge(`open('../../../../data/new', 'w')`);
      expect(vandal.reason).toContain('read-only');
    } finally {
      await some.end();
    }
    // The person's table may go or change: what was drawn stays.
    await writeTable(i => answer(i) + 1);
    await (await open(some.config, some.folder)).end();
    await writeTable(answer);
  });

  it('says what it cannot measure', async () => {
    await expect(world({ ...holdout, metric: 'wow' })).rejects.toThrow(
      'the metric wow is not known to the scorer'
    );
  });
});

/** Has a kernel end as soon as it reads what a candidate left. */
const TRAP = `import os
import pandas
def plant():
    read = pandas.read_csv
    def trap(path, *args, **kwargs):
        if 'submissions' in str(path):
            os._exit(9)
        return read(path, *args, **kwargs)
    pandas.read_csv = trap
`;

it('does not stop a run over a candidate that ends the scorer, also not the second time', async () => {
  const launcher = new ManagedKernels({
    serverSettings,
    kernelManager,
    name: 'python3',
    path: 'measured',
    run: 'measured/trapped'
  });
  let traps = 0;
  const scorer = new KernelScorer({
    launcher: {
      start: async signal => {
        const kernel = await launcher.start(signal);
        if (traps-- > 0) {
          await callPython(kernel, TRAP, 'plant', {}, z.null());
        }
        return kernel;
      },
      orphans: () => launcher.orphans(),
      find: id => launcher.find(id)
    },
    run: 'trapped',
    data: 'data',
    objective: holdout as Holdout
  });
  try {
    traps = 1;
    await scorer.input(0);
    const input = onDisk('measured', 'trapped', 'input', '0', 'test.csv');
    const [, ...rows] = (await readFile(input, 'utf8')).trim().split('\n');
    const left = rows.map(
      row => `${row.split(',').pop()},${row.split(',')[0]}`
    );
    const work = onDisk('measured', 'trapped', 'work', '0001');
    await mkdir(work, { recursive: true });
    const file = join(work, 'submission.csv');
    await writeFile(file, `row_id,y\n${left.join('\n')}\n`);
    await scorer.take('0001');
    // Whatever still runs may write there: what was taken is scored.
    await writeFile(file, 'row_id,y\n');
    const first = await scorer.score('0001', 0, 'search');
    expect(first.score).toBeGreaterThan(0);

    await scorer.dispose();
    traps = 2;
    const second = await scorer.score('0001', 0, 'search');
    expect(second).toMatchObject({
      score: null,
      problem: expect.stringMatching(/twice, the process that scores ended/)
    });
    expect(await scorer.score('0001', 0, 'search')).toEqual(first);
  } finally {
    await scorer.dispose();
  }
});

describe('an objective cell', () => {
  const code = `import math
assert abs(root(2.0) - math.sqrt(2.0)) < 1e-6, 'root(2) is wrong'
{'score': len(steps), 'error': 0.5, 'note': 'counted'}
`;

  it('measures in the kernel of the candidate', async () => {
    const cell = await world({ kind: 'cell', code, fresh: false });
    try {
      const good = await cell.judge(
        'root = lambda x: x ** 0.5\nsteps = [1, 2, 3]\nvalidation_metric = 9'
      );
      expect(good).toMatchObject({ score: 3, error: 0.5, reported: 9 });
      const wrong = await cell.judge('root = lambda x: x\nsteps = []');
      expect(wrong).toMatchObject({ bug: true, reason: 'root(2) is wrong' });
      const cheat = await cell.judge(
        'import math\nmath.sqrt = lambda x: x\nroot = lambda x: x\nsteps = []'
      );
      expect(cheat.reason).toBe(
        'It replaced math.sqrt, which the objective uses.'
      );
      const hidden = await cell.judge(
        'abs = len = lambda x: 0\nroot = lambda x: x\nsteps = [1]'
      );
      expect(hidden.reason).toBe('root(2) is wrong');
    } finally {
      await cell.end();
    }
  });

  it('takes no clock but the one that there was', async () => {
    const cell = await world({
      kind: 'cell',
      code: 'import time\nbegun = time.perf_counter()\nwork()\ntime.perf_counter() - begun',
      fresh: false
    });
    try {
      const cheat = await cell.judge(
        'import time\ntime.perf_counter = lambda: 0\nwork = lambda: sum(range(1000))'
      );
      expect(cheat.reason).toBe(
        'It replaced time.perf_counter, which the objective uses.'
      );
    } finally {
      await cell.end();
    }
  });

  it('measures in a fresh kernel, by the files alone', async () => {
    const cell = await world({
      kind: 'cell',
      code: "import statistics\nassert 'secret' not in globals(), 'sees it'\nstatistics.mean([float(open('size.txt').read())])",
      fresh: true
    });
    try {
      const good = await cell.judge(
        "secret = 1\nopen('size.txt', 'w').write('12.5')"
      );
      expect(good).toMatchObject({ score: 12.5, bug: false });
      // A module of its own in the place of the one that the cell imports.
      const shadow = await cell.judge(
        "open('size.txt', 'w').write('12.5')\nopen('statistics.py', 'w').write('mean = lambda values: -1')"
      );
      expect(shadow.score).not.toBe(-1);
      const missing = await cell.judge('secret = 1');
      expect(missing.reason).toContain('FileNotFoundError');
    } finally {
      await cell.end();
    }
  });
});
