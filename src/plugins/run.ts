import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { runIcon, stopIcon } from '@jupyterlab/ui-components';
import { CommandIDs } from '../panel/shared/commandIds';
import { pauseIcon, treeIcon } from '../panel/shared/icons';
import { IAide } from '../panel/tokens';
import { describeTarget, runOf } from './target';

/** The commands that drive the run in front. */
export const run: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:run',
  description: 'Adds the commands that start, pause, resume and stop a run.',
  autoStart: true,
  requires: [IAide],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app,
    aide: IAide,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    const none = { args: { type: 'object', properties: {} } } as const;
    const phase = () => aide.session?.view?.run.status.phase ?? null;

    commands.addCommand(CommandIDs.start, {
      label: trans.__('Start a Run'),
      caption: trans.__('Begin a run with what the AIDE panel’s form says'),
      icon: treeIcon,
      describedBy: none,
      isEnabled: () => aide.session !== null && aide.session.view === null,
      execute: async () => {
        const { session } = aide;
        if (session === null) {
          return;
        }
        await commands.execute(CommandIDs.open);
        const { formOf } = await import('../panel/form/forms');
        const form = formOf(session, aide.settings(), trans);
        await form.open();
        await form.start();
      }
    });
    commands.addCommand(CommandIDs.pause, {
      label: trans.__('Pause the Run'),
      caption: trans.__('Begin nothing new, let what is under way finish'),
      icon: pauseIcon,
      describedBy: none,
      isEnabled: () => phase() === 'running' || phase() === 'preparing',
      execute: () => void aide.session?.view?.run.command({ do: 'pause' })
    });
    commands.addCommand(CommandIDs.resume, {
      label: trans.__('Go On with the Run'),
      caption: trans.__('Go on with the run where it stopped'),
      icon: runIcon,
      describedBy: none,
      isEnabled: () => aide.session?.view?.canGoOn ?? false,
      // It goes on for long: the command does not wait for its end.
      execute: () => void aide.session?.steering.resume()
    });
    commands.addCommand(CommandIDs.extend, {
      label: trans.__('Try More Solutions'),
      caption: trans.__('Have a run that is over try more solutions'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            notebook: describeTarget(trans).args.properties.notebook,
            steps: {
              type: 'integer',
              description: trans.__('How many more; 20 by default')
            }
          }
        }
      },
      isEnabled: args => runOf(aide, args)?.view.isAtRest ?? false,
      execute: args =>
        void runOf(aide, args)?.session.steering.extend(
          typeof args.steps === 'number' ? args.steps : 20
        )
    });
    commands.addCommand(CommandIDs.stop, {
      label: trans.__('Stop the Run'),
      caption: trans.__('Interrupt what is under way and come to rest'),
      icon: stopIcon,
      describedBy: none,
      isEnabled: () =>
        ['running', 'preparing', 'pausing'].includes(phase() ?? ''),
      execute: () => aide.session?.steering.stop()
    });
    commands.addCommand(CommandIDs.verify, {
      label: trans.__('Verify the Best Solution'),
      caption: trans.__(
        'Run the leading solutions again with other seeds, and compare them by what they score then and scored before'
      ),
      describedBy: none,
      isEnabled: () =>
        ['paused', 'finished'].includes(phase() ?? '') &&
        (aide.session?.view?.best ?? null) !== null,
      execute: () => void aide.session?.steering.verify()
    });
    const category = trans.__('AIDE');
    for (const command of [
      CommandIDs.start,
      CommandIDs.pause,
      CommandIDs.resume,
      CommandIDs.extend,
      CommandIDs.stop,
      CommandIDs.verify
    ]) {
      palette?.addItem({ command, category });
    }
    aide.changed.connect(() => commands.notifyCommandChanged());
  }
};
