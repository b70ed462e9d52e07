import type { Kernel } from '@jupyterlab/services';
import { DataPreview } from '../task/data';
import { callPython } from './callPython';
import * as python from './python';

/**
 * The Python of the preview: modules that import one another by name, which
 * travel to the kernel as one text, so those imports go.
 */
const SOURCE = [
  python.preview_words,
  python.preview_columns,
  python.preview_encoding,
  python.preview_source,
  python.preview_tables,
  python.preview_typed,
  python.preview_archives,
  python.preview_entries,
  python.preview_pictures,
  python.preview
]
  .join('\n')
  .replace(/^from preview_\w+ import (\([^)]*\)|.*)$/gm, '');

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
