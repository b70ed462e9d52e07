import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import type { Session } from '../panel/model/session';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';
import { describeTarget, runOf, targetOf } from './target';

/** The details of a solution, in a tab beside the notebook's. */
export const details: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:details',
  description: 'Shows the plan, code, changes and outputs of a solution.',
  autoStart: true,
  requires: [IAide, IEditorServices, IRenderMimeRegistry],
  optional: [ILabShell, ITranslator],
  activate: (
    app,
    aide: IAide,
    editorServices: IEditorServices,
    rendermime: IRenderMimeRegistry,
    labShell: ILabShell | null,
    translator: ITranslator | null
  ) => {
    const { commands, shell } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    const editors = editorServices.factoryService;
    const describedBy = describeTarget(trans);
    const widgets = new Map<Session, Widget>();

    const open = async (session: Session) => {
      const { DetailsWidget } = await import('../panel/details/detailsWidget');
      const known = widgets.get(session);
      if (known) {
        return known;
      }
      const widget = new DetailsWidget({
        session,
        commands,
        editors,
        rendermime,
        trans
      });
      widgets.set(session, widget);
      widget.disposed.connect(() => {
        widgets.delete(session);
        session.select(null);
      });
      // Notebook 7's main area holds the notebook alone.
      shell.add(widget, labShell ? 'main' : 'down', {
        ref: session.notebook?.id,
        type: 'AIDE Details'
      });
      return widget;
    };

    commands.addCommand(CommandIDs.showNode, {
      label: trans.__('Show the Solution'),
      caption: trans.__('Show the plan, code and outputs of a solution'),
      describedBy,
      isEnabled: args => targetOf(aide, args) !== null,
      execute: async args => {
        const target = targetOf(aide, args);
        if (target !== null) {
          target.session.select(target.id);
          shell.activateById((await open(target.session)).id);
        }
      }
    });
    commands.addCommand(CommandIDs.leaderboard, {
      label: trans.__('Show All Solutions as a Table'),
      caption: trans.__('Show what each solution of the run scored and cost'),
      describedBy: {
        args: {
          type: 'object',
          properties: { notebook: describedBy.args.properties.notebook }
        }
      },
      isEnabled: args => runOf(aide, args) !== null,
      execute: async args => {
        const found = runOf(aide, args);
        if (found !== null) {
          found.session.select(null);
          shell.activateById((await open(found.session)).id);
        }
      }
    });
    commands.addCommand(CommandIDs.cancelNode, {
      label: trans.__('Cancel the Solution'),
      caption: trans.__('End one solution that is under way'),
      describedBy,
      isEnabled: args => targetOf(aide, args) !== null,
      execute: args => {
        const target = targetOf(aide, args);
        void target?.view.run.command({ do: 'cancel', id: target.id });
      }
    });
  }
};
