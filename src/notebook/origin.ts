import type { ICellModel } from '@jupyterlab/cells';

/** The key under which a cell's metadata tell that it came from here. */
export const ORIGIN = 'aide';

/** Whether a cell was inserted from a run, or as a preview. */
export function isOurs(cell: ICellModel): boolean {
  return cell.getMetadata(ORIGIN) !== undefined;
}
