import {
  ILayoutRestorer,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { LazyPanel } from '../panel/lazyPanel';
import { CommandIDs } from '../panel/shared/commandIds';
import { treeIcon } from '../panel/shared/icons';
import { IAide } from '../panel/tokens';

/** The sidebar, and the command behind the notebook's toolbar button. */
export const panel: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:panel',
  description: 'Adds the sidebar in which runs are begun and watched.',
  autoStart: true,
  requires: [IAide],
  optional: [ILayoutRestorer, ICommandPalette, ITranslator],
  activate: (
    app,
    aide: IAide,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const { commands, shell } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    const widget = new LazyPanel(async () => {
      const { PanelBody } = await import('../panel/panel');
      return new PanelBody({ aide, commands, trans });
    });
    widget.id = 'jp-aide-panel';
    widget.title.icon = treeIcon;
    widget.title.caption = trans.__('AIDE: try many solutions, keep the best');
    widget.node.setAttribute('role', 'region');
    widget.node.setAttribute('aria-label', trans.__('AIDE'));
    shell.add(widget, 'right', { rank: 700, type: 'AIDE' });
    restorer?.add(widget, widget.id);

    commands.addCommand(CommandIDs.open, {
      label: trans.__('Find a Solution with AIDE'),
      caption: trans.__(
        'Find a solution with AIDE: try many and keep the best'
      ),
      icon: treeIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => shell.activateById(widget.id)
    });
    palette?.addItem({ command: CommandIDs.open, category: trans.__('AIDE') });
  }
};
