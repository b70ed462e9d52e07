import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../panel/commandIds';
import { IAide } from '../tokens';

/** Tells when a run came to its end, wherever the person is by then. */
export const finish: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:finish',
  description: 'Notifies when a run has found its best solution.',
  autoStart: true,
  requires: [IAide],
  optional: [ITranslator],
  activate: (app, aide: IAide, translator: ITranslator | null) => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    aide.finished.connect(async (_, { session, view }) => {
      const { endText } = await import('../panel/endText');
      const { text, isFound } = endText(view, trans);
      Notification.emit(text, isFound ? 'success' : 'info', {
        autoClose: false,
        actions: isFound
          ? [
              {
                label: trans.__('Insert into notebook'),
                displayType: 'accent',
                callback: () =>
                  void commands.execute(CommandIDs.insertBest, {
                    notebook: session.path
                  })
              }
            ]
          : []
      });
    });
  }
};
