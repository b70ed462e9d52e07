import { NotebookActions, type Notebook } from '@jupyterlab/notebook';
import { isOurs, ORIGIN } from './origin';
import { solutionCells, type IOrigin, type NewCell } from './solutionCells';

/** The notebook's history, which its interface does not show. */
interface IUndoManager {
  readonly undoStack: readonly object[];
  stopCapturing(): void;
}

/** Marks a notebook whose last change may be an insertion of ours. */
export const INSERTED_CLASS = 'jp-mod-aideInserted';

/** The step of a notebook's history that was its last insertion of ours. */
const insertions = new WeakMap<Notebook, object>();

/**
 * Insert cells below the active one, or below what was inserted there before.
 * They are selected, and nothing runs. A trusted notebook stays trusted: their
 * outputs, where they have some, are ours. One undo of the notebook takes them all back, and them alone:
 * `Z`, or {@link undoInsertion}.
 *
 * @throws Error - for people, where the notebook is read-only or not there yet.
 */
export function insertCells(notebook: Notebook, cells: NewCell[]): void {
  const { model } = notebook;
  if (model === null) {
    throw new Error(
      'The notebook is still being opened. Try again in a moment.'
    );
  }
  if (model.readOnly) {
    throw new Error(
      'This notebook is read-only, so nothing can be inserted. Save a copy of it under another name and insert there.'
    );
  }
  const first = placeIn(notebook);
  const history = historyOf(notebook);
  // What is changed within half a second is one step otherwise.
  history?.stopCapturing();
  model.sharedModel.insertCells(first, cells.map(trusted));
  history?.stopCapturing();
  const step = history?.undoStack[history.undoStack.length - 1];
  if (step) {
    insertions.set(notebook, step);
    notebook.addClass(INSERTED_CLASS);
  }
  notebook.mode = 'command';
  notebook.deselectAll();
  notebook.activeCellIndex = first + cells.length - 1;
  notebook.extendContiguousSelectionTo(first);
  void notebook.scrollToItem(first);
}

/** Below the active cell, and below the whole insertion that it belongs to. */
function placeIn(notebook: Notebook): number {
  const cells = [...notebook.model!.cells];
  const active = notebook.activeCell?.model;
  if (!active) {
    return 0;
  }
  let last = notebook.activeCellIndex;
  const origin = JSON.stringify(active.getMetadata(ORIGIN));
  while (
    isOurs(active) &&
    last + 1 < cells.length &&
    JSON.stringify(cells[last + 1].getMetadata(ORIGIN)) === origin
  ) {
    last += 1;
  }
  return last + 1;
}

function trusted(cell: NewCell): NewCell {
  return cell.cell_type === 'code'
    ? { ...cell, metadata: { ...cell.metadata, trusted: true } }
    : cell;
}

/** Insert a solution; see {@link solutionCells} and {@link insertCells}. */
export function insertSolution(
  notebook: Notebook,
  origin: IOrigin,
  path: string
): void {
  insertCells(notebook, solutionCells(origin, path));
}

/**
 * Take the last insertion back, where that is the notebook's last change and the
 * active cell has no changes of its own to take back. JupyterLab's own Ctrl+Z
 * takes back changes inside the active cell only and does nothing then.
 *
 * @returns whether it was taken back.
 */
export function undoInsertion(notebook: Notebook): boolean {
  const stack = historyOf(notebook)?.undoStack ?? [];
  const step = insertions.get(notebook);
  if (step === undefined || stack[stack.length - 1] !== step) {
    notebook.removeClass(INSERTED_CLASS);
    return false;
  }
  const { disableDocumentWideUndoRedo } = notebook.model!.sharedModel;
  if (
    disableDocumentWideUndoRedo &&
    notebook.activeCell?.model.sharedModel.canUndo()
  ) {
    return false;
  }
  NotebookActions.undo(notebook);
  notebook.removeClass(INSERTED_CLASS);
  return true;
}

function historyOf(notebook: Notebook): IUndoManager | undefined {
  const shared = notebook.model?.sharedModel;
  return (shared as { undoManager?: IUndoManager } | undefined)?.undoManager;
}
