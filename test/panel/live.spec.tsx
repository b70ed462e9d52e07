import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { Driving } from '../../src/panel/run/driving';
import { Hint } from '../../src/panel/run/hint';
import { Session } from '../../src/panel/model/session';
import { Driven } from '../../src/run/live/driven';
import { entry, FakeEngine, fakeNotebook } from './fakeEngine';
import { FakeRun } from './fakeRun';

const trans = nullTranslator.load('test');
const request = {
  goal: 'Predict.',
  data: 'data',
  coder: { kind: 'recipes' as const }
};
const since = '2026-01-02T03:04:05Z';
const settle = () => act(() => new Promise(resolve => setTimeout(resolve, 0)));

function watchedRun(kind: 'tab' | 'background' | null): FakeRun {
  const run = new FakeRun();
  run.solve(1, 0.2, 'a');
  run.watching = { driver: kind && { kind, since }, isConnected: true };
  run.say({ phase: kind ? 'running' : 'paused' });
  return run;
}

async function looking(run: FakeRun): Promise<[Session, FakeEngine]> {
  const engine = new FakeEngine();
  engine.stored = run;
  engine.entries = [entry(run)];
  engine.alive = run.watching?.driver ? [run.path] : [];
  const session = new Session(engine, fakeNotebook());
  await session.look();
  return [session, engine];
}

it('shows a run that goes on in the background, and drives it from here by a click', async () => {
  const [session, engine] = await looking(watchedRun('background'));
  const view = session.view!;
  render(<Driving session={session} view={view} trans={trans} />);
  expect(screen.getByRole('status').textContent).toContain(
    'You can close this tab.'
  );
  fireEvent.click(screen.getByRole('button', { name: 'Drive it from here' }));
  await settle();
  expect(engine.driven!.asked).toEqual(['take']);
  expect(session.view!.run).toBe(engine.driven);
  expect(engine.stored!.isDisposed).toBe(true);
});

it('watches a run that another tab drives, steers it, and takes over by a click', async () => {
  const run = watchedRun('tab');
  const [session, engine] = await looking(run);
  render(<Driving session={session} view={session.view!} trans={trans} />);
  expect(screen.getByRole('status').textContent).toMatch(
    /Another tab drives this run, since .* Here you watch it\./
  );
  await act(async () => void session.steering.resume());
  await settle();
  expect(run.asked).toEqual(['start']);
  expect(engine.driven).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Go on here' }));
  await settle();
  expect(engine.driven!.asked).toEqual(['take']);
});

it('drives a run from here where nobody does', async () => {
  const [session, engine] = await looking(watchedRun(null));
  void session.steering.resume();
  await settle();
  expect(engine.driven!.asked).toEqual(['start']);
});

it('goes on by itself with a run that was cut off, where that is set', async () => {
  const run = watchedRun(null);
  const engine = new FakeEngine();
  engine.stored = run;
  engine.entries = [entry(run)];
  await new Session(engine, fakeNotebook()).look({ resume: true });
  await settle();
  expect(engine.driven!.asked).toEqual(['start']);
});

it('watches on when somebody else takes the run over', async () => {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  const ends: unknown[] = [];
  session.ends.finished.connect((_, view) => ends.push(view));
  session.ends.held.connect((_, view) => ends.push(view));
  await session.start(request);
  session.select('0001');
  engine.stored = watchedRun('tab');
  engine.run!.lose(new Driven(null));
  await settle();
  expect(session.view!.run).toBe(engine.stored);
  expect(session.selected).toBe('0001');
  expect(session.problem).toBe('');
  expect(ends).toEqual([]);
});

it('hands a run to the server, and watches it from there', async () => {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  await session.start(request);
  const first = engine.run!;
  render(<Driving session={session} view={session.view!} trans={trans} />);
  engine.stored = watchedRun('background');
  fireEvent.click(
    screen.getByRole('button', { name: 'Keep running without this tab' })
  );
  await settle();
  expect(first.asked).toEqual(['start', 'leave']);
  expect(engine.inBackground).toEqual([first.path]);
  expect(session.view!.run).toBe(engine.stored);
});

it('keeps a run where the server cannot take it, and says how it can', async () => {
  const engine = new FakeEngine();
  engine.noBackground = 'Run “pip install jupyterlab-aide[background]”.';
  const session = new Session(engine, fakeNotebook());
  await session.start(request);
  await session.steering.handOver();
  expect(engine.run!.asked).toEqual(['start']);
  expect(session.problem).toContain('jupyterlab-aide[background]');
});

it('begins a run in the background', async () => {
  const engine = new FakeEngine();
  engine.stored = watchedRun('background');
  const session = new Session(engine, fakeNotebook());
  await session.start(request, { background: true });
  expect(engine.run!.asked).toEqual([]);
  expect(engine.inBackground).toEqual([engine.run!.path]);
  expect(session.view!.run).toBe(engine.stored);
});

it('tells that a run needs a person, once, and not when it ends well', async () => {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  const held: string[] = [];
  const { ExternalError } = await import('../../src/base/externalError');
  session.ends.held.connect((_, { run }) =>
    held.push(run.status.fault!.message)
  );
  await session.start(request);
  const fault = new ExternalError('The disk is full.', 'storage');
  engine.run!.say({ phase: 'paused', fault });
  engine.run!.say({ phase: 'paused', fault });
  expect(held).toEqual(['The disk is full.']);
  engine.run!.say({ phase: 'running', fault: null });
  engine.run!.say({ phase: 'finished' });
  expect(held).toHaveLength(1);
});

it('says that the server does not answer', async () => {
  const run = watchedRun('background');
  const [session] = await looking(run);
  render(<Driving session={session} view={session.view!} trans={trans} />);
  run.watching = { ...run.watching!, isConnected: false };
  act(() => run.say({}));
  expect(screen.getByRole('status').textContent).toContain(
    'The Jupyter server does not answer.'
  );
});

it('takes a hint for a model, and lists those that were given', async () => {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  await session.start({
    ...request,
    coder: { kind: 'openai', model: 'm' }
  });
  render(<Hint session={session} view={session.view!} trans={trans} />);
  const field = screen.getByLabelText('Hint for the next solutions');
  fireEvent.change(field, { target: { value: ' Encode the place. ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Give' }));
  await settle();
  expect(engine.run!.asked).toContain('hint Encode the place.');
  expect(screen.getByRole('listitem').textContent).toBe('Encode the place.');
});
