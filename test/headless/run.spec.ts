import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  buildEngine,
  journalOf,
  kernelsOf,
  root,
  serverAccess,
  Terminal,
  terminal,
  writeHouses
} from './terminal';

const python = join(__dirname, '..', '..', '.venv', 'bin', 'python');
const goal = 'Predict the price of each house.';
const houses = [
  'run',
  ...[
    '--goal',
    goal,
    '--data',
    'houses',
    '--coder',
    'recipes',
    '--objective',
    'reported'
  ],
  ...['--metric', 'RMSE', '--direction', 'minimize']
];

jest.setTimeout(240_000);

beforeAll(() => {
  buildEngine();
  writeHouses('houses');
  mkdirSync(join(root(), 'nothing'), { recursive: true });
  mkdirSync(join(root(), 'open'), { recursive: true });
  writeFileSync(
    join(root(), 'open', 'rows.csv'),
    [
      'a,b',
      ...Array.from({ length: 80 }, (_, i) => `${i * 0.5},${80 - i}`)
    ].join('\n')
  );
});

/** That every solution was chosen, written and settled once, however often it was resumed. */
function expectOnce(run: string, nodes: number): void {
  const events = journalOf(run);
  const ids = (type: string) =>
    events
      .filter(event => event.type === type)
      .map(event => 'id' in event && event.id);
  const all = Array.from({ length: nodes }, (_, i) =>
    String(i + 1).padStart(4, '0')
  );
  expect(ids('select')).toEqual(all);
  expect(ids('write').sort()).toEqual(all);
  expect(ids('execute').sort()).toEqual(all);
  const final = events.flatMap(event =>
    event.type === 'evaluate' && event.final ? event.id : []
  );
  expect(final.sort()).toEqual(all);
}

it('searches with the offline recipes, and ends with a solution that gives its score', async () => {
  const { code, stdout, stderr } = await terminal([
    ...houses,
    ...['--steps', '6', '--kernels', '2', '--name', 'whole', '--json']
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    nodes: 6,
    direction: 'minimize',
    run: 'aide-runs/whole-1',
    script: 'aide-runs/whole-1/best.py',
    notebook: 'aide-runs/whole-1/best.ipynb',
    calls: 0
  });
  expect(report.good + report.buggy).toBe(6);
  expect(report.best).toBeLessThanOrEqual(report.first_draft);
  expect(report.improvement).toBeCloseTo(
    (report.first_draft - report.best) / report.first_draft
  );
  expect(report.seconds).toBeGreaterThan(0);

  // Plain lines for a person, since this is no terminal.
  expect(stderr).not.toContain('\x1b');
  expect(stderr).toMatch(/^○ 0001 writing/m);
  expect(stderr).toMatch(/^Best \S+.*, .*6 solutions/m);

  // The script runs from the folder that the command was given in.
  const printed = execFileSync(python, [report.script], {
    cwd: root(),
    encoding: 'utf8'
  });
  expect(Number(/validation_metric: (\S+)\s*$/.exec(printed)![1])).toBeCloseTo(
    report.best,
    6
  );
  // The notebook runs where it is.
  const executed = execFileSync(
    python,
    [
      '-c',
      'import sys, nbformat; from nbclient import NotebookClient; ' +
        'nb = nbformat.read(sys.argv[1], 4); nbformat.validate(nb); ' +
        'NotebookClient(nb, resources={"metadata": {"path": sys.argv[2]}}).execute(); ' +
        'print("".join(o.get("text", "") for c in nb.cells for o in c.get("outputs", [])))',
      join(root(), report.notebook),
      join(root(), report.run)
    ],
    { encoding: 'utf8' }
  );
  expect(executed).toMatch(/validation_metric: /);
  expectOnce(report.run, 6);
  expect(await kernelsOf(report.run)).toEqual([]);
});

it('is stopped cleanly by Ctrl+C, and goes on where it was', async () => {
  const first = new Terminal([
    ...houses,
    // More than any machine ends before it hears of the stop.
    ...['--steps', '500', '--name', 'stopped']
  ]);
  await first.says(/^\S 0001 (good|best)/m);
  first.process.kill('SIGINT');
  const stopped = await first.ended;
  expect(stopped).toMatchObject({ code: 130, stderr: '' });
  const run = 'aide-runs/stopped-1';
  expect(stopped.stdout).toContain(`jupyter aide run --resume ${run}`);
  expect(await kernelsOf(run)).toEqual([]);
  const nodes = journalOf(run).filter(event => event.type === 'select').length;
  expect(nodes).toBeLessThan(500);

  const asked = ['--steps', `${nodes + 1}`];
  const { code, stdout } = await terminal(['run', '--resume', run, ...asked]);
  expect(code).toBe(0);
  expect(stdout).toContain(`${nodes + 1} solutions`);
  expectOnce(run, nodes + 1);

  // There is nothing left to do, so no kernel is started for it.
  const again = await terminal(['run', '--resume', run]);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('All that was asked for is done.');
  expect(again.stdout).not.toContain('Starting a kernel');

  const more = ['--steps', `${nodes + 2}`];
  expect(await terminal(['run', '--resume', run, ...more])).toMatchObject({
    code: 0
  });
  expectOnce(run, nodes + 2);
});

