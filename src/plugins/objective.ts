import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { isObjective, toggleObjective } from '../notebook/objectiveCell';
import { CommandIDs } from '../panel/shared/commandIds';
import { objectiveIcon } from '../panel/shared/icons';

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
    // A click with the right button does not always make its cell the active one.
    const cellOf = ({ fromContextMenu }: ReadonlyPartialJSONObject) => {
      if (!fromContextMenu) {
        return tracker.currentWidget?.content.activeCell?.model ?? null;
      }
      const node = app.contextMenuHitTest(each =>
        each.classList.contains('jp-Cell')
      );
      const panel = tracker.find(each => each.node.contains(node ?? null));
      const cells = node ? (panel?.content.widgets ?? []) : [];
      return cells.find(cell => cell.node === node)?.model ?? null;
    };
    app.commands.addCommand(CommandIDs.toggleObjective, {
      label: trans.__('Objective of AIDE'),
      caption: trans.__(
        'Let the last line of this cell, run after each solution, be its score'
      ),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            fromContextMenu: {
              type: 'boolean',
              description: trans.__(
                'Whether the cell is the one below the context menu, not the active one'
              )
            }
          }
        }
      },
      // In the cell's toolbar it is its icon alone.
      icon: objectiveIcon,
      isVisible: args => cellOf(args)?.type === 'code',
      isToggleable: true,
      isEnabled: args => cellOf(args)?.type === 'code',
      isToggled: args => {
        const cell = cellOf(args);
        return cell !== null && isObjective(cell);
      },
      execute: args => {
        const cell = cellOf(args);
        if (cell !== null) {
          toggleObjective(cell);
          app.commands.notifyCommandChanged(CommandIDs.toggleObjective);
        }
      }
    });
    tracker.activeCellChanged.connect(() =>
      app.commands.notifyCommandChanged(CommandIDs.toggleObjective)
    );
    palette?.addItem({
      command: CommandIDs.toggleObjective,
      category: trans.__('AIDE')
    });
  }
};
