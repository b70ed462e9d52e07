import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { ExternalError } from '../../src/base/externalError';
import { Body } from '../../src/panel/body';
import { CommandIDs } from '../../src/panel/shared/commandIds';
import { Session } from '../../src/panel/model/session';
import type { IAide } from '../../src/panel/tokens';
import { entry, FakeEngine, fakeNotebook } from './fakeEngine';
import { FakeRun } from './fakeRun';

const trans = nullTranslator.load('jupyterlab_aide');

/** The panel for a session; `null` for a window without notebooks. */
async function show(session: Session | null): Promise<{ asked: string[] }> {
  const source = {};
  const changed = new Signal<IAide, void>(source as IAide);
  session?.changed.connect(() => changed.emit());
  const aide: IAide = {
    session,
    changed,
    finished: new Signal(source as IAide),
    held: new Signal(source as IAide),
    find: () => session,
    settings: () => ({})
  };
  const asked: string[] = [];
  const commands = new CommandRegistry();
  for (const id of Object.values(CommandIDs)) {
    commands.addCommand(id, {
      describedBy: { args: {} },
      execute: args => void asked.push(`${id} ${args.id ?? ''}`.trim())
    });
  }
  // The form fills itself.
  await act(async () => {
    render(<Body aide={aide} commands={commands} trans={trans} />);
  });
  return { asked };
}

