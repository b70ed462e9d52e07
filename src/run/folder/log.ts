import { ExternalError } from '../../base/externalError';
import type { RunFolder } from './folder';

/** The file's name, and how many lines of it are kept. */
const NAME = 'faults.log';
const KEPT = 500;

/**
 * What held a run up, and when, for whoever wonders in the morning: lines of
 * text in the run's folder. It is told elsewhere too, so where a line cannot be
 * saved (the disk is full, say) it goes with the next one.
 */
export class RunLog {
  constructor(private readonly _folder: RunFolder) {}

  /** Add a line. */
  add(line: string): void {
    this._unsaved.push(`${new Date().toISOString()} ${line}\n`);
    this._saved = this._saved.then(() => this._save());
  }

  private async _save(): Promise<void> {
    try {
      this._lines ??= ((await this._folder.read(NAME)) ?? '')
        .split(/(?<=\n)/)
        .filter(line => line !== '');
      const lines = [...this._lines, ...this._unsaved].slice(-KEPT);
      const count = this._unsaved.length;
      if (count > 0) {
        await this._folder.write(NAME, lines.join(''));
        this._lines = lines;
        this._unsaved.splice(0, count);
      }
    } catch (error) {
      if (!(error instanceof ExternalError)) {
        throw error;
      }
    }
  }

  /** What is in the file; `null` before it was read. */
  private _lines: string[] | null = null;
  private readonly _unsaved: string[] = [];
  private _saved: Promise<void> = Promise.resolve();
}
