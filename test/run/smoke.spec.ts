import { smoking, wantsSmoke } from '../../src/run/execution/smoke';
import type { IRunner } from '../../src/search/interfaces';
import type { DataPreview } from '../../src/task/data';
import { anExecution } from '../search/support';

function world(status: 'ok' | 'error' | 'timeout') {
  const ran: { id: string; timeLimit: number; starts: boolean }[] = [];
  const runner = (result: 'ok' | 'error' | 'timeout'): IRunner => ({
    run: async ({ id }, { timeLimit, onStart }) => {
      ran.push({ id, timeLimit, starts: onStart !== undefined });
      onStart?.();
      return anExecution({ status: result, reason: 'KeyError', seconds: 2 });
    }
  });
  return {
    ran,
    smoking: smoking(runner('ok'), runner(status), { rows: 2000, of: 90000 })
  };
}

const candidate = { id: '0007', code: 'x' };
const options = () => ({
  timeLimit: 600,
  signal: new AbortController().signal,
  onStart: jest.fn()
});

it('gives what passes the full run, and tells of both', async () => {
  const { smoking, ran } = world('ok');
  const how = options();
  const execution = await smoking.run(candidate, how);
  expect(ran).toEqual([
    { id: '0007-smoke', timeLimit: 150, starts: true },
    { id: '0007', timeLimit: 600, starts: false }
  ]);
  expect(how.onStart).toHaveBeenCalledTimes(1);
  expect(execution.smoke).toEqual({
    rows: 2000,
    of: 90000,
    seconds: 2,
    passed: true
  });
});

it.each([
  [6000, ['0007']],
  [60_000, ['0007-smoke', '0007']]
])(
  'runs a script that draws %i rows itself at once where trying it takes as long',
  async (rows, expected) => {
    const { smoking, ran } = world('ok');
    const code = `if (INPUT / 'folds.csv').exists():  # a sample while solutions are compared
    train = train.tail(${rows})`;
    await smoking.run({ id: '0007', code }, options());
    expect(ran.map(({ id }) => id)).toEqual(expected);
  }
);

it.each(['error', 'timeout'] as const)(
  'ends with what went wrong on the sample: %s',
  async status => {
    const { smoking, ran } = world(status);
    const execution = await smoking.run(candidate, options());
    expect(ran).toHaveLength(1);
    expect(execution).toMatchObject({
      status,
      reason: 'KeyError (on a sample of 2000 rows of 90000)',
      smoke: { passed: false }
    });
  }
);

it('is for large tables, or as it is asked', () => {
  const data = (rows: number) =>
    ({ files: [{ table: null }, { table: { rows } }] }) as DataPreview;
  expect(wantsSmoke('auto', data(49_999))).toBe(false);
  expect(wantsSmoke('auto', data(50_000))).toBe(true);
  expect(wantsSmoke('on', data(10))).toBe(true);
  expect(wantsSmoke('off', data(1e9))).toBe(false);
});
