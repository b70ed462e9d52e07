import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, ICommandPalette, Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import {
  addBelowIcon,
  copyIcon,
  notebookIcon
} from '@jupyterlab/ui-components';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';
import { describeTarget, targetOf, type ITarget } from './target';

/** What becomes of a solution: cells, a notebook of its own, or text. */
export const insert: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:insert',
  description: 'Puts solutions into the notebook, saves them, or copies them.',
  autoStart: true,
  requires: [IAide],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app,
    aide: IAide,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const { commands, serviceManager, shell } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    const describedBy = describeTarget(trans);
    const { contents, kernelspecs } = serviceManager;

    const insertSolution = async (target: ITarget) => {
      const { session } = target;
      if (session.notebook === null) {
        await commands.execute('docmanager:open', { path: session.path });
      }
      const { notebook } = session;
      if (notebook === null) {
        throw new Error(
          trans.__(
            'The notebook “%1” is not open. Open it and insert again.',
            session.path
          )
        );
      }
      await notebook.context.ready;
      const [{ insertSolution }, { originOf }] = await Promise.all([
        import('../notebook/insert'),
        import('./origin')
      ]);
      insertSolution(notebook.content, originOf(target), session.path);
      shell.activateById(notebook.id);
    };

    const save = async (target: ITarget) => {
      const [{ saveAsNotebook }, { kernelspecOf, originOf }] =
        await Promise.all([import('../notebook/save'), import('./origin')]);
      const path = await saveAsNotebook(
        contents,
        originOf(target),
        target.session.path,
        kernelspecOf(target.view.run.config.kernel, kernelspecs)
      );
      await commands.execute('docmanager:open', { path });
    };

    const copy = async ({ view, id }: ITarget) => {
      Clipboard.copyToSystem(view.run.tree.get(id).writing?.code ?? '');
      Notification.success(trans.__('The code is in the clipboard.'), {
        autoClose: 2000
      });
    };

    const add = (
      command: string,
      options: Pick<
        Parameters<typeof commands.addCommand>[1],
        'label' | 'caption' | 'icon'
      >,
      what: (target: ITarget) => Promise<void>,
      find = (args: Parameters<typeof targetOf>[1]) => targetOf(aide, args)
    ) => {
      commands.addCommand(command, {
        ...options,
        describedBy,
        isEnabled: args => find(args) !== null,
        execute: async args => {
          const target = find(args);
          if (target === null) {
            return;
          }
          try {
            await what(target);
          } catch (error) {
            Notification.error((error as Error).message);
          }
        }
      });
      palette?.addItem({ command, category: trans.__('AIDE') });
    };

    add(
      CommandIDs.insertBest,
      {
        label: trans.__('Insert the Best Solution'),
        caption: trans.__('Insert the best solution below the active cell'),
        icon: addBelowIcon
      },
      insertSolution,
      args => {
        const target = targetOf(aide, { notebook: args.notebook });
        const best = target?.view.best ?? null;
        return target && best && { ...target, id: best.id };
      }
    );
    add(
      CommandIDs.insertNode,
      {
        label: trans.__('Insert the Selected Solution'),
        caption: trans.__('Insert a solution below the active cell'),
        icon: addBelowIcon
      },
      insertSolution
    );
    add(
      CommandIDs.saveNotebook,
      {
        label: trans.__('Save the Selected Solution as a Notebook'),
        caption: trans.__('Save a solution as a notebook of its own'),
        icon: notebookIcon
      },
      save
    );
    add(
      CommandIDs.copyCode,
      {
        label: trans.__('Copy the Code of the Selected Solution'),
        caption: trans.__('Copy the code of a solution to the clipboard'),
        icon: copyIcon
      },
      copy
    );
  }
};
