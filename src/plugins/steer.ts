import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';
import { describeTarget, targetOf } from './target';

/** The commands by which a person says where the search goes on. */
export const steer: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:steer',
  description: 'Branches from a solution, runs code on it, or closes it.',
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
    const { args } = describeTarget(trans);
    const string = (description: string) => ({ type: 'string', description });
    const find = (args: Parameters<typeof targetOf>[1]) => targetOf(aide, args);

    commands.addCommand(CommandIDs.branchNode, {
      label: trans.__('Branch from the Selected Solution'),
      caption: trans.__('Have one more solution made on this one'),
      describedBy: {
        args: {
          ...args,
          properties: {
            ...args.properties,
            hint: string(trans.__('What is to be tried, for a model')),
            code: string(
              trans.__('A script of your own to run instead of a written one')
            )
          }
        }
      },
      isEnabled: args => find(args) !== null,
      execute: async args => {
        const target = find(args);
        await target?.session.steering.ask({
          parent: target.id,
          hint: typeof args.hint === 'string' ? args.hint : '',
          code: typeof args.code === 'string' ? args.code : null
        });
      }
    });
    commands.addCommand(CommandIDs.closeNode, {
      label: trans.__('Never Look at the Selected Solution Again'),
      caption: trans.__(
        'The search builds no more on a solution and what came of it, or again'
      ),
      describedBy: { args },
      isEnabled: args => find(args) !== null,
      isToggled: args => {
        const target = find(args);
        const tree = target?.view.run.tree;
        return tree?.isClosed(tree.get(target!.id)) ?? false;
      },
      execute: async args => {
        const target = find(args);
        if (target) {
          const { tree } = target.view.run;
          const isClosed = tree.isClosed(tree.get(target.id));
          await target.session.steering.closeNode(target.id, !isClosed);
        }
      }
    });
    for (const command of [CommandIDs.branchNode, CommandIDs.closeNode]) {
      palette?.addItem({ command, category: trans.__('AIDE') });
    }
  }
};
