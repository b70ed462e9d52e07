import type { Notebook } from '@jupyterlab/notebook';
import { readInput } from '../kernel/readFrom';
import { withoutNotebookLines } from '../syntax/notebookLines';
import { OBJECTIVE_TAG } from './objectiveCell';
import { isOurs } from './origin';

/**
 * The code that a person wrote in a notebook, as a script for a run: its cells in
 * order, without those that AIDE inserted and the one that scores solutions. What
 * only a notebook understands (`%matplotlib`, `!pip`) becomes a comment.
 *
 * @param folder - the data folder from the notebook's, which is `./input` in a run.
 * @returns `null` where nobody wrote any code yet.
 */
export function ownCode(notebook: Notebook, folder: string): string | null {
  const cells = [...(notebook.model?.cells ?? [])]
    .filter(cell => {
      const tags = cell.getMetadata('tags');
      return (
        cell.type === 'code' &&
        !isOurs(cell) &&
        !(Array.isArray(tags) && tags.includes(OBJECTIVE_TAG))
      );
    })
    .map(cell => cell.sharedModel.getSource().trim())
    // The cells of another language.
    .filter(source => source !== '' && !source.startsWith('%%'))
    .map(source => withoutNotebookLines(source));
  return cells.length === 0
    ? null
    : `${cells.map(cell => `# %%\n${readInput(cell, folder)}`).join('\n\n')}\n`;
}
