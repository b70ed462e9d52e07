import type { Kernel } from '@jupyterlab/services';
import { DataPreview } from '../task/data';
import { callPython } from './callPython';
import { together } from './together';

/**
 * The Python of the preview: modules that import one another by name, which
 * travel to the kernel as one text, so those imports go.
 */
const SOURCE = together(
  'left_by_run',
  'preview_words',
  'date_forms',
  'number_forms',
  'preview_dates',
  'preview_cells',
  'preview_columns',
  'preview_header',
  'preview_owners',
  'preview_room',
  'preview_encoding',
  'preview_source',
  'preview_rows',
  'preview_cut',
  'preview_tables',
  'preview_archives',
  'preview_entries',
  'preview_json',
  'preview_parquet',
  'preview_arrow',
  'preview_stata',
  'preview_typed',
  'preview_parts',
  'preview_pictures',
  'preview_files',
  'preview'
);

/**
 * Read what is in a data folder, in a kernel, without reading much of it: heads
 * and samples of large files, rows estimated and said so.
 *
 * @param kernel - a Python kernel that is idle. Its namespace stays as it is.
 * @param folder - the folder, or a single file, absolute or as seen from the
 *   kernel's working folder.
 * @param options - `timeout` in seconds, 120 by default: folders on slow disks. Columns
 *   that the `goal` names are measured however many there are.
 * @returns the preview. Where there is nothing to see, it has no files and its
 *   first note says why; anything odd is in the notes, never an exception.
 * @throws ExternalError - of kind `kernel`, where the kernel does not answer.
 * @throws signal.reason - where the signal is aborted.
 */
export async function previewData(
  kernel: Kernel.IKernelConnection,
  folder: string,
  {
    goal = '',
    ...options
  }: { signal?: AbortSignal; timeout?: number; goal?: string } = {}
): Promise<DataPreview> {
  return callPython(kernel, SOURCE, 'preview', { folder, goal }, DataPreview, {
    timeout: 120,
    ...options
  });
}
