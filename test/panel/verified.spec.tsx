import { nullTranslator } from '@jupyterlab/translation';
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen
} from '@testing-library/react';
import { reportOf, reportText } from '../../src/headless/report';
import { renderProgress } from '../../src/headless/render';
import { withInterval } from '../../src/run/account/scores';
import { solutionCells } from '../../src/notebook/solutionCells';
import { endText } from '../../src/panel/run/endText';
import { Progress } from '../../src/panel/run/progress';
import { RunView } from '../../src/panel/model/runView';
import { standingOf } from '../../src/panel/model/standing';
import { Story } from '../../src/panel/run/story';
import { Submitted } from '../../src/panel/run/submission';
import { Verified } from '../../src/panel/run/verified';
import { rowText } from '../../src/panel/tree/treeRow';
import { originOf } from '../../src/plugins/origin';
import type { ITarget } from '../../src/plugins/target';
import type { Verification } from '../../src/task/verification';
import { FakeRun, idOf } from './fakeRun';

const trans = nullTranslator.load('jupyterlab_aide');

afterEach(cleanup);

function verification(change: Partial<Verification> = {}): Verification {
  const scores: Record<string, number[]> = {
    [idOf(2)]: [0.31, 0.3],
    [idOf(1)]: [0.25, 0.24]
  };
  return {
    kind: 'holdout',
    leaders: [idOf(2), idOf(1)],
    runs: 2,
    reruns: Object.entries(scores).flatMap(([id, values]) =>
      values.map((score, run) => ({
        id,
        run: run + 1,
        scores: [{ on: `fold ${run + 1}`, score, error: 0.001 }],
        problem: '',
        seconds: 1
      }))
    ),
    isDone: true,
    pick: idOf(1),
    ...change
  };
}

function show(change: Partial<Verification> = {}) {
  const run = new FakeRun({
    objective: {
      kind: 'holdout',
      table: 'train.csv',
      target: 'price',
      metric: 'rmsle',
      split: { kind: 'random' }
    }
  });
  run.solve(1, 0.2, 'ridge');
  run.solve(2, 0.1, 'lucky trees');
  run.apply({ type: 'verify', verification: verification(change) });
  const view = new RunView(run);
  const opened: string[] = [];
  render(<Verified view={view} trans={trans} onOpen={id => opened.push(id)} />);
  return { run, view, opened };
}

it('shows every leader with its scores, and which one is picked', () => {
  const { opened, view } = show();
  const rows = screen
    .getAllByRole('img')
    .map(row => row.ariaLabel ?? row.getAttribute('aria-label'));
  expect(rows[0]).toMatch(/^0\.100 in the search, 0\.305 ± /);
  expect(rows[1]).toMatch(/^0\.200 in the search, 0\.245 ± /);
  screen.getByText(/^Verified: step 1, with 0\.245, clearly ahead/);
  screen.getByText(/rows kept for the pick, which the search never saw/);
  fireEvent.click(screen.getByRole('button', { name: 'step 1' }));
  expect(opened).toEqual([idOf(1)]);
  expect(view.best?.id).toBe(idOf(1));
  expect(view.isVerified).toBe(true);
});

it('marks the verified pick in the tree, and not the luckiest', () => {
  const { view } = show();
  const [first, second] = view.places.all.map(place =>
    rowText(view, place, trans)
  );
  expect(first.mark).toBe('best');
  expect(first.label).toMatch(/best, .*verified/);
  expect([first.score, first.note]).toEqual([
    '0.245',
    'verified · 0.200 in the search'
  ]);
  expect(second.note).toBe('');
  expect(second.mark).toBe('good');
});

it('says that a gain is of the search where the score is of other rows', () => {
  const { run, view } = show({ pick: idOf(2) });
  expect(endText(view, trans).text).toMatch(
    /^Best 0\.305 ± \S+, 50 % better than the first draft in the search\.$/
  );
  expect(renderProgress(run.tree, 2, run.status)).toContain(
    'verified · 50 % better than the first draft in the search'
  );
  const text = reportText(reportOf(run, []));
  expect(text).toMatch(
    /^Best 0\.305 ± \S+, in the search 0\.1, 50 % better than the first draft \(0\.2\): /
  );
  // Why the pick is not the one that is better here.
  expect(text).toMatch(
    /Verified: \S+, by both scores together\.[^]*★ \S+ {2}0\.305 ± \S+, in the search 0\.1\n[^]*0\.245 ± \S+, in the search 0\.2\n/
  );
});

it('names no gain where there was none, and no interval where all came to the same', () => {
  const { view } = show();
  const nothing = () => undefined;
  const on = { onOpen: nothing, onTable: nothing, onReport: nothing };
  render(<Story view={view} trans={trans} {...on} />);
  screen.getByText(/^no step helped/);
  expect(withInterval({ value: 9.771, error: 0 })).toBe('9.771');
});

