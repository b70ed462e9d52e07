import { Clipboard } from '@jupyterlab/apputils';
import { CodeMirrorEditorFactory } from '@jupyterlab/codemirror';
import {
  RenderMimeRegistry,
  standardRendererFactories
} from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
  waitFor
} from '@testing-library/react';
import { CommandIDs } from '../../src/panel/shared/commandIds';
import { Details } from '../../src/panel/details/details';
import { Session } from '../../src/panel/model/session';
import type { Evidence } from '../../src/task/evidence';
import { FakeEngine, fakeNotebook } from './fakeEngine';
import { executed, FakeRun, idOf } from './fakeRun';

const trans = nullTranslator.load('jupyterlab_aide');

/** The details of a step of a run. */
async function show(
  run: FakeRun,
  step: number
): Promise<{ session: Session; asked: [string, unknown][] }> {
  const engine = new FakeEngine();
  engine.stored = run;
  run.say({ phase: 'running' });
  const session = new Session(engine, fakeNotebook());
  await session.open(run.path, { resume: false });
  session.select(idOf(step));
  const asked: [string, unknown][] = [];
  const commands = new CommandRegistry();
  for (const id of Object.values(CommandIDs)) {
    commands.addCommand(id, {
      describedBy: { args: {} },
      execute: args => void asked.push([id, args])
    });
  }
  render(
    <Details
      session={session}
      commands={commands}
      editors={new CodeMirrorEditorFactory()}
      rendermime={
        new RenderMimeRegistry({ initialFactories: standardRendererFactories })
      }
      trans={trans}
    />
  );
  return { session, asked };
}

