import { MainAreaWidget, ReactWidget } from '@jupyterlab/apputils';
import type { JSX } from 'react';
import type { RunView } from '../model/runView';
import { keepFocus } from '../shared/focus';
import { treeIcon } from '../shared/icons';
import { Details, type IDetailsProps } from './details';

/** A tab in the main area with the details of what is selected in a session. */
export class DetailsWidget extends MainAreaWidget<ReactWidget> {
  constructor(props: IDetailsProps) {
    super({ content: new DetailsContent(props) });

    this.toolbar.hide();
    this.id = `jp-aide-details-${props.session.path}`;
    this.title.icon = treeIcon;
    this.title.closable = true;
    this._props = props;
    props.session.changed.connect(this._update, this);
    this.disposed.connect(() => {
      props.session.changed.disconnect(this._update, this);
      this._follow(null);
    });
    this._update();
  }

  /** The title changes with the solution, too: it has none before it is written. */
  private _follow(view: RunView | null): void {
    if (view !== this._view) {
      this._view?.changed.disconnect(this._update, this);
      this._view = view;
      view?.changed.connect(this._update, this);
    }
  }

  private _update(): void {
    const { session, trans } = this._props;
    const { view, selected } = session;
    this._follow(view);
    const solution =
      view !== null && selected !== null && view.run.tree.has(selected)
        ? view.run.tree.get(selected)
        : null;
    this.title.label =
      solution === null
        ? trans.__('AIDE')
        : (solution.writing?.title ?? trans.__('Step %1', solution.step));
    this.title.caption = trans.__('A solution of the run of %1', session.path);
  }

  private readonly _props: IDetailsProps;
  private _view: RunView | null = null;
}

class DetailsContent extends ReactWidget {
  constructor(private readonly _props: IDetailsProps) {
    super();
    this.addClass('jp-AideDetails-content');
    this.node.tabIndex = -1;
    const focus = keepFocus(this.node, 'h2');
    this.disposed.connect(() => focus.dispose());
  }

  protected override render(): JSX.Element {
    return <Details {...this._props} />;
  }
}
