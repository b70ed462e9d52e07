import { NotebookActions, type Notebook } from '@jupyterlab/notebook';
import {
  INSERTED_CLASS,
  insertSolution,
  undoInsertion
} from '../../src/notebook/insert';
import { notebookOf, solutionOf, sources } from './notebooks';

const before = ['Predict.', 'a = 1', 'b = 2'];

function open(options = {}): Notebook {
  const notebook = notebookOf(['Predict.', ['a = 1'], ['b = 2']], options);
  notebook.activeCellIndex = 1;
  return notebook;
}

function insert(notebook: Notebook): void {
  insertSolution(
    notebook,
    {
      solution: solutionOf('# %%\nx = 1\n\n# %%\ny = 2\n'),
      run: 'aide-runs/a',
      data: 'data',
      metric: 'RMSLE',
      direction: 'minimize',
      objective: 'reported',
      submission: null,
      scores: [{ value: 0.1243, error: null, on: 'search' }]
    },
    'a.ipynb'
  );
}

describe('insertSolution', () => {
  it('puts the cells below the active one, selected, and runs nothing', () => {
    const notebook = open();
    insert(notebook);
    const after = sources(notebook);
    expect([after[0], after[1], ...after.slice(3)]).toEqual([
      'Predict.',
      'a = 1',
      'x = 1',
      'y = 2',
      'b = 2'
    ]);
    expect(after[2]).toContain('**RMSLE 0.1243**');
    expect(notebook.activeCellIndex).toBe(2);
    expect(
      notebook.selectedCells.map(cell => cell.model.sharedModel.getSource())
    ).toEqual(after.slice(2, 5));
    expect(notebook.mode).toBe('command');
    for (const cell of notebook.model!.cells) {
      expect(cell.toJSON().execution_count ?? null).toBeNull();
    }
    expect(notebook.model!.dirty).toBe(true);
  });

  it('leaves an insertion whole where the next one comes, wherever in it the person is', () => {
    const notebook = open();
    insert(notebook);
    const block = sources(notebook).slice(2, 5);
    insert(notebook);
    expect(sources(notebook).slice(2)).toEqual([...block, ...block, 'b = 2']);
    notebook.activeCellIndex = 3;
    insert(notebook);
    expect(sources(notebook).slice(2)).toEqual([
      ...block,
      ...block,
      ...block,
      'b = 2'
    ]);
  });

  it('leaves a trusted notebook trusted', () => {
    const notebook = open();
    const code = () =>
      [...notebook.model!.cells].filter(cell => cell.type === 'code');
    code().forEach(cell => (cell.trusted = true));
    insert(notebook);
    expect(code().map(cell => cell.trusted)).toEqual([true, true, true, true]);
  });

  // JupyterLab's setting "documentWideUndoRedo", off and on.
  describe.each([true, false])('history by cell: %s', byCell => {
    const options = { disableDocumentWideUndoRedo: byCell };

    it('is taken back by one undo of the notebook, and comes again', () => {
      const notebook = open(options);
      insert(notebook);
      const after = sources(notebook);
      NotebookActions.undo(notebook);
      expect(sources(notebook)).toEqual(before);
      NotebookActions.redo(notebook);
      expect(sources(notebook)).toEqual(after);
    });

    it('is taken back alone, however quickly it followed another change', () => {
      const notebook = open(options);
      NotebookActions.insertBelow(notebook);
      insert(notebook);
      NotebookActions.insertAbove(notebook);
      expect(notebook.widgets).toHaveLength(3 + 1 + 3 + 1);
      NotebookActions.undo(notebook);
      expect(notebook.widgets).toHaveLength(3 + 1 + 3);
      NotebookActions.undo(notebook);
      expect(sources(notebook)).toEqual(['Predict.', 'a = 1', '', 'b = 2']);
    });

    it('is taken back with what the cells printed since', () => {
      const notebook = open(options);
      insert(notebook);
      const cell = notebook.model!.sharedModel.getCell(3);
      cell.transact(() => {
        Object.assign(cell, {
          outputs: [{ output_type: 'stream', name: 'stdout', text: '0.1243' }]
        });
      }, false);
      NotebookActions.undo(notebook);
      expect(sources(notebook)).toEqual(before);
    });
  });

  it('refuses a read-only notebook with a sentence', () => {
    const notebook = open();
    notebook.model!.readOnly = true;
    expect(() => insert(notebook)).toThrow(/read-only.*Save a copy/);
    expect(sources(notebook)).toEqual(before);
  });
});

describe('undoInsertion', () => {
  it('takes the insertion back where Ctrl+Z would do nothing', () => {
    const notebook = open();
    insert(notebook);
    expect(notebook.hasClass(INSERTED_CLASS)).toBe(true);
    expect(undoInsertion(notebook)).toBe(true);
    expect(sources(notebook)).toEqual(before);
    expect(notebook.hasClass(INSERTED_CLASS)).toBe(false);
    expect(undoInsertion(notebook)).toBe(false);
  });

  it('leaves it while the active cell has changes of its own', () => {
    const notebook = open();
    insert(notebook);
    notebook.activeCellIndex = 3;
    const cell = notebook.activeCell!.model.sharedModel;
    cell.updateSource(0, 0, 'typed ');
    expect(undoInsertion(notebook)).toBe(false);
    expect(cell.getSource()).toBe('typed x = 1');
    cell.undo();
    expect(undoInsertion(notebook)).toBe(true);
    expect(sources(notebook)).toEqual(before);
  });

  it('leaves it once something else changed', () => {
    const notebook = open();
    insert(notebook);
    NotebookActions.insertBelow(notebook);
    expect(undoInsertion(notebook)).toBe(false);
    expect(notebook.hasClass(INSERTED_CLASS)).toBe(false);
    expect(notebook.widgets).toHaveLength(7);
  });
});
