import type { ICellModel } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';

/** The tag of the cell that says how good a solution is. */
export const OBJECTIVE_TAG = 'aide-objective';

/** The code of the marked cells, in order; `null` where none is marked or all are empty. */
export function objectiveCode(notebook: Notebook): string | null {
  const code = [...(notebook.model?.cells ?? [])]
    .filter(
      cell => cell.type === 'code' && tagsOf(cell).includes(OBJECTIVE_TAG)
    )
    .map(cell => cell.sharedModel.getSource().trim())
    .filter(source => source !== '')
    .join('\n\n');
  return code === '' ? null : code;
}

/** Mark a cell as the objective, or take its mark away. */
export function toggleObjective(cell: ICellModel): void {
  if (cell.type !== 'code') {
    return;
  }
  const tags = tagsOf(cell);
  const others = tags.filter(tag => tag !== OBJECTIVE_TAG);
  const changed =
    others.length < tags.length ? others : [...tags, OBJECTIVE_TAG];
  if (changed.length > 0) {
    cell.setMetadata('tags', changed);
  } else {
    cell.deleteMetadata('tags');
  }
}

/** Whether a cell is marked. */
export function isObjective(cell: ICellModel): boolean {
  return tagsOf(cell).includes(OBJECTIVE_TAG);
}

function tagsOf(model: { getMetadata(key: string): unknown }): string[] {
  const tags = model.getMetadata('tags');
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}
