import { connectHost } from '../../src/headless/host';
import type { IQuestion } from '../../src/run/host';
import type { RunRequest } from '../../src/run/config';
import { createRun } from '../../src/run/drive/run';
import { kernelsOf, serverAccess, writeHouses } from './terminal';

jest.setTimeout(240_000);

const request: RunRequest = {
  goal: 'Predict the price of each house.',
  data: 'houses',
  metric: 'RMSE',
  direction: 'minimize',
  coder: { kind: 'recipes' },
  slots: 1,
  kernels: 1,
  steps: 2,
  askBeforeRunning: true
};
let host: Awaited<ReturnType<typeof connectHost>>;

beforeAll(async () => {
  // Jupyter's client tells the console of every socket.
  jest.spyOn(console, 'debug').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  writeHouses('houses');
  host = await connectHost(serverAccess());
});

afterAll(() => host.dispose());

it('shows each script, skips one and runs the other', async () => {
  const asked: IQuestion[] = [];
  const busy: unknown[] = [];
  const ask = async (question: IQuestion) => {
    asked.push(question);
    const kernels = (await kernelsOf(question.run)) as {
      execution_state: string;
    }[];
    busy.push(...kernels.filter(each => each.execution_state === 'busy'));
    return question.id === '0002';
  };
  const run = await createRun({ ...host, ask }, request, 'asked');
  try {
    await run.start();
    expect(asked.map(({ id }) => id)).toEqual(['0001', '0002']);
    expect(asked[1].code).toBe(run.tree.get('0002').writing?.code);
    expect(run.tree.get('0001').state).toBe('cancelled');
    expect(run.tree.get('0001').execution).toBeNull();
    expect(run.tree.get('0002').state).toBe('good');
    expect(run.status.phase).toBe('finished');
  } finally {
    run.dispose();
  }
});

it('pauses with a sentence where nobody is there to answer', async () => {
  const run = await createRun(host, request, 'unasked');
  try {
    await run.start();
    expect(run.status.phase).toBe('paused');
    expect(run.status.fault?.message).toMatch(
      /asks before each script.*cannot go on in the background/
    );
    expect(run.tree.size).toBe(0);
    expect(await kernelsOf(run.path)).toEqual([]);
  } finally {
    run.dispose();
  }
});
