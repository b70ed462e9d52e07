import type { NotebookPanel } from '@jupyterlab/notebook';
import { ExternalError } from '../base/externalError';
import { previewData } from '../kernel/preview';
import { previewBundle } from '../preview/bundle';
import { describeData } from '../preview/words';
import type { DataPreview } from '../task/data';
import { insertCells } from './insert';
import { ORIGIN } from './origin';
import type { NewCell } from './solutionCells';

/**
 * A data preview as a cell: a comment that says what it is, with the preview as
 * its output, so that it is saved with the notebook and reads anywhere.
 */
export function previewCell(preview: DataPreview): NewCell {
  const what = `Data preview of ${preview.root}: ${describeData(preview)}`;
  return {
    cell_type: 'code',
    metadata: { [ORIGIN]: { preview: preview.root } },
    source: `# ${what.replace(/\s+/g, ' ')}\n# Running this cell clears the preview; “Preview Data…” makes a new one.`,
    execution_count: null,
    outputs: [
      {
        output_type: 'display_data',
        data: previewBundle(preview),
        metadata: {}
      }
    ]
  };
}

/**
 * Insert the preview of a data folder below a notebook's active cell. It is read
 * in the notebook's own kernel where that is idle and speaks Python, without a
 * trace there, else with another one.
 *
 * @param folder - the folder, or a file, from the notebook's folder or absolute.
 * @param readElsewhere - reads it in a kernel of its own, started beside the
 *   notebook.
 * @throws ExternalError - there is nothing to preview, or no kernel to read it.
 */
export async function insertPreview(
  panel: NotebookPanel,
  folder: string,
  readElsewhere: () => Promise<DataPreview>
): Promise<void> {
  const preview = (await readHere(panel, folder)) ?? {
    ...(await readElsewhere()),
    root: folder
  };
  if (preview.files.length === 0) {
    throw new ExternalError(preview.notes.join(' '), 'storage');
  }
  insertCells(panel.content, [previewCell(preview)]);
}

/** `null` where the notebook's kernel cannot, or sees nothing there: it may have
 * moved to another working folder. */
async function readHere(
  panel: NotebookPanel,
  folder: string
): Promise<DataPreview | null> {
  const kernel = panel.sessionContext.session?.kernel;
  if (
    kernel?.status !== 'idle' ||
    (await kernel.info).language_info.name !== 'python'
  ) {
    return null;
  }
  try {
    const preview = await previewData(kernel, folder);
    return preview.files.length > 0 ? preview : null;
  } catch (error) {
    if (error instanceof ExternalError) {
      return null;
    }
    throw error;
  }
}
