import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { helpText, readCommand } from '../../src/headless/options';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aide-options-'));
  mkdirSync(join(folder, 'data', 'houses'), { recursive: true });
  writeFileSync(join(folder, 'goal.md'), '# Houses\nPredict the price.\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = (line: string) => readCommand(line.split(' '), folder);

it('keeps its help within 80 columns and its words whole', () => {
  const text = helpText();
  for (const line of text.split('\n')) {
    expect(line.length).toBeLessThanOrEqual(80);
  }
  expect(text.replace(/\s+/g, ' ')).toContain(
    'or a Python file whose last expression is the score'
  );
  expect(text).not.toContain('undefined');
});

it('takes numbers, text and flags by the fields of the configuration', () => {
  expect(
    read(
      '--goal goal.md --data ./data/houses --steps 7 --time-limit=1.5 --metric RMSE --direction minimize --review-failures --ask --seed=-3 --name houses --model small --temperature 0.5'
    )
  ).toEqual({
    kind: 'new',
    request: {
      goal: '# Houses\nPredict the price.\n',
      data: 'data/houses',
      dataFromBase: null,
      steps: 7,
      timeLimit: 1.5,
      metric: 'RMSE',
      direction: 'minimize',
      askBeforeRunning: true,
      reviewFailures: true,
      seed: -3
    },
    coder: { kind: undefined, model: 'small', temperature: 0.5 },
    task: { given: {}, guess: false },
    name: 'houses',
    json: null
  });
});

it('puts an option before what a task file says, and what follows from that', () => {
  writeFileSync(
    join(folder, 'whole.json'),
    JSON.stringify({
      targets: ['price'],
      kind: 'regression',
      metric: { name: 'RMSE', direction: 'minimize' },
      leftOut: [
        { column: 'sold', why: 'known too late' },
        { column: 'a', why: 'known too late' }
      ],
      split: { kind: 'time', column: 'day' },
      sources: {
        targets: { from: 'from the goal' },
        split: { from: 'a guess', sure: 'guess' }
      }
    })
  );
  const given = (options: string) => {
    const command = read(`--goal g --data data --task whole.json ${options}`);
    return 'task' in command ? command.task.given : {};
  };
  expect(given('--split random')).toEqual({
    targets: ['price'],
    kind: 'regression',
    metric: expect.objectContaining({ name: 'RMSE' }),
    split: { kind: 'random' },
    leftOut: expect.anything(),
    sources: { targets: expect.objectContaining({ from: 'from the goal' }) }
  });
  const sold = given('--target sold --metric AUC');
  expect(sold.targets).toEqual(['sold']);
  expect(sold.leftOut?.map(({ column }) => column)).toEqual(['a']);
  expect(sold).not.toHaveProperty('kind');
  expect(sold).not.toHaveProperty('metric');
  expect(Object.keys(sold.sources!)).toEqual(['split']);
});

it('takes what is declared of the task', () => {
  writeFileSync(
    join(folder, 'task.json'),
    JSON.stringify({ targets: ['z'], leftOut: [{ column: 'a', why: 'late' }] })
  );
  const start = '--goal g --data data';
  expect(
    read(
      `${start} --task task.json --target y --split group:match_id --id a --id b --guess`
    )
  ).toMatchObject({
    task: {
      given: {
        targets: ['y'],
        split: { kind: 'group', column: 'match_id' },
        idColumns: ['a', 'b'],
        leftOut: [{ column: 'a', why: 'late' }]
      },
      guess: true
    }
  });
  expect(() => read(`${start} --split nowhere`)).toThrow('group:COLUMN');
  expect(() => read(`${start} --task goal.md`)).toThrow('no JSON');
  expect(() => read('--resume data --target y')).toThrow('--target');
});

it.each([
  ['[]', 'It holds entries by their names'],
  ['{"frob": ["z"]}', 'no entry “frob”: entries are targets, kind'],
  ['{"tagret": ["z"]}', 'no entry “tagret”; “targets” is one'],
  ['{"target": ["z"]}', '“target”; “targets” is one: "targets": ["price"]'],
  ['{"targets": "z"}', '“targets” is "z", and the entry is written like'],
  ['{"targets": []}', '“targets” is []'],
  ['{"kind": "classes"}', '"regression", "binary" or "multiclass"'],
  ['{"metric": "RMSE"}', '"metric": {"name": "RMSE"'],
  [
    '{"metric": {"name": "RMSE", "direction": "lower"}}',
    '“metric.direction” is "lower"'
  ],
  ['{"split": "random"}', '{"kind": "random"}'],
  ['{"split": {"kind": "group"}}', '“split.column” is missing'],
  ['{"leftOut": ["a"]}', '“leftOut.0” is "a"'],
  ['{"idColumns": "id"}', '"idColumns": ["id"]'],
  ['{"sample": {"rows": 0}}', '“sample.rows” is 0']
])('says of the task %s what is wrong and how it is written', (task, said) => {
  writeFileSync(join(folder, 'wrong.json'), task);
  expect(() => read('--goal g --data data --task wrong.json')).toThrow(said);
});

it.each([
  ['../houses/', '../houses'],
  [tmpdir(), null]
])('reads data outside the current folder by %s', (data, dataFromBase) => {
  const here = join(folder, 'data', 'houses', '..', 'elsewhere');
  const command = readCommand(['--goal', 'g', '--data', data], here);
  expect(command).toMatchObject({
    request: { data: resolve(here, data), dataFromBase }
  });
});

it.each([
  ['--goal g --data data --json', '-'],
  ['--json --goal g --data data', '-'],
  ['--goal g --json out.json --data data', 'out.json'],
  ['--goal g --data data', null]
])('finds where the JSON goes in %s', (line, json) => {
  expect(read(line)).toMatchObject({ json });
});

it('goes on with a run, and raises its budget alone', () => {
  expect(read('--resume aide-runs/x-1/ --steps 40')).toEqual({
    kind: 'resume',
    path: 'aide-runs/x-1',
    budget: { steps: 40 },
    json: null
  });
});

it.each([
  ['--data data', /There is no goal.*--goal/],
  ['--goal g', /There is no data folder.*--data/],
  ['--goal g --data nowhere', /There is no folder “nowhere”/],
  ['--goal goal.txt --data data', /The file “goal.txt” for the goal cannot/],
  ['--goal g --data data --stepz 3', /Unknown option '--stepz'.*--help/],
  ['--goal g --data data --steps', /--steps.*argument missing.*--help/],
  ['--goal Predict prices --data data', /“prices” belongs to no option/],
  ['--goal g --data data --json no/x.json', /“no\/x.json”.*missing/],
  ['--resume x --seed 4', /keeps what it began with.*--seed/],
  ['--resume x --coder recipes', /keeps what it began with.*--coder/]
])('refuses %s in a sentence', (line, sentence) => {
  expect(() => read(line)).toThrow(
    expect.objectContaining({
      name: 'InvalidRequest',
      message: expect.stringMatching(sentence)
    })
  );
});

it('hands what is no number on, for the check to name it', () => {
  expect(read('--goal g --data data --steps many')).toMatchObject({
    request: { steps: 'many' }
  });
});

it('tells of every option with its bounds and defaults', () => {
  // As one line, wherever it is broken.
  const text = helpText().replace(/\s+/g, ' ');
  expect(text).toContain('--goal ');
  expect(text).toMatch(
    /--steps +How many solutions to try \(a whole number from 1 to 10000; 20\)/
  );
  expect(text).toMatch(/--direction .*\(minimize or maximize\)/);
  expect(text).toMatch(/--seed .*\(a whole number; 0\)/);
});
