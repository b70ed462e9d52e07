import { NotebookModel, type Notebook } from '@jupyterlab/notebook';
import { NBTestUtils } from '@jupyterlab/notebook/lib/testutils';
import type { Solution } from '../../src/solution/solution';

// Yjs warns of the way in which JupyterLab makes a notebook's model.
jest.spyOn(console, 'warn').mockImplementation();

/** A real notebook widget; strings are Markdown, what is in a list is code. */
export function notebookOf(
  cells: readonly (string | readonly [string])[],
  options: { disableDocumentWideUndoRedo?: boolean } = {}
): Notebook {
  const notebook = NBTestUtils.createNotebook();
  const model = new NotebookModel(options);
  model.fromJSON({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map((cell, index) =>
      typeof cell === 'string'
        ? {
            cell_type: 'markdown',
            id: `m${index}`,
            metadata: {},
            source: cell
          }
        : {
            cell_type: 'code',
            id: `c${index}`,
            metadata: {},
            source: cell[0],
            outputs: [],
            execution_count: null
          }
    )
  });
  model.sharedModel.clearUndoHistory();
  notebook.model = model;
  notebook.activeCellIndex = 0;
  return notebook;
}

/** The sources of a notebook's cells. */
export function sources(notebook: Notebook): string[] {
  return [...notebook.model!.cells].map(cell => cell.sharedModel.getSource());
}

/** A good solution with this code. */
export function solutionOf(code: string): Solution {
  const usage = { calls: 0, tokensIn: 0, tokensOut: 0, tokensCached: 0 };
  return {
    id: '0012',
    step: 12,
    stage: 'improve',
    parent: '0003',
    state: 'good',
    writing: {
      title: 'ridge on log price',
      plan: 'Fits a ridge regression to the logarithm. It is quick.',
      code,
      usage
    },
    execution: null,
    evaluation: {
      score: 0.1243,
      bug: false,
      reason: '',
      error: null,
      reported: null,
      analysis: '',
      warnings: [],
      usage
    }
  };
}
