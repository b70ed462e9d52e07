import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { nullTranslator } from '@jupyterlab/translation';
import { Panel } from '@lumino/widgets';
import type { PreviewBody } from './body';
import { PREVIEW_MIME_TYPE } from './mimeType';

/**
 * Shows a data preview in an output. What draws it is loaded with the first
 * preview, since a MIME extension is there from JupyterLab's start.
 */
export class PreviewRenderer extends Panel implements IRenderMime.IRenderer {
  constructor(private readonly _options: IRenderMime.IRendererOptions) {
    super();
    this.addClass('jp-AidePreview');
  }

  /** Show the preview, or a sentence where its data cannot be read. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const { PreviewBody } = await import('./body');
    if (this.isDisposed) {
      return;
    }
    if (this._body === null) {
      const translator = this._options.translator ?? nullTranslator;
      this._body = new PreviewBody(translator.load('jupyterlab_aide'));
      this.addWidget(this._body);
    }
    this._body.data = model.data[PREVIEW_MIME_TYPE];
    await this._body.renderPromise;
  }

  private _body: PreviewBody | null = null;
}

/** The renderer of {@link PREVIEW_MIME_TYPE}. */
const extension: IRenderMime.IExtension = {
  id: 'jupyterlab-aide:preview-renderer',
  description: 'Shows the preview of a data folder in an output.',
  rendererFactory: {
    // Everything in it is shown as text, so an untrusted notebook may show it.
    safe: true,
    mimeTypes: [PREVIEW_MIME_TYPE],
    createRenderer: options => new PreviewRenderer(options)
  },
  // Before the bundle's own HTML.
  rank: 0,
  dataType: 'json'
};

export default extension;
