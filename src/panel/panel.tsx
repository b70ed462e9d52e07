import { ReactWidget } from '@jupyterlab/apputils';
import type { JSX } from 'react';
import { Body, type IBodyProps } from './body';
import { keepFocus } from './shared/focus';

/** The panel's content, loaded when the panel is first seen. */
export class PanelBody extends ReactWidget {
  constructor(private readonly _props: IBodyProps) {
    super();
    this.addClass('jp-AidePanel-content');
    const focus = keepFocus(this.node, '.jp-AideProgress, textarea');
    this.disposed.connect(() => focus.dispose());
  }

  protected override render(): JSX.Element {
    return <Body {...this._props} />;
  }
}
