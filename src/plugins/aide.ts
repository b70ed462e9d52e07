import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
// It follows the notebooks from the start.
/* eslint-disable jupyter/prefer-lazy-imports */
import { Aide } from '../panel/aide';
import { CommandIDs } from '../panel/shared/commandIds';
import { Engine } from '../panel/model/engine';
/* eslint-enable jupyter/prefer-lazy-imports */
import { IAide } from '../panel/tokens';

/** The runs of this window; everything else in the product asks it. */
export const aide: JupyterFrontEndPlugin<IAide> = {
  id: 'jupyterlab-aide:plugin',
  description: 'Keeps the runs of AIDE, a session for each notebook.',
  autoStart: true,
  provides: IAide,
  requires: [INotebookTracker],
  optional: [ISettingRegistry, ITranslator],
  activate: async (
    app,
    tracker: INotebookTracker,
    registry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const { serviceManager } = app;
    const settings = await registry?.load(aide.id);
    const engine = new Engine({
      contents: serviceManager.contents,
      kernels: serviceManager.kernels,
      specs: serviceManager.kernelspecs,
      serverSettings: serviceManager.serverSettings
    });
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    engine.questions.changed.connect((_, question) => {
      if (question) {
        Notification.info(
          trans.__('Solution %1 waits for your word to run.', question.id),
          {
            actions: [
              {
                label: trans.__('Show the script'),
                callback: () => void app.commands.execute(CommandIDs.open)
              }
            ]
          }
        );
      }
    });
    return new Aide(tracker, engine, () => ({ ...settings?.composite }));
  }
};
