import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';
import { describeTarget, runOf } from './target';

/** A run's account as a notebook of its own. */
export const report: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:report',
  description: 'Makes a notebook of what a run came to.',
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
    const { contents, kernelspecs } = serviceManager;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    const { notebook } = describeTarget(trans).args.properties;

    commands.addCommand(CommandIDs.report, {
      label: trans.__('Make a Report of the Run'),
      caption: trans.__(
        'Save what helped, what failed and what it took as a notebook'
      ),
      describedBy: { args: { type: 'object', properties: { notebook } } },
      isEnabled: args => runOf(aide, args) !== null,
      execute: async args => {
        const found = runOf(aide, args);
        if (found === null) {
          return;
        }
        const { session, view } = found;
        const { best, run } = view;
        try {
          const [{ reportedOf }, { saveReport }, { kernelspecOf, originOf }] =
            await Promise.all([
              import('../panel/run/reported'),
              import('../notebook/save'),
              import('./origin')
            ]);
          const path = await saveReport(
            contents,
            reportedOf(
              view,
              best && originOf({ session, view, id: best.id }),
              best &&
                (session.evidences.of(run, best.id).importance?.value ?? null),
              trans
            ),
            session.path,
            kernelspecOf(run.config.kernel, kernelspecs)
          );
          await commands.execute('docmanager:open', { path });
        } catch (error) {
          Notification.error((error as Error).message);
        }
      }
    });
    palette?.addItem({
      command: CommandIDs.report,
      category: trans.__('AIDE')
    });
  }
};