it('has one score for the best wherever it is met, and says why other numbers differ', () => {
  const { run, view } = show();
  const pick = view.best!;
  render(
    <Progress
      view={view}
      trans={trans}
      onResume={() => undefined}
      onStop={() => undefined}
    />
  );
  const shown = screen.getByText(/^0\.245 ± /);
  expect(shown.title).toMatch(
    /^0\.245 ± \S+ run again, on rows that its models did not learn from\n0\.200 on held-out rows, which the search chose by$/
  );
  // The first draft, which the luckier one was not better than.
  expect(endText(view, trans).text).toMatch(/^Best 0\.245 ± .*first draft\.$/);
  expect(standingOf(run).score).toBe(0.245);
  expect(renderProgress(run.tree, 2, run.status)).toMatch(
    /^Best 0\.245 ± \S+, verified · /
  );
  const { score } = reportOf(run, []);
  expect(score).toMatchObject({ value: 0.245, kind: 'verified' });
  expect(score!.low).toBeLessThan(0.245);
  const [about] = solutionCells(
    originOf({ view, id: pick.id } as ITarget),
    'houses/houses.ipynb'
  );
  expect(about.source).toMatch(
    /\*\*RMSLE 0\.245 ± \S+\*\*, lower is better, run again, on rows that its models did not learn from\. 0\.2 on held-out rows, which the search chose by\./
  );
});

it('calls no gain what was picked although it scored worse in the search', () => {
  const { run, view } = show();
  run.solve(3, 0.4, 'worse in the search');
  const again = verification().reruns;
  run.apply({
    type: 'verify',
    verification: verification({
      leaders: [idOf(2), idOf(3)],
      reruns: [
        ...again.slice(0, 2),
        ...again.slice(2).map(r => ({ ...r, id: idOf(3) }))
      ],
      pick: idOf(3)
    })
  });
  expect(view.best?.id).toBe(idOf(3));
  expect(view.gain).toBeNull();
  expect(endText(view, trans).text).toMatch(/^Best 0\.245 ± \S+\.$/);
  expect(renderProgress(run.tree, 3, run.status)).not.toContain('better');
});

it('says what a reported score that repeats does not prove', () => {
  show({ kind: 'reported' });
  screen.getByText(/not that it holds on data the script has not seen/);
});

it('tells how far it is, what failed, and what came later', () => {
  const { run, view } = show({
    isDone: false,
    pick: null,
    reruns: [
      {
        id: idOf(2),
        run: 0,
        scores: [],
        problem: 'ValueError in cell 1',
        seconds: 1
      }
    ]
  });
  screen.getByText('Verifying the best: 1 of 6 runs');
  expect(screen.getAllByRole('img')[0].getAttribute('aria-label')).toContain(
    'failed then: ValueError in cell 1'
  );
  expect(view.isVerified).toBe(false);
  cleanup();
  run.apply({ type: 'verify', verification: verification() });
  run.solve(3, 0.05, 'better still');
  render(<Verified view={view} trans={trans} onOpen={() => undefined} />);
  screen.getByText(/A better score was found since/);
  expect(view.best?.id).toBe(idOf(3));
});

it('is not there before there is anything to show', () => {
  const run = new FakeRun();
  run.solve(1, 0.2, 'ridge');
  const { container } = render(
    <Verified view={new RunView(run)} trans={trans} onOpen={() => undefined} />
  );
  expect(container.childElementCount).toBe(0);
});

it('says where the submission is, and when it is not of all rows', () => {
  const { run, view } = show();
  cleanup();
  const made = {
    id: idOf(1),
    path: 'submission.csv',
    rows: 1459,
    checked: true,
    fitted: 'all' as const,
    problem: '',
    reported: 0.23,
    seconds: 2
  };
  run.apply({ type: 'submit', submission: made });
  render(<Submitted view={view} trans={trans} />);
  screen.getByText(
    /submission\.csv has 1,459 rows.*; it was fitted on all labelled/
  );
  act(() =>
    run.apply({
      type: 'submit',
      submission: { ...made, fitted: 'search', problem: 'it left no file' }
    })
  );
  screen.getByText(/fitted on all of them, it failed: it left no file/);
});

it('says what helps where time ran out before a first score', () => {
  const text = (timeBudget: number | null) =>
    reportText(reportOf(new FakeRun({ timeBudget }), []));
  expect(text(60)).toContain(
    'Where time ran out, more than 1 min (--time-budget) or fewer rows (--sample) help.'
  );
  expect(text(null)).not.toContain('--time-budget');
});
