import type { IRunner } from '../../search/interfaces';
import type { TreeEvent } from '../../solution/events';
import type { ExecutedCell } from '../../task/execution';
import type { RunFolder } from '../folder/folder';

/**
 * Keeps the cells of executions in files of their own, so that neither the
 * journal nor the memory holds them. The search does not wait for these files
 * until a solution is settled; where a crash comes between, its result stands in
 * the journal and its cells are missing.
 */
export class CellKeeper {
  constructor(private readonly _folder: RunFolder) {}

  /** A runner whose executions have their cells kept, and come without them. */
  keeping(runner: IRunner): IRunner {
    return {
      run: async (candidate, options) => {
        const execution = await runner.run(candidate, options);
        this._keep(candidate.id, execution.cells);
        return { ...execution, cells: [] };
      }
    };
  }

  /**
   * Wait for the cells of the solutions that these events settle. What could not
   * be saved is tried again here.
   *
   * @throws ExternalError - `storage`
   */
  async before(events: readonly TreeEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'evaluate' && event.final) {
        await this._settled(event.id);
      }
    }
  }

  private async _settled(id: string): Promise<void> {
    const kept = this._keeping.get(id);
    if (kept) {
      if (!(await kept.isSaved)) {
        await this._folder.saveCells(id, kept.cells);
      }
      this._keeping.delete(id);
    }
  }

  private _keep(id: string, cells: ExecutedCell[]): void {
    const isSaved = this._folder.saveCells(id, cells).then(
      () => true,
      // Told where it fails again, once the solution is to be settled.
      () => false
    );
    this._keeping.set(id, { cells, isSaved });
  }

  /** Cells on their way into files, by the solution's id. */
  private readonly _keeping = new Map<
    string,
    { cells: ExecutedCell[]; isSaved: Promise<boolean> }
  >();
}
