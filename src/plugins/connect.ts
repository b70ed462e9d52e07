import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';

/** The dialog that connects a language model. */
export const connect: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:connect',
  description: 'Adds the dialog that connects a language model.',
  autoStart: true,
  requires: [IAide],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app,
    aide: IAide,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const { commands, serviceManager } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    commands.addCommand(CommandIDs.connectModel, {
      label: trans.__('Connect a Model…'),
      caption: trans.__(
        'Choose the endpoint and the language model that writes solutions'
      ),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        const [{ showConnectDialog }, { formOf }] = await Promise.all([
          import('../panel/connect/connect'),
          import('../panel/form/forms')
        ]);
        const model = await showConnectDialog(
          serviceManager.serverSettings,
          translator ?? undefined
        );
        const { session } = aide;
        if (model !== null && session !== null) {
          formOf(session, aide.settings(), trans).connected(model);
        }
      }
    });
    palette?.addItem({
      command: CommandIDs.connectModel,
      category: trans.__('AIDE')
    });
  }
};
