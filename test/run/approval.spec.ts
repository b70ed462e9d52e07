import type { IQuestion } from '../../src/run/host';
import { withApproval } from '../../src/run/execution/approval';
import type { IRunner } from '../../src/search/interfaces';
import { Execution } from '../../src/task/execution';

const done: Execution = Execution.parse({
  status: 'ok',
  seconds: 1,
  reason: '',
  error: null,
  metric: { variable: '1', printed: null },
  output: '',
  cells: []
});

/** A runner that asks, and what came of it. */
function setUp(answer: (question: IQuestion) => Promise<boolean>) {
  const ran: string[] = [];
  const skipped: string[] = [];
  const controller = new AbortController();
  const inner: IRunner = {
    run: async ({ id }) => {
      ran.push(id);
      return done;
    }
  };
  const runner = withApproval(inner, {
    run: 'aide-runs/a-1',
    ask: answer,
    skip: async id => skipped.push(id)
  });
  const run = () =>
    runner.run(
      { id: '0001', code: 'x = 1' },
      { timeLimit: 10, signal: controller.signal }
    );
  return { run, ran, skipped, controller };
}

it('shows the script, and runs it when it is told to', async () => {
  const questions: IQuestion[] = [];
  const { run, ran } = setUp(async question => {
    questions.push(question);
    expect(ran).toEqual([]);
    return true;
  });
  expect(await run()).toBe(done);
  expect(ran).toEqual(['0001']);
  expect(questions[0]).toMatchObject({
    run: 'aide-runs/a-1',
    id: '0001',
    code: 'x = 1'
  });
});

it('cancels what is skipped, without running it', async () => {
  const { run, ran, skipped } = setUp(async () => false);
  expect((await run()).status).toBe('interrupted');
  expect(ran).toEqual([]);
  expect(skipped).toEqual(['0001']);
});

it.each([true, false])(
  'waits no more once it is stopped (asked first: %s)',
  async first => {
    const { run, ran, skipped, controller } = setUp(
      () => new Promise(() => undefined)
    );
    if (!first) {
      controller.abort();
    }
    const running = run();
    controller.abort();
    expect((await running).status).toBe('interrupted');
    expect(ran).toEqual([]);
    // It is asked again by the next start.
    expect(skipped).toEqual([]);
  }
);
