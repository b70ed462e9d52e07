import { CodeCellModel } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';
import {
  isObjective,
  objectiveCode,
  toggleObjective
} from '../../src/notebook/objectiveCell';

/** A notebook as far as objective cells go, the first cell active. */
function notebookOf(...sources: string[]): Notebook {
  const cells = sources.map(source => {
    const cell = new CodeCellModel();
    cell.sharedModel.setSource(source);
    return cell;
  });
  return {
    model: { cells },
    activeCell: { model: cells[0] }
  } as unknown as Notebook;
}

describe('an objective cell', () => {
  it('is marked and unmarked by its tag, other tags kept', () => {
    const notebook = notebookOf('score()', 'other');
    notebook.activeCell!.model.setMetadata('tags', ['mine']);
    expect(objectiveCode(notebook)).toBeNull();
    toggleObjective(notebook.activeCell!.model);
    expect(isObjective(notebook.activeCell!.model)).toBe(true);
    expect(objectiveCode(notebook)).toBe('score()');
    expect(notebook.activeCell!.model.getMetadata('tags')).toEqual([
      'mine',
      'aide-objective'
    ]);
    toggleObjective(notebook.activeCell!.model);
    expect(isObjective(notebook.activeCell!.model)).toBe(false);
    expect(notebook.activeCell!.model.getMetadata('tags')).toEqual(['mine']);
  });

  it('that is empty counts as none', () => {
    const notebook = notebookOf('  ');
    toggleObjective(notebook.activeCell!.model);
    expect(objectiveCode(notebook)).toBeNull();
  });
});
