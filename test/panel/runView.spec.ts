import { RunView } from '../../src/panel/model/runView';
import { evaluated, FakeRun, idOf } from './fakeRun';

describe('RunView', () => {
  it('tells how much better the best is than the first draft with a score', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.fail(1, 'KeyError', 'a');
    expect(view.gain).toBeNull();
    run.solve(2, 0.2, 'b');
    run.solve(3, 0.3, 'c');
    expect(view.gain).toBeNull();
    run.solve(4, 0.15, 'd', 'improve', 2);
    expect(view.firstDraft?.id).toBe(idOf(2));
    expect(view.gain).toBeCloseTo(0.25);
  });

  it('counts against the budget what π chose alone', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.solve(1, 0.2, 'a');
    run.solve(2, 0.1, 'a blend', 'blend', 1);
    void run.command({
      do: 'ask',
      parent: idOf(1),
      hint: '',
      code: 'print(3)'
    });
    run.run(3);
    run.good(3, 0.3);
    expect(view.counts).toMatchObject({ all: 3, settled: 1, good: 3 });
  });

  it('has a point in the curve for each new best and for nothing else', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.solve(1, 0.2, 'a');
    run.solve(2, 0.3, 'b');
    run.solve(3, 0.1, 'c', 'improve', 1);
    const curve = view.curve;
    run.solve(4, 0.11, 'd', 'improve', 3);
    expect(view.curve).toBe(curve);
    expect(curve.map(({ step, score }) => [step, score])).toEqual([
      [1, 0.2],
      [3, 0.1]
    ]);
  });

  it('shows the same of a run that is opened as of one that was watched', () => {
    const run = new FakeRun();
    const watched = new RunView(run);
    run.solve(1, 0.2, 'a');
    run.fail(2, 'KeyError', 'b');
    run.fail(3, 'KeyError', 'c', 'debug', 2);
    run.solve(4, 0.15, 'd', 'improve', 1);
    run.select(5, 'improve', 4);
    const opened = new RunView(run);
    expect(opened.counts).toEqual(watched.counts);
    expect(opened.curve).toEqual(watched.curve);
    expect(opened.places.all).toEqual(watched.places.all);
    expect(opened.gain).toBe(watched.gain);
    expect(opened.counts).toEqual({ all: 5, settled: 4, good: 2, buggy: 2 });
  });

  it('follows a review that takes a score back', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.solve(1, 0.2, 'a');
    run.select(2);
    run.write(2, 'leaks');
    run.run(2);
    run.good(2, 0.01, false);
    expect(view.best?.id).toBe(idOf(2));
    run.apply({
      type: 'evaluate',
      id: idOf(2),
      evaluation: evaluated({ bug: true, reason: 'It reads the target.' }),
      final: true
    });
    expect(view.best?.id).toBe(idOf(1));
    expect(view.curve.map(({ score }) => score)).toEqual([0.2]);
    expect(view.counts).toMatchObject({ good: 1, buggy: 1 });
  });

  it('draws path and curve to the star, where a verification picked another one', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.solve(1, 0.2, 'a');
    run.solve(2, 0.15, 'b', 'improve', 1);
    run.solve(3, 0.1, 'lucky', 'improve', 1);
    const onPath = () =>
      view.places.all.map(place => view.state(place).isOnBestPath);
    expect(onPath()).toEqual([true, false, true]);
    run.apply({
      type: 'verify',
      verification: {
        kind: 'holdout',
        leaders: [idOf(3), idOf(2)],
        runs: 1,
        reruns: [],
        isDone: true,
        pick: idOf(2)
      }
    });
    expect(view.best?.id).toBe(idOf(2));
    expect(onPath()).toEqual([true, true, false]);
    expect(view.curve.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    // And stays as it is while nothing changes it.
    const curve = view.curve;
    run.say({ elapsed: 1 });
    run.solve(4, 0.3, 'worse');
    expect(view.curve).toBe(curve);
    // A better one found since is the best, and nothing was left out after all.
    run.solve(5, 0.05, 'best', 'improve', 3);
    expect(view.curve.map(({ step }) => step)).toEqual([1, 2, 3, 5]);
  });

  it('draws no point for a former best whose score was taken back', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.solve(1, 0.2, 'a');
    run.select(2);
    run.write(2, 'leaks');
    run.run(2);
    run.good(2, 0.15, false);
    run.solve(3, 0.1, 'b');
    run.apply({
      type: 'evaluate',
      id: idOf(2),
      evaluation: evaluated({ bug: true, reason: 'It reads the target.' }),
      final: true
    });
    expect(view.curve.map(({ step }) => step)).toEqual([1, 3]);
  });

  it('finds the best when its direction is settled', () => {
    const run = new FakeRun({ direction: null });
    const view = new RunView(run);
    run.solve(1, 0.2, 'a');
    expect(view.best).toBeNull();
    run.apply({
      type: 'direction',
      direction: 'maximize',
      reason: 'accuracy'
    });
    expect(view.curve).toHaveLength(1);
  });

  it('shows an idea with its repairs as one', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    run.fail(1, 'KeyError', 'knn');
    run.fail(2, 'ValueError', 'fix', 'debug', 1);
    const place = view.places.of(idOf(1));
    expect(view.state(place)).toMatchObject({ bugs: 2, isBest: false });
    run.solve(3, 0.2, 'fix', 'debug', 2);
    expect(view.state(place)).toMatchObject({ bugs: 2, isBest: true });
    expect(view.state(place).solution.id).toBe(idOf(3));
    expect(view.state(place).idea.id).toBe(idOf(1));
  });

  it('costs the same for a change in a large tree as in a small one', () => {
    const run = new FakeRun({ steps: 10000 });
    run.solve(1, 1, 'a');
    for (let step = 2; step <= 5000; step++) {
      run.select(step, 'improve', 1 + ((step * 7) % (step - 1)));
    }
    const view = new RunView(run);
    // Changes read what they are about, not the whole tree.
    let reads = 0;
    const get = run.tree.get.bind(run.tree);
    run.tree.get = id => {
      reads++;
      return get(id);
    };
    run.write(5000, 'x');
    run.run(5000);
    run.good(5000, 2);
    expect(reads).toBeLessThan(60);
    expect(view.counts.settled).toBe(2);
  });

  it('listens no more once it is gone', () => {
    const run = new FakeRun();
    const view = new RunView(run);
    view.dispose();
    run.solve(1, 0.2, 'a');
    expect(view.counts.all).toBe(0);
  });
});
