import { CodeMirrorEditorFactory } from '@jupyterlab/codemirror';
import {
  RenderMimeRegistry,
  standardRendererFactories
} from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import {
  act,
  fireEvent,
  render,
  screen,
  waitFor
} from '@testing-library/react';
import { CommandIDs } from '../../src/panel/shared/commandIds';
import { Details } from '../../src/panel/details/details';
import { Session } from '../../src/panel/model/session';
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
});
