import type { IRunner } from '../../search/interfaces';
import type { TreeEvent } from '../../solution/events';
import type { Solution } from '../../solution/solution';
import type { ExecutedCell } from '../../task/execution';
import type { RunFolder } from '../folder/folder';

/**
 * Keeps the cells of executions in files of their own, so that neither the
 * journal nor the memory holds them. They are saved behind the result, beside the
 * review, and waited for before a solution is settled. Where a crash comes between, its
 * result stands in the journal; its cells, missing or torn, are replaced by its script
 * and what it printed once it is settled.
 */
export class CellKeeper {
  /**
   * @param solution - a solution of the run by its id; `null` where it is not in the tree yet.
   */
  constructor(
    private readonly _folder: RunFolder,
    private readonly _solution: (id: string) => Solution | null
  ) {}

  /** A runner whose executions have their cells kept, and come without them. */
  keeping(runner: IRunner): IRunner {
    return {
      run: async (candidate, options) => {
        const execution = await runner.run(candidate, options);
        const { id } = candidate;
        this._kept.set(id, { cells: execution.cells, isSaved: null });
        return { ...execution, cells: [] };
      }
    };
  }

  /**
   * Record events, and save the cells of the executions that they tell of.
   *
   * @throws ExternalError - `storage`: the cells of a solution that is to be settled
   *   cannot be saved, so the events are not recorded. Whatever else `record` throws.
   */
  async around(
    events: readonly TreeEvent[],
    record: () => Promise<void>
  ): Promise<void> {
    for (const event of events) {
      if (event.type === 'evaluate' && event.final) {
        await this._settled(event.id);
      }
    }
    await record();
    for (const event of events) {
      if (event.type === 'execute') {
        this._save(event.id);
      }
    }
  }

  /** Wait for the cells of a solution. What could not be saved is tried again here. */
  private async _settled(id: string): Promise<void> {
    const kept = this._kept.get(id);
    if (kept) {
      if (!(await kept.isSaved)) {
        await this._folder.saveCells(id, kept.cells);
      }
      this._kept.delete(id);
      return;
    }
    const before = this._solution(id);
    // It ran in an earlier session, which may have been lost in the midst of a save.
    if (before?.execution && (await this._folder.loadCells(id)) === null) {
      const { seconds, output } = before.execution;
      const printed = { output_type: 'stream', name: 'stdout', text: output };
      await this._folder.saveCells(id, [
        { source: before.writing?.code ?? '', seconds, outputs: [printed] }
      ]);
    }
  }

  private _save(id: string): void {
    const kept = this._kept.get(id);
    if (kept) {
      kept.isSaved = this._folder.saveCells(id, kept.cells).then(
        () => true,
        // Told where it fails again, once the solution is to be settled.
        () => false
      );
    }
  }

  /** Cells that are not surely in their file yet, by the solution's id. */
  private readonly _kept = new Map<
    string,
    { cells: ExecutedCell[]; isSaved: Promise<boolean> | null }
  >();
}
