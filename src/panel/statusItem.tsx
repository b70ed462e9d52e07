import { ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunView } from './model/runView';
import { useSignal } from './shared/hooks';
import { InlineMark } from './shared/marks';
import type { IAide } from './tokens';

/** The status bar's item: how far the run in front is, and its best score. */
export class StatusItem extends ReactWidget {
  constructor(
    private readonly _aide: IAide,
    private readonly _trans: TranslationBundle,
    private readonly _onOpen: () => void
  ) {
    super();
    this.addClass('jp-mod-highlighted');
  }

  protected override render(): JSX.Element {
    return <Item aide={this._aide} trans={this._trans} onOpen={this._onOpen} />;
  }
}

interface IItemProps {
  aide: IAide;
  trans: TranslationBundle;
  onOpen: () => void;
}

function Item(props: IItemProps): JSX.Element | null {
  useSignal(props.aide.changed);
  const view = props.aide.session?.view ?? null;
  return view === null ? null : <RunItem {...props} view={view} />;
}

function RunItem(props: IItemProps & { view: RunView }): JSX.Element {
  const { view, trans, onOpen } = props;
  useSignal(view.changed);
  const score = view.best && view.score(view.best);
  const { settled } = view.counts;
  return (
    <button
      type="button"
      className="jp-AideStatus"
      title={trans.__('Show the run of AIDE')}
      onClick={onOpen}
    >
      {trans.__('AIDE %1 of %2', settled, view.steps)}
      {score !== null && (
        <>
          <InlineMark mark="best" />
          {view.format(score.value)}
        </>
      )}
    </button>
  );
}
