import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { isObjective, toggleObjective } from '../notebook/objectiveCell';
import { CommandIDs } from '../panel/commandIds';

/** The command that marks the cell which says how good a solution is. */
export const objective: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:objective',
  description: 'Marks a cell of the notebook as the objective of its runs.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app,
    tracker: INotebookTracker,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    const notebook = () => tracker.currentWidget?.content ?? null;
    app.commands.addCommand(CommandIDs.toggleObjective, {
      label: trans.__('Objective of AIDE'),
      caption: trans.__(
        'Let the last line of this cell, run after each solution, be its score'
      ),
      describedBy: { args: { type: 'object', properties: {} } },
      isToggleable: true,
      isEnabled: () => notebook()?.activeCell?.model.type === 'code',
      isToggled: () => {
        const current = notebook();
        return current !== null && isObjective(current);
      },
      execute: () => {
        const current = notebook();
        if (current !== null) {
          toggleObjective(current);
        }
      }
    });
    palette?.addItem({
      command: CommandIDs.toggleObjective,
      category: trans.__('AIDE')
    });
  }
};
