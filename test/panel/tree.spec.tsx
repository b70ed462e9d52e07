import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { RunView } from '../../src/panel/model/runView';
import { Tree } from '../../src/panel/tree/tree';
import { FakeRun, idOf } from './fakeRun';

const trans = nullTranslator.load('jupyterlab_aide');

function show(run: FakeRun): { opened: string[] } {
  const opened: string[] = [];
  run.say({ phase: 'running' });
  render(
    <Tree
      view={new RunView(run)}
      trans={trans}
      selected={null}
      onOpen={id => opened.push(id)}
    />
  );
  return { opened };
}

function labels(): (string | null)[] {
  return screen
    .getAllByRole('treeitem')
    .map(item => item.getAttribute('aria-label'));
}

function press(key: string): void {
  fireEvent.keyDown(document.activeElement!, { key });
}

function focused(): string | null | undefined {
  return document.activeElement?.getAttribute('data-id');
}

describe('Tree', () => {
  it('says of each node what it is, how it did and what it tries', () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'ridge on log price');
    run.fail(2, "KeyError: 'x' in cell 2", 'nearest neighbours');
    run.solve(3, 0.15, 'more trees', 'improve', 1);
    show(run);
    expect(labels()).toEqual([
      'Step 1, draft, ridge on log price, good, 0.200',
      "Step 2, draft, nearest neighbours, bug, KeyError: 'x' in cell 2",
      'Step 3, improvement, of step 1, more trees, best, 0.150'
    ]);
  });

  it('follows a node from its first word to its score', () => {
    const run = new FakeRun();
    show(run);
    expect(screen.queryAllByRole('treeitem')).toHaveLength(0);
    act(() => void run.select(1));
    expect(labels()[0]).toBe('Step 1, draft, a first try, writing');
    act(() => run.write(1, 'ridge'));
    expect(labels()[0]).toBe('Step 1, draft, ridge, waiting');
    act(() => run.run(1));
    expect(labels()[0]).toBe('Step 1, draft, ridge, running');
    act(() => run.good(1, 0.2));
    expect(labels()[0]).toBe('Step 1, draft, ridge, best, 0.200');
  });

  it('shows nothing as under way once the run is at rest', () => {
    const run = new FakeRun();
    run.select(1);
    show(run);
    act(() => run.say({ phase: 'paused' }));
    expect(labels()[0]).toBe('Step 1, draft, a first try, paused');
    expect(document.querySelector('.jp-AideMark.jp-mod-writing')).toBeNull();
  });

  it('folds failed repairs into one mark, and says when they helped', () => {
    const run = new FakeRun();
    run.fail(1, 'KeyError', 'knn');
    run.fail(2, 'TypeError', 'fix', 'debug', 1);
    run.fail(3, 'ValueError', 'fix', 'debug', 2);
    show(run);
    expect(screen.getAllByRole('treeitem')).toHaveLength(1);
    expect(screen.getByText('3 bugs')).toBeTruthy();
    act(() => run.solve(4, 0.2, 'fix', 'debug', 3));
    expect(labels()).toEqual(['Step 1, draft, knn, best, 0.200, after 3 bugs']);
  });

  it('is a tree to those who hear it', () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'a');
    run.solve(2, 0.3, 'b');
    run.solve(3, 0.1, 'c', 'improve', 1);
    show(run);
    const [, second, third] = screen.getAllByRole('treeitem');
    expect(second.getAttribute('aria-level')).toBe('1');
    expect(second.getAttribute('aria-posinset')).toBe('2');
    expect(second.getAttribute('aria-setsize')).toBe('2');
    expect(third.getAttribute('aria-level')).toBe('2');
    expect(third.getAttribute('aria-setsize')).toBe('1');
  });

  it('is one stop for Tab, and walked with arrows', () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'a');
    run.solve(2, 0.3, 'b');
    run.solve(3, 0.1, 'c', 'improve', 1);
    const { opened } = show(run);
    const stops = screen
      .getAllByRole('treeitem')
      .filter(item => item.tabIndex === 0);
    expect(stops).toHaveLength(1);
    act(() => stops[0].focus());
    press('ArrowDown');
    expect(focused()).toBe(idOf(2));
    press('End');
    expect(focused()).toBe(idOf(3));
    press('ArrowLeft');
    expect(focused()).toBe(idOf(1));
    press('ArrowRight');
    expect(focused()).toBe(idOf(3));
    press('Home');
    press('Enter');
    expect(opened).toEqual([idOf(1)]);
  });

  it('opens the details of what is clicked', () => {
    const run = new FakeRun();
    run.solve(1, 0.2, 'a');
    const { opened } = show(run);
    fireEvent.click(screen.getByRole('treeitem'));
    expect(opened).toEqual([idOf(1)]);
  });

  it('draws but a window of five thousand nodes, and walks to the last', () => {
    const run = new FakeRun({ steps: 10000 });
    for (let step = 1; step <= 5000; step++) {
      run.solve(
        step,
        1 / step,
        'x',
        step > 5 ? 'improve' : 'draft',
        step > 5 ? step - 3 : undefined
      );
    }
    show(run);
    expect(screen.getAllByRole('treeitem').length).toBeLessThan(60);
    act(() => screen.getAllByRole('treeitem')[0].focus());
    press('End');
    expect(focused()).toBe(idOf(5000));
  });
});