/** A session with a run under way, as it is shown. */
async function running(): Promise<{
  session: Session;
  run: FakeRun;
  asked: string[];
}> {
  const engine = new FakeEngine();
  const session = new Session(engine, fakeNotebook());
  await session.start({
    goal: 'Predict.',
    data: 'houses/data',
    metric: 'RMSLE',
    direction: 'minimize',
    coder: { kind: 'recipes' },
    steps: 7
  });
  const { asked } = await show(session);
  return { session, run: engine.run!, asked };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('The panel', () => {
  it('says what to do first where there is no notebook', async () => {
    await show(null);
    expect(screen.getByText(/Open a notebook/)).toBeTruthy();
  });

  it('looks for the notebook’s runs once it is shown, and never as it is drawn', async () => {
    const complaints = jest.spyOn(console, 'error');
    await show(new Session(new FakeEngine(), fakeNotebook()));
    expect(screen.getByLabelText('Data')).toHaveProperty('value', 'data');
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });

  it('says how good the best is, how far the run is, and how long it takes', async () => {
    const { run } = await running();
    expect(screen.getByText('No score yet')).toBeTruthy();
    act(() => {
      run.solve(1, 0.2, 'ridge');
      run.solve(2, 0.17, 'more trees', 'improve', 1);
      run.fail(3, 'KeyError', 'knn');
      run.say({ phase: 'running', remaining: 124, elapsed: 61 });
    });
    const progress = screen.getByRole('region', { name: 'Progress' });
    expect(progress.textContent).toContain('0.170');
    expect(progress.textContent).toContain('15 % better than the first draft');
    expect(progress.textContent).toContain('3 of 7 · about 2 min left');
    expect(progress.textContent).toContain('2 good · 1 bug · 1 min');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(
      '3'
    );
  });

  it('announces a new best, politely and once', async () => {
    const { run } = await running();
    act(() => run.solve(1, 0.2, 'ridge'));
    const live = document.querySelector('[aria-live="polite"]')!;
    expect(live.textContent).toBe('New best: 0.200, ridge');
    act(() => run.solve(2, 0.3, 'worse'));
    expect(live.textContent).toBe('New best: 0.200, ridge');
  });

  it('pauses, goes on and stops', async () => {
    const { run } = await running();
    fireEvent.click(button(/^Pause/));
    expect(run.asked).toEqual(['start', 'pause']);
    await act(async () => run.rest('paused'));
    await act(async () =>
      fireEvent.click(screen.getAllByRole('button', { name: 'Go on' })[0])
    );
    await act(async () => fireEvent.click(button(/^Stop/)));
    expect(run.asked).toEqual(['start', 'pause', 'start', 'stop']);
  });

  it('says what is at fault, with the way out', async () => {
    const { run, asked } = await running();
    await act(async () => {
      run.rest('paused');
      run.say({
        phase: 'paused',
        fault: new ExternalError('The endpoint does not answer.', 'model')
      });
    });
    expect(
      screen.getByText(
        'The endpoint does not answer. Nothing done so far is lost.'
      )
    ).toBeTruthy();
    fireEvent.click(button('Change the connection…'));
    expect(asked).toEqual([CommandIDs.connectModel]);
    await act(async () => fireEvent.click(button('Try again')));
    expect(run.asked).toEqual(['start', 'start']);
  });

  it('counts down to the next try', async () => {
    const { run } = await running();
    act(() =>
      run.say({
        phase: 'running',
        waiting: {
          reason: 'The endpoint is busy.',
          until: Date.now() + 20_000
        }
      })
    );
    expect(
      screen.getByText(/The endpoint is busy\. Next try in (19|20) s\./)
    ).toBeTruthy();
  });

  it('opens details, inserts the best, and begins a new run', async () => {
    const { run, session, asked } = await running();
    act(() => run.solve(1, 0.2, 'ridge'));
    fireEvent.click(screen.getByRole('treeitem'));
    fireEvent.click(button('Insert the best'));
    expect(asked).toEqual([
      `${CommandIDs.showNode} 0001`,
      CommandIDs.insertBest
    ]);
    expect(screen.queryByRole('button', { name: 'New run' })).toBeNull();
    await act(async () => run.rest());
    await act(async () => fireEvent.click(button('New run')));
    expect(session.view).toBeNull();
    expect(screen.getByRole('form', { name: 'New run' })).toBeTruthy();
  });

  it('offers the notebook’s earlier run, and to go on with it only where it is not over', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun({ steps: 1 });
    engine.stored.solve(1, 0.2, 'ridge');
    engine.stored.say({ phase: 'finished' });
    engine.entries = [
      entry(engine.stored),
      { path: 'aide-runs/x', file: null, problem: 'It is damaged.' }
    ];
    await show(new Session(engine, fakeNotebook()));
    await screen.findByText(
      /This notebook has a run, “houses-1”, .*1 of 1, finished · best 0\.2\./
    );
    expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull();
    fireEvent.click(button('1 more run in this folder'));
    expect(screen.getByText('It is damaged.')).toBeTruthy();
    await act(async () => fireEvent.click(button('Look')));
    expect(screen.getByRole('treeitem')).toBeTruthy();
    expect(engine.stored.asked).toEqual([]);
  });

  it('lists every run of the folder, and opens the one that is looked for', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun({ steps: 3 });
    engine.stored.solve(1, 0.2, 'ridge');
    engine.stored.say({ phase: 'finished' });
    const run = entry(engine.stored);
    const numbers = [9, 8, 7, 6, 5, 4, 3, 2];
    engine.entries = [
      run,
      ...numbers.map(number => ({
        ...run,
        path: `houses/aide-runs/houses-${number}`
      })),
      {
        ...run,
        path: 'houses/aide-runs/predict-the-price-1',
        file: {
          ...run.file!,
          config: { ...run.file!.config, notebook: null }
        }
      }
    ];
    await show(new Session(engine, fakeNotebook()));
    await act(async () =>
      fireEvent.click(button('9 more runs in this folder'))
    );
    const list = screen.getByRole('list', { name: 'Runs' });
    const rows = () => list.querySelectorAll('button');
    expect(rows()).toHaveLength(9);
    expect(rows()[8].textContent).toMatch(
      /^predict-the-price-1.*1 of 3, paused · best 0\.2.*from the terminal$/
    );
    // Each is read once.
    expect(new Set(engine.stood).size).toBe(engine.stood.length);
    fireEvent.change(screen.getByLabelText('Search the runs'), {
      target: { value: 'houses-3' }
    });
    expect(rows()).toHaveLength(1);
    await act(async () => fireEvent.click(rows()[0]));
    expect(screen.getByRole('treeitem')).toBeTruthy();
    expect(engine.stored.asked).toEqual([]);
  });

  it('says why a run of the list cannot be read', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun();
    engine.stored.say({ phase: 'finished' });
    engine.entries = [entry(engine.stored)];
    engine.faults.set('standing', new Error('The journal is gone.'));
    await show(new Session(engine, fakeNotebook()));
    expect(screen.getByText(/“houses-1”.*The journal is gone\./)).toBeTruthy();
  });

  it('tries as many more as are asked for, once a run is over', async () => {
    const { run } = await running();
    act(() => {
      for (let step = 1; step <= 7; step++) {
        run.solve(step, 1 / step, 'a');
      }
    });
    expect(screen.queryByLabelText('How many more solutions')).toBeNull();
    await act(async () => run.rest());
    expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull();
    const count = screen.getByLabelText('How many more solutions');
    expect(button('20 more')).toBeTruthy();
    fireEvent.change(count, { target: { value: '0' } });
    expect(button('more')).toHaveProperty('disabled', true);
    fireEvent.change(count, { target: { value: '5' } });
    await act(async () => fireEvent.click(button('5 more')));
    expect(run.asked).toEqual([
      'start',
      'extend {"steps":12,"timeBudget":null}',
      'start'
    ]);
    expect(screen.getByText(/7 of 12/)).toBeTruthy();
    expect(screen.queryByLabelText('How many more solutions')).toBeNull();
  });

  it('says where a run was cut off, and goes on with one click', async () => {
    const engine = new FakeEngine();
    engine.stored = new FakeRun();
    engine.stored.solve(1, 0.2, 'ridge');
    engine.entries = [entry(engine.stored)];
    await show(new Session(engine, fakeNotebook()));
    await screen.findByText(/This run was cut off after 1 of 20/);
    await act(async () =>
      fireEvent.click(screen.getAllByRole('button', { name: 'Go on' })[0])
    );
    expect(engine.stored.asked).toEqual(['start']);
  });

  it('tells what helped and what failed once it is at rest', async () => {
    const { run, asked } = await running();
    act(() => {
      run.solve(1, 0.2, 'ridge');
      run.solve(2, 0.1, 'ridge of logs', 'improve', 1);
      run.solve(3, 0.15, 'a tree', 'improve', 2);
      run.fail(4, "KeyError: 'x' in cell 2", 'a forest', 'improve', 2);
    });
    expect(screen.queryByText(/helped/)).toBeNull();
    act(() => run.rest());
    expect(
      screen.getByText('1 step helped · 1 in vain · 1 failed')
    ).toBeTruthy();
    const helped = screen.getByRole('list', { name: 'The way to the best' });
    expect(helped.textContent).toBe('0.200ridge0.100ridge of logs+50 %');
    const failed = screen.getByRole('list', { name: 'What failed' });
    expect(failed.textContent).toBe('1 ×KeyError');
    fireEvent.click(button('1 ×'));
    fireEvent.click(button('All solutions as a table'));
    fireEvent.click(button('Make a report notebook'));
    expect(asked).toEqual([
      `${CommandIDs.showNode} 0004`,
      CommandIDs.leaderboard,
      CommandIDs.report
    ]);
  });
});
