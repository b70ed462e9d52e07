import {
  buildEngine,
  journalOf,
  root,
  Terminal,
  terminal,
  writeHouses
} from './terminal';

jest.setTimeout(150_000);

beforeAll(() => {
  buildEngine();
  writeHouses('followed');
});

const begin = [
  ...['run', '--goal', 'Predict `price`. The metric is RMSE.'],
  ...['--objective', 'reported'],
  ...['--data', 'followed', '--coder', 'recipes', '--steps', '3'],
  ...['--name', 'followed', '--slots', '1', '--kernels', '1']
];
const run = 'aide-runs/followed-1';

it('watches a run in another terminal, which Ctrl+C leaves alone', async () => {
  const driver = new Terminal(begin);
  await driver.says(/running/);
  const left = new Terminal(['watch', '--run', run]);
  await left.says(/followed-1 · Offline recipes · 3 steps/);
  left.process.kill('SIGINT');
  expect(await left.ended).toMatchObject({ code: 0, stderr: '' });

  const second = await terminal(['run', '--resume', run]);
  expect(second.code).toBe(1);
  expect(second.stderr).toBe(
    'Another tab or terminal drives this run. Watch it, or take it over.\n'
  );

  const watcher = new Terminal(['watch', '--run', run]);
  expect((await driver.ended).code).toBe(0);
  const { code, stdout } = await watcher.ended;
  expect(code).toBe(0);
  expect(stdout).toContain('3 of 3');
  expect(
    journalOf(run, root()).filter(({ type }) => type === 'execute')
  ).toHaveLength(3);
});

it('says what is missing, and that there is no such run', async () => {
  const ending = async (...args: string[]) => {
    const { code, stderr } = await terminal(args);
    return [code, stderr];
  };
  expect(await ending('watch')).toEqual([
    2,
    'Name the run’s folder: --run <folder>.\n'
  ]);
  expect(await ending('drive', '--run', 'nowhere')).toEqual([
    1,
    expect.stringContaining('There is no run in “nowhere”')
  ]);
});
