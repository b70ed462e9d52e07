import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { DataPreview } from '../task/data';
import { PreviewView } from './view';

/** What a preview output shows of its data, whatever they are. */
export class PreviewBody extends ReactWidget {
  constructor(private readonly _trans: TranslationBundle) {
    super();
  }

  /** The data of the output. What is no preview is said, not shown. */
  set data(data: unknown) {
    this._data = data;
    this.update();
  }

  protected override render(): JSX.Element {
    const { success, data } = DataPreview.safeParse(this._data);
    return success ? (
      <PreviewView preview={data} trans={this._trans} />
    ) : (
      <p className="jp-AidePreview-note">
        {this._trans.__(
          'This data preview cannot be shown: it was damaged, or made by another version. Preview the data again to replace it.'
        )}
      </p>
    );
  }

  private _data: unknown;
}
