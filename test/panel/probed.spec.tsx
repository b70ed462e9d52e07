import { nullTranslator } from '@jupyterlab/translation';
import {
  cleanup,
  fireEvent,
  render,
  screen,
  waitFor
} from '@testing-library/react';
import { reportOf, reportText } from '../../src/headless/report';
import { Session } from '../../src/panel/model/session';
import { Probed } from '../../src/panel/run/probed';
import { FakeEngine, fakeNotebook } from './fakeEngine';
import { idOf } from './fakeRun';

afterEach(cleanup);

const trans = nullTranslator.load('jupyterlab_aide');

/** A run of matches that drew its rows at random, whose probe came to a score. */
async function shown(divided: number) {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  await session.start({
    goal: 'Predict home_win.',
    data: 'data',
    coder: { kind: 'recipes' },
    steps: 7,
    objective: {
      kind: 'holdout',
      table: 'train.csv',
      target: 'home_win',
      metric: 'log loss',
      split: { kind: 'stratified' },
      folds: 4
    },
    declaration: { targets: ['home_win'], groups: ['match_id'] }
  });
  const run = engine.run!;
  run.solve(1, 0.11, 'trees');
  run.apply({
    type: 'probe',
    probe: {
      id: idOf(1),
      by: { kind: 'group', column: 'match_id' },
      random: { score: 0.11, error: 0.01 },
      divided: { score: divided, error: 0.02 },
      problem: '',
      seconds: 2
    }
  });
  render(<Probed session={session} view={session.view!} trans={trans} />);
  return { engine, run };
}

const far =
  /Solution 0001 is far better on rows drawn at random \(0\.11\) than on rows of other match_id \(0\.85\)/;

it('says that scores do not hold for other owners, and starts again grouped by one button', async () => {
  const { engine, run } = await shown(0.85);
  expect(screen.getByText(far)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Start again, grouped' }));
  await waitFor(() => expect(engine.created).toHaveLength(2));
  expect(run.asked.some(each => each.startsWith('stop'))).toBe(true);
  expect(engine.created[1]).toMatchObject({
    goal: 'Predict home_win.',
    steps: 7,
    objective: { split: { kind: 'group', column: 'match_id' }, folds: 4 },
    declaration: { split: { kind: 'group', column: 'match_id' } }
  });
});

it('says nothing where scores hold', async () => {
  await shown(0.12);
  expect(screen.queryByRole('button')).toBeNull();
});

it('says so in the account of a terminal, too, with the option', async () => {
  const { run } = await shown(0.85);
  const report = reportOf(run, []);
  expect(report.probe?.divided?.score).toBe(0.85);
  expect(reportText(report)).toMatch(
    new RegExp(`${far.source}.* \\(--split group:match_id\\)\n`)
  );
});