it('goes on at hangup under nohup, and after it was killed, and ends the kernels that were left', async () => {
  const first = new Terminal(
    [...houses, ...['--steps', '4', '--slots', '1', '--name', 'killed']],
    { ignored: ['SIGHUP'] }
  );
  await first.says(/^\S 0001 running/m);
  first.process.kill('SIGHUP');
  await first.says(/^\S 0002 running/m);
  first.process.kill('SIGKILL');
  await first.ended;
  const run = 'aide-runs/killed-1';
  expect((await kernelsOf(run)).length).toBeGreaterThan(0);

  // As whoever started it does when the server has ended.
  const cutOff = new Terminal(['run', '--resume', run]);
  await cutOff.says(/^\S 0002 running/m);
  cutOff.process.stdin!.end();
  const cut = await cutOff.ended;
  expect(cut.code).toBe(1);
  expect(cut.stdout.trim().split('\n').at(-1)).toBe(
    `To go on:  jupyter aide run --resume ${run}`
  );

  const { code, stdout } = await terminal(['run', '--resume', run, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ nodes: 4 });
  expectOnce(run, 4);
  expect(await kernelsOf(run)).toEqual([]);
});

it('ends with 1 where no solution has a score, and says so', async () => {
  const { code, stdout } = await terminal([
    ...houses,
    ...['--steps', '1', '--memory-limit', '1', '--name', 'none']
  ]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/No solution has a score: 1 solution/);
});

