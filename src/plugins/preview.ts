import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import {
  ICommandPalette,
  InputDialog,
  Notification
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { tableRowsIcon } from '@jupyterlab/ui-components';
import { messageOf } from '../base/messageOf';
import { CommandIDs } from '../panel/shared/commandIds';

/** Milliseconds after which reading is shown. */
const PATIENCE = 1000;

/** The command that puts a data preview into the notebook. */
export const preview: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:preview',
  description: 'Adds the command that previews a data folder in the notebook.',
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
    const { commands, serviceManager } = app;
    const { contents } = serviceManager;

    const ask = async (panel: NonNullable<typeof tracker.currentWidget>) => {
      const { dataFolders } = await import('../notebook/data');
      const items = await dataFolders(panel, contents);
      const { value } = await InputDialog.getItem({
        title: trans.__('Preview Data'),
        label: trans.__('Folder or file, from the notebook’s folder:'),
        items: items.length > 0 ? items : ['.'],
        editable: true,
        okLabel: trans.__('Preview')
      });
      return value?.trim() || null;
    };

    commands.addCommand(CommandIDs.previewData, {
      label: trans.__('Preview Data…'),
      caption: trans.__('Show what is in a data folder, in the notebook'),
      icon: tableRowsIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            path: {
              type: 'string',
              description: trans.__(
                'Folder or file, from the notebook’s folder or absolute; asked for by default'
              )
            }
          }
        }
      },
      isEnabled: () => tracker.currentWidget !== null,
      execute: async args => {
        const panel = tracker.currentWidget;
        if (panel === null) {
          return;
        }
        const folder =
          typeof args.path === 'string' ? args.path : await ask(panel);
        if (folder === null) {
          return;
        }
        let shown = '';
        const timer = setTimeout(() => {
          shown = Notification.emit(
            trans.__('Reading %1…', folder),
            'in-progress',
            { autoClose: false }
          );
        }, PATIENCE);
        try {
          const [{ insertPreview }, { Engine }, { fromNotebook }] =
            await Promise.all([
              import('../notebook/previewCell'),
              import('../panel/model/engine'),
              import('../run/runPaths')
            ]);
          const engine = new Engine({
            contents,
            kernels: serviceManager.kernels,
            specs: serviceManager.kernelspecs,
            serverSettings: serviceManager.serverSettings
          });
          const { path } = panel.context;
          await insertPreview(panel, folder, async () => {
            const { preview } = await engine.survey(
              path,
              fromNotebook(path, folder),
              await engine.kernel(panel),
              await engine.goal(panel),
              new AbortController().signal
            );
            return preview;
          });
          panel.content.activate();
        } catch (error) {
          Notification.error(messageOf(error));
        } finally {
          clearTimeout(timer);
          if (shown !== '') {
            Notification.dismiss(shown);
          }
        }
      }
    });
    palette?.addItem({
      command: CommandIDs.previewData,
      category: trans.__('AIDE')
    });

    commands.addCommand(CommandIDs.undoInsertion, {
      label: trans.__('Undo the Insertion'),
      caption: trans.__('Take back the cells that AIDE inserted last'),
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => tracker.currentWidget !== null,
      execute: async () => {
        const { undoInsertion } = await import('../notebook/insert');
        const notebook = tracker.currentWidget?.content;
        if (!notebook || !undoInsertion(notebook)) {
          await commands.execute('notebook:undo');
        }
      }
    });
  }
};
