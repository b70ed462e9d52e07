import { Session } from '../../src/panel/model/session';
import { entry, FakeEngine, fakeNotebook } from './fakeEngine';
import { FakeRun } from './fakeRun';

const request = {
  goal: 'Predict.',
  data: 'data',
  coder: { kind: 'recipes' as const }
};

describe('Session', () => {
  it('starts a run, shows it, and tells when it came to its end', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    const finished: string[] = [];
    session.ends.finished.connect((_, view) => finished.push(view.run.path));
    await session.start(request);
    expect(session.view?.run).toBe(engine.run);
    expect(finished).toEqual([]);
    engine.run!.rest();
    await new Promise(process.nextTick);
    expect(finished).toEqual([engine.run!.path]);
  });

  it('begins with a person’s own code, and makes what they ask for', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    await session.start(request, { code: 'print(1)' });
    const run = engine.run!;
    expect(run.asked).toEqual([
      'ask {"parent":null,"hint":"","code":"print(1)"}',
      'start'
    ]);
    run.run(1);
    run.good(1, 0.2);
    await session.steering.ask({ parent: '0001', hint: 'a knn', code: null });
    // It works already, so it is not started again.
    expect(run.asked.slice(2)).toEqual([
      'ask {"parent":"0001","hint":"a knn","code":null}'
    ]);
    expect(session.selected).toBe('0002');
    expect(run.tree.get('0002')).toMatchObject({
      stage: 'improve',
      asked: { hint: 'a knn' }
    });
  });

  it('drives a run that nobody drives for what is asked of it', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun();
    engine.stored.watching = { driver: null, isConnected: true };
    const session = new Session(engine, fakeNotebook());
    await session.open(engine.stored.path, { resume: false });
    await session.steering.ask({ parent: null, hint: '', code: 'print(1)' });
    await new Promise(process.nextTick);
    expect(engine.stored.asked).toEqual([]);
    expect(engine.driven!.asked).toEqual([
      'ask {"parent":null,"hint":"","code":"print(1)"}',
      'start'
    ]);
  });

  it('gives a run whose time is spent more of it, with the solutions', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    await session.start({ ...request, steps: 9, timeBudget: 60 });
    const run = engine.run!;
    run.solve(1, 0.2, 'a');
    run.solve(2, 0.3, 'b');
    run.say({ elapsed: 61 });
    run.rest();
    expect(session.view!.canGoOn).toBe(false);
    await session.steering.extend(4);
    expect(run.asked.slice(1)).toEqual([
      'extend {"steps":6,"timeBudget":183}',
      'start'
    ]);
  });

  it('goes on where a run was stopped, and where something waits', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    await session.start({ ...request, steps: 1 });
    const run = engine.run!;
    const view = session.view!;
    run.rest();
    expect(view.canGoOn).toBe(true);
    run.solve(1, 0.2, 'a');
    expect(view.canGoOn).toBe(false);
    await run.command({ do: 'ask', parent: '0001', hint: 'a knn', code: null });
    expect(view.canGoOn).toBe(true);
  });

  it('says why there is no place for what is asked', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    await session.start(request);
    engine.run!.select(1);
    await session.steering.ask({ parent: '0001', hint: '', code: null });
    expect(session.problem).toMatch(/0001.*no result/);
  });

  it('says nothing of an end that the person asked for', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    const finished: unknown[] = [];
    session.ends.finished.connect((_, view) => finished.push(view));
    await session.start(request);
    await session.steering.stop();
    await new Promise(process.nextTick);
    expect(engine.run!.asked).toEqual(['start', 'stop']);
    expect(finished).toEqual([]);
  });

  it('shows the newest run of the notebook where it was cut off', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun();
    engine.stored.solve(1, 0.2, 'a');
    engine.entries = [entry(engine.stored)];
    const session = new Session(engine, fakeNotebook());
    await session.look();
    expect(session.view?.counts.settled).toBe(1);
    expect(engine.stored.asked).toEqual([]);
    void session.steering.resume();
    expect(engine.stored.asked).toEqual(['start']);
  });

  it('offers a finished run without showing it', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun();
    engine.stored.solve(1, 0.2, 'a');
    engine.stored.say({ phase: 'finished' });
    engine.entries = [entry(engine.stored)];
    const session = new Session(engine, fakeNotebook());
    await session.look();
    expect(session.view).toBeNull();
    expect(session.runs.own).toHaveLength(1);
  });

  it('tells the notebook’s own runs from those of others, and keeps damaged ones', async () => {
    const engine = new FakeEngine();
    engine.entries = [
      { path: 'aide-runs/x-1', file: null, problem: 'It is damaged.' },
      entry(new FakeRun({ notebook: 'houses/other.ipynb' }))
    ];
    const session = new Session(engine, fakeNotebook());
    await session.look();
    expect(session.runs.own.map(({ problem }) => problem)).toEqual([
      'It is damaged.'
    ]);
    expect(session.runs.all).toHaveLength(2);
  });

  it('tells a failure as a sentence, and works on', async () => {
    const engine = new FakeEngine();
    engine.faults.set('create', new Error('The folder cannot be written.'));
    const session = new Session(engine, fakeNotebook());
    await session.start(request);
    expect(session.problem).toBe('The folder cannot be written.');
    expect(session.busy).toBeNull();
    engine.faults.clear();
    await session.start(request);
    expect(session.problem).toBe('');
    expect(session.view).not.toBeNull();
  });

  it('lets go of a run that is left', async () => {
    const engine = new FakeEngine();
    const session = new Session(engine, fakeNotebook());
    await session.start(request);
    session.select('0001');
    session.leave();
    expect(engine.run!.isDisposed).toBe(true);
    expect(session.view).toBeNull();
    expect(session.selected).toBeNull();
  });
});
