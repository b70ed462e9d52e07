import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';

/** The run in a few words at the foot of the window. */
export const status: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:status',
  description: 'Shows the run and its best score in the status bar.',
  autoStart: true,
  requires: [IAide],
  optional: [IStatusBar, ITranslator],
  activate: (
    app,
    aide: IAide,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ) => {
    const { commands } = app;
    if (!statusBar) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    // Nothing is loaded and nothing is shown before there is a run.
    const onChanged = async () => {
      if (!aide.session?.view) {
        return;
      }
      aide.changed.disconnect(onChanged);
      const { StatusItem } = await import('../panel/statusItem');
      const open = () => void commands.execute(CommandIDs.open);
      statusBar.registerStatusItem(status.id, {
        item: new StatusItem(aide, trans, open),
        align: 'left',
        rank: 90
      });
    };
    aide.changed.connect(onChanged);
  }
};
