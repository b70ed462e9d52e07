import { nullTranslator } from '@jupyterlab/translation';
import { askedText } from '../../src/panel/run/endText';
import { Session } from '../../src/panel/model/session';
import { FakeEngine, fakeNotebook } from './fakeEngine';
import { idOf } from './fakeRun';

const trans = nullTranslator.load('jupyterlab_aide');

/** A run that is over, goes on for what is asked of it, and is over again. */
async function askedOfFinished(
  settle: (run: FakeEngine['run'] & object) => void
) {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  await session.start({
    goal: 'Predict.',
    data: 'data',
    direction: 'minimize',
    coder: { kind: 'recipes' },
    steps: 1
  });
  const run = engine.run!;
  run.solve(1, 0.2, 'a');
  run.rest();
  await new Promise(process.nextTick);
  const ends: string[] = [];
  session.ends.finished.connect((_, view) => {
    const [asked] = session.ends.asked;
    const { text, isFound } = askedText(view, asked, trans);
    ends.push(`${text} ${isFound}`);
  });
  await session.steering.ask({ parent: idOf(1), hint: '', code: 'print(1)' });
  run.run(2);
  settle(run);
  run.rest();
  expect(session.ends.asked).toEqual([]);
  return ends;
}

it('tells that what was asked for failed, and not of the best again', async () => {
  expect(
    await askedOfFinished(run => run.bug(2, "KeyError: 'x' in cell 1"))
  ).toEqual(["Step 2 failed. KeyError: 'x' in cell 1 false"]);
});

it('tells what was asked for beside the best', async () => {
  expect(await askedOfFinished(run => run.good(2, 0.3))).toEqual([
    'Step 2 has 0.300; the best stays 0.200. false'
  ]);
});

it('tells that what was asked for is the best now', async () => {
  expect(await askedOfFinished(run => run.good(2, 0.1))).toEqual([
    'Step 2 is the best now: 0.100. true'
  ]);
});

it('tells of the run where that goes on with more than what was asked for', async () => {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  await session.start({
    goal: 'Predict.',
    data: 'data',
    coder: { kind: 'recipes' },
    steps: 2
  });
  engine.run!.solve(1, 0.2, 'a');
  await session.steering.ask({ parent: idOf(1), hint: '', code: 'print(1)' });
  expect(session.ends.asked).toEqual([]);
});