describe('Details', () => {
  it('name their editors', async () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'ridge');
    await show(run, 1);
    expect(
      await screen.findByRole('textbox', { name: 'Code of the solution' })
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Edit and run' }));
    expect(
      await screen.findByRole('textbox', { name: 'Code to edit' })
    ).toBeTruthy();
  });

  it('show plan, score, time and code, and what can be done with them', async () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'ridge');
    const { asked } = await show(run, 1);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(
      '0.200ridge'
    );
    expect(screen.getByText('The plan: ridge.')).toBeTruthy();
    expect(
      screen.getByText('Step 1, draft · best so far · ran 4.2 s')
    ).toBeTruthy();
    await waitFor(() =>
      expect(document.querySelector('.cm-content')?.textContent).toContain(
        'print(1)'
      )
    );
    fireEvent.click(
      screen.getByRole('button', { name: 'Insert into notebook' })
    );
    fireEvent.click(screen.getByRole('button', { name: 'Save as notebook' }));
    fireEvent.click(screen.getByRole('button', { name: 'Copy code' }));
    const target = { id: idOf(1), notebook: 'houses/houses.ipynb' };
    expect(asked).toEqual([
      [CommandIDs.insertNode, target],
      [CommandIDs.saveNotebook, target],
      [CommandIDs.copyCode, target]
    ]);
  });

  it('fold the replies that were not used', async () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'ridge');
    run.apply({
      type: 'unused',
      id: idOf(1),
      text: 'Sure, I c',
      reason: 'It broke off.'
    });
    await show(run, 1);
    const folded = screen.getByText('Replies that were not used: 1');
    expect(folded.parentElement!.hasAttribute('open')).toBe(false);
    expect(folded.parentElement!.textContent).toContain(
      'It broke off.Sure, I c'
    );
  });

  it('let a person branch, edit and run, and close it', async () => {
    const run = new FakeRun({ coder: { kind: 'openai', model: 'gpt-5' } });
    run.solve(1, 0.2, 'ridge');
    const { session, asked } = await show(run, 1);
    const target = { id: idOf(1), notebook: 'houses/houses.ipynb' };
    const click = (name: string) =>
      fireEvent.click(screen.getByRole('button', { name }));
    click('Branch from here');
    fireEvent.change(screen.getByLabelText('Try this on it'), {
      target: { value: ' encode the street ' }
    });
    click('Try');
    click('Edit and run');
    const same = screen.getByRole<HTMLButtonElement>('button', {
      name: 'Run as a new solution'
    });
    expect(same.disabled).toBe(true);
    click('Discard');
    expect(screen.getByRole('tab', { name: 'Code' })).toBeTruthy();
    click('Never look here again');
    expect(asked).toEqual([
      [CommandIDs.branchNode, target],
      [CommandIDs.branchNode, { ...target, hint: 'encode the street' }],
      [CommandIDs.closeNode, target]
    ]);
    await act(() => session.steering.closeNode(idOf(1), true));
    expect(screen.getByText(/not looked at any more/)).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'Look here again' })
    ).toBeTruthy();
  });

  it('say a bug’s reason first, its traceback after', async () => {
    const run = new FakeRun();
    run.fail(1, "KeyError: 'x' in cell 2", 'knn');
    await show(run, 1);
    expect(screen.getByText("KeyError: 'x' in cell 2")).toBeTruthy();
    const traceback = screen.getByText(/Traceback \(most recent/);
    expect(traceback.closest('details')!.open).toBe(false);
  });

  it('show what changed against the parent, and lead to it', async () => {
    const run = new FakeRun();
    run.select(1);
    run.write(1, 'ridge', 'a = 1\nb = 2\n');
    run.run(1);
    run.good(1, 0.2);
    run.select(2, 'improve', 1);
    run.write(2, 'stronger ridge', 'a = 1\nb = 3\n');
    run.run(2);
    run.good(2, 0.1);
    const { session } = await show(run, 2);
    fireEvent.click(screen.getByRole('tab', { name: 'Changes to step 1' }));
    await waitFor(() =>
      expect(document.querySelector('.cm-deletedChunk')?.textContent).toBe(
        'b = 2'
      )
    );
    act(() => fireEvent.click(screen.getByRole('button', { name: '1 0.200' })));
    expect(session.selected).toBe(idOf(1));
    expect(screen.getByRole('button', { name: '2 0.100' })).toBeTruthy();
    expect(screen.queryByRole('tab', { name: /Changes/ })).toBeNull();
  });

  it('render outputs, and trust none of a candidate’s HTML', async () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'ridge');
    run.executions.set(
      idOf(1),
      executed({
        cells: [
          { source: 'x', seconds: 1, outputs: [] },
          {
            source: 'y',
            seconds: 1.5,
            outputs: [
              { output_type: 'stream', name: 'stdout', text: 'four folds\n' },
              {
                output_type: 'display_data',
                metadata: {},
                data: {
                  'text/html':
                    '<b>bold</b><script>window.attacked = true</script><img src="x" onerror="window.attacked = true">',
                  'application/javascript': 'window.attacked = true'
                }
              }
            ]
          }
        ]
      })
    );
    await show(run, 1);
    fireEvent.click(screen.getByRole('tab', { name: 'Outputs' }));
    await screen.findByText('Cell 2 · 1.5 s');
    await screen.findByText('bold');
    expect(screen.getByText(/four folds/)).toBeTruthy();
    expect(screen.queryByText(/Cell 1/)).toBeNull();
    const area = document.querySelector('.jp-OutputArea')!;
    expect(area.innerHTML).not.toMatch(/script|onerror/i);
    expect(window).not.toHaveProperty('attacked');
  });

  it('show the text as it comes, and let one be cancelled', async () => {
    const run = new FakeRun();
    run.select(1);
    const { asked } = await show(run, 1);
    expect(screen.getByText('Offline recipes is writing…')).toBeTruthy();
    act(() => run.print(1, 'reply', 'First I fit a ridge'));
    await screen.findByText('First I fit a ridge');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel this one' }));
    expect(asked.map(([id]) => id)).toEqual([CommandIDs.cancelNode]);
    act(() => run.write(1, 'ridge'));
    act(() => run.run(1));
    expect(screen.getByText('It runs, and prints:')).toBeTruthy();
  });

  it('show all of them in a table that is sorted and copied, where none is chosen', async () => {
    const run = new FakeRun();
    run.solve(1, 0.3, '=ridge');
    run.solve(2, 0.1, 'forest');
    const { session } = await show(run, 1);
    act(() => session.select(null));
    const steps = () =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map(row => row.querySelector('td')!.textContent);
    expect(steps()).toEqual(['2', '1']);
    fireEvent.click(screen.getByRole('button', { name: 'Step' }));
    expect(steps()).toEqual(['1', '2']);
    fireEvent.click(screen.getByRole('button', { name: 'Step' }));
    expect(steps()).toEqual(['2', '1']);
    expect(
      screen
        .getByRole('columnheader', { name: 'Step' })
        .getAttribute('aria-sort')
    ).toBe('descending');
    const copy = jest
      .spyOn(Clipboard, 'copyToSystem')
      .mockImplementation(() => undefined);
    fireEvent.click(screen.getByRole('button', { name: 'Copy as csv' }));
    const lines = String(copy.mock.calls[0][0]).split('\n');
    expect(lines[0]).toBe(
      '"step","what","move","of step","state","score","standard error","seconds","calls","tokens"'
    );
    // No spreadsheet takes a title for a formula.
    expect(lines[2]).toMatch(/^1,"'=ridge","draft",,"good",0\.3,/);
    copy.mockRestore();
    fireEvent.click(screen.getByRole('button', { name: '1' }));
    expect(screen.getByRole('article', { name: 'Solution' })).toBeTruthy();
  });

  describe('show the evidence', () => {
    const objective = {
      kind: 'holdout' as const,
      table: 'train.csv',
      target: 'kind',
      metric: 'ROC AUC',
      split: { kind: 'random' as const }
    };
    const open = () =>
      fireEvent.click(screen.getByRole('tab', { name: 'Evidence' }));

    it('where rows were held out, once the run is at rest', async () => {
      const run = new FakeRun();
      run.solve(1, 0.2, 'ridge');
      await show(run, 1);
      open();
      expect(screen.getByText(/^No rows were held out/)).toBeTruthy();
      cleanup();

      const held = new FakeRun({ objective });
      held.solve(1, 0.2, 'ridge');
      const { session } = await show(held, 1);
      open();
      expect(screen.getByText(/once the run is at rest/)).toBeTruthy();
      (session.engine as FakeEngine).faults.set(
        'evidence',
        new Error('The kernel “python3” does not start.')
      );
      act(() => held.say({ phase: 'finished' }));
      expect(
        await screen.findByText('The kernel “python3” does not start.')
      ).toBeTruthy();
    });

    it('in tables and pictures of text that is not trusted', async () => {
      const run = new FakeRun({ objective });
      run.solve(1, 0.2, 'ridge');
      const { session } = await show(run, 1);
      const engine = session.engine as FakeEngine;
      engine.evidenceFound = found;
      engine.importanceFound = {
        problem: '',
        rows: 40,
        of: 3,
        columns: [['age', 0.0512345, 0.01]]
      };
      act(() => run.say({ phase: 'finished' }));
      open();
      const confusion = await screen.findByRole('table', {
        name: 'True class in rows, predicted in columns'
      });
      expect(confusion.textContent).toContain('<img src=x>');
      expect(document.querySelector('.jp-AideEvidence img')).toBeNull();
      expect(
        screen.getByRole('img', { name: 'ROC curve of <img src=x>: area 0.9' })
      ).toBeTruthy();
      expect(
        screen.getByRole('table', {
          name: 'The rows that it is furthest off at'
        }).textContent
      ).toContain('Chance of the true class');

      // Its script runs again where that is asked for, and not before; until it is stopped.
      const measured = engine.importanceFound;
      engine.importanceFound = new Promise(() => undefined);
      fireEvent.click(
        screen.getByRole('button', { name: 'Which columns it goes by' })
      );
      fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
      expect(engine.importanceSignal?.aborted).toBe(true);
      engine.importanceFound = measured;
      fireEvent.click(
        screen.getByRole('button', { name: 'Which columns it goes by' })
      );
      const columns = await screen.findByRole('table', {
        name: 'What RMSLE loses when a column is shuffled'
      });
      expect(columns.textContent).toContain('age0.051230.02');
      expect(screen.getByText(/of 3 columns those are shown/)).toBeTruthy();
    });
  });
});

const found: Evidence = {
  problem: '',
  rows: 40,
  held: 30,
  targets: [
    {
      name: 'kind',
      wants: 'chances',
      numbers: null,
      classes: {
        names: ['no', '<img src=x>'],
        leftOut: 0,
        confusion: [
          [20, 1],
          [2, 17]
        ],
        figures: [
          [21, 0.9, 0.95, 0.93],
          [19, 0.94, 0.89, 0.92]
        ],
        curves: [
          {
            name: '<img src=x>',
            area: 0.9,
            precision: 0.8,
            roc: [
              [0, 0],
              [1, 1]
            ],
            recalled: [
              [0, 1],
              [1, null]
            ],
            calibration: [[0.5, 0.4, 40]]
          }
        ]
      },
      loss: 0.2,
      slices: [['town', 'a', 20, 0.3, null]],
      worst: {
        named: null,
        columns: ['age'],
        rows: [['', 'no', 'x', '0.1', '7']]
      }
    }
  ]
};