it('writes the JSON into a file where one is named', async () => {
  const { code, stdout } = await terminal([
    ...houses,
    ...['--steps', '1', '--name', 'file', '--json', 'account.json']
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Best /m);
  expect(
    JSON.parse(readFileSync(join(root(), 'account.json'), 'utf8'))
  ).toMatchObject({ nodes: 1, run: 'aide-runs/file-1' });
});

it('draws a live tree in a terminal, no larger than its window', async () => {
  const output = execFileSync(
    python,
    [join(__dirname, 'in_pty.py'), '14', '60', ...houses, '--steps', '3'],
    { encoding: 'utf8', env: ptyEnvironment(), input: accessLine() }
  ).replaceAll('\x1b', '␛');
  expect(output).toContain('␛[?25l');
  expect(output.lastIndexOf('␛[?25h')).toBeGreaterThan(
    output.lastIndexOf('␛[?25l')
  );
  expect(output).toMatch(/␛\[1;33mbest/);
  const up = [...output.matchAll(/␛\[(\d+)A/g)].map(([, n]) => Number(n));
  expect(up.length).toBeGreaterThan(3);
  expect(Math.max(...up)).toBeLessThan(14);
});

it('asks in the terminal, whose answer is typed there', async () => {
  const access = { ...serverAccess(), terminal: '/dev/tty' };
  const output = execFileSync(
    python,
    [
      ...[join(__dirname, 'in_pty.py'), '24', '80', ...houses],
      ...['--ask', '--steps', '1', '--name', 'asked']
    ],
    {
      encoding: 'utf8',
      env: ptyEnvironment(),
      input: `${JSON.stringify(access)}\ny\n`
    }
  );
  expect(output).toMatch(/Solution 0001 waits. Run it\? \[y\/N\]/);
  expect(output).toMatch(/^Best /m);
});

it('asks in the terminal what the goal leaves open, and draws without colour where NO_COLOR is set', async () => {
  const access = { ...serverAccess(), terminal: '/dev/tty' };
  const output = execFileSync(
    python,
    [
      ...[join(__dirname, 'in_pty.py'), '24', '80', 'run'],
      ...['--goal', 'Predict `age` or `price`. RMSE.', '--data', 'houses'],
      ...['--coder', 'recipes', '--objective', 'reported', '--steps', '1']
    ],
    {
      encoding: 'utf8',
      env: { ...ptyEnvironment(), NO_COLOR: '1' },
      input: `${JSON.stringify(access)}\nprice\n`
    }
  ).replaceAll('\x1b', '␛');
  expect(output).toContain('Which column is to be predicted:');
  expect(output).toMatch(/1 (?:age|price)\s+2 (?:age|price)\s+Number or name/);
  expect(output).toMatch(/Target +price, a number/);
  expect(output).toMatch(/^Best /m);
  expect(output).toContain('␛[?25l');
  expect(output).not.toMatch(/␛\[[\d;]*m/);
});

function ptyEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TERM: 'xterm-256color',
    AIDE_TEST_NODE: process.execPath,
    AIDE_TEST_FOLDER: root()
  };
}

const accessLine = () => `${JSON.stringify(serverAccess())}\n`;

describe('bad input', () => {
  const given = (change: string[]) => ['run', '--goal', goal, ...change];

  it.each<[string, string[], number, RegExp]>([
    ['a wrong command', ['walk'], 2, /There is no command “walk”/],
    ['no goal', ['run', '--data', 'houses'], 2, /There is no goal/],
    ['no data', given([]), 2, /There is no data folder/],
    [
      'a missing folder',
      given(['--data', 'homes']),
      2,
      /There is no folder “homes”/
    ],
    [
      'a goal of no column in the folder itself',
      ['run', '--goal', 'Find something of interest.', '--data', '.'],
      2,
      /Which column is to be predicted: “price” or “age”/
    ],
    [
      'an empty folder',
      given(['--data', 'nothing']),
      2,
      /The folder “nothing” is empty. Put the data there/
    ],
    [
      'a goal that leaves open what to predict',
      ['run', '--goal', 'Find something of interest.', '--data', 'open'],
      2,
      /Which column of rows.csv is to be predicted\?/
    ],
    [
      'a metric that is not known',
      ['run', '--goal', 'Predict `a`. The metric is NDCG.', '--data', 'open'],
      2,
      /The goal asks for “NDCG”, which/
    ],
    [
      'no steps',
      given(['--data', 'houses', '--steps', '0']),
      2,
      /The steps cannot be 0; it takes a whole number from 1 to 10000/
    ],
    [
      'a kernel that is not there',
      given(['--data', 'houses', '--kernel', 'julia']),
      2,
      /There is no kernel “julia” on this server. Choose “python3”/
    ],
    [
      'a coder that is not there',
      given(['--data', 'houses', '--coder', 'monkey']),
      2,
      /There is no coder “monkey”; it is recipes or openai/
    ],
    [
      'no model',
      given(['--data', 'houses', '--coder', 'openai']),
      2,
      /No model is chosen/
    ],
    [
      'a folder that is no run',
      ['run', '--resume', 'houses'],
      2,
      /There is no run in “houses”/
    ]
  ])('%s ends with its sentence', async (_, args, code, sentence) => {
    const ending = await terminal(args);
    expect(ending.stderr).toMatch(sentence);
    expect(ending.stderr).toMatch(/^\S.*\S\n$/);
    expect(ending).toMatchObject({ code, stdout: '' });
    expect(existsSync(join(root(), 'aide-runs', 'predict-the-price-1'))).toBe(
      false
    );
  });

  it('what a kernel cannot import is said in its own words, and no folder is made', async () => {
    const size = 'numpy.dtype size changed, may indicate incompatibility';
    const folder = join(root(), '..', 'data', 'kernels', 'broken');
    const packages = join(root(), '..', 'broken');
    mkdirSync(join(packages, 'pandas'), { recursive: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(packages, 'pandas', '__init__.py'),
      `raise ValueError('${size}')`
    );
    const argv = ['-m', 'ipykernel_launcher', '-f', '{connection_file}'];
    writeFileSync(
      join(folder, 'kernel.json'),
      JSON.stringify({
        argv: [python, ...argv],
        language: 'python',
        display_name: 'Broken',
        env: { PYTHONPATH: packages }
      })
    );
    const asked = ['--kernel', 'broken', '--name', 'broken'];
    const { code, stderr } = await terminal([...houses, ...asked]);
    rmSync(folder, { recursive: true });
    expect(stderr).toBe(
      `The kernel “broken” cannot import pandas (ValueError: ${size}). Run “pip install --upgrade numpy pandas scikit-learn” in its environment, or choose another kernel.\n`
    );
    expect(code).toBe(2);
    expect(existsSync(join(root(), 'aide-runs', 'broken-1'))).toBe(false);
  });

  it('a run of a newer version is refused', async () => {
    const folder = join(root(), 'aide-runs', 'newer-1');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run.json'), '{"version": 2}');
    const ending = await terminal(['run', '--resume', 'aide-runs/newer-1']);
    expect(ending.stderr).toMatch(/newer version.*Update jupyterlab-aide/);
    expect(ending.code).toBe(2);
  });

  it('a server that is not there or lets nobody in is named', async () => {
    const probe = createServer();
    const port = await new Promise<number>(resolve =>
      probe.listen(0, '127.0.0.1', () =>
        resolve((probe.address() as { port: number }).port)
      )
    );
    await new Promise(resolve => probe.close(resolve));
    const gone = await terminal(houses, {
      url: `http://127.0.0.1:${port}/`
    });
    expect(gone.stderr).toMatch(/cannot be reached.*Check that it is running/);
    const locked = await terminal(houses, { token: 'wrong' });
    expect(locked.stderr).toMatch(/refuses \(403\). Check AIDE_SERVER_TOKEN/);
    expect([gone.code, locked.code]).toEqual([1, 1]);
  });
});

it('tells its options and its version', async () => {
  for (const args of [[], ['--help'], ['run', '--help']]) {
    const { code, stdout } = await terminal(args, { url: '' });
    expect(code).toBe(0);
    expect(stdout).toContain('--steps');
  }
  const { stdout } = await terminal(['--version']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
});
