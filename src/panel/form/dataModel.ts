import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { messageOf } from '../../base/messageOf';
import type { IAdvised } from '../../task/advice';
import type { IDeclaredTask } from '../../coder/recipes/declare';
import type { RunRequest } from '../../run/config';
import { lackingBoosters } from '../../run/account/boosters';
import { fromNotebook } from '../../run/runPaths';
import type { ColumnPreview, DataPreview } from '../../task/data';
import { said, type ISaid } from '../../task/said';
import { addUsage, noUsage, type Usage } from '../../task/usage';
import type { Session } from '../model/session';
import {
  foundIn,
  splitColumns,
  targetColumns,
  type SplitColumn,
  type Survey
} from './survey';
import type { IFormValues } from './values';

/** What is wanted of the data. */
export interface IWanted {
  goal: string;
  /** Declared by the person; empty: as the goal and the data say. */
  metric: string;
}

/** The data folder of a new run: read by a kernel, understood by what is wanted. */
export class DataModel implements IDisposable {
  constructor(
    private readonly _session: Session,
    private readonly _trans: TranslationBundle
  ) {}

  get survey(): Survey {
    return this._survey;
  }

  /** What the goal and the data say; `null` before the data are read. */
  get understanding(): IDeclaredTask | null {
    return this._understanding;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** One line on what lies in the data folder; empty before it is read. */
  get found(): string {
    return this._survey.state === 'read'
      ? foundIn(this._survey.preview, this._understanding, this._trans)
      : '';
  }

  /** What the recipes miss in the kernel that read the data; empty where nothing. */
  get lacking(): string {
    return this._survey.state === 'read'
      ? lackingBoosters(this._survey.packages, this._survey.kernel, this._trans)
      : '';
  }

  /** What the task says, entry by entry, in the words of the terminal. */
  get said(): ISaid[] {
    return said(this._understanding?.declaration ?? null);
  }

  /** The columns that can be the target. */
  get columns(): readonly ColumnPreview[] {
    return this._survey.state === 'read' && this._understanding
      ? targetColumns(this._survey.preview, this._understanding)
      : [];
  }

  /** The columns that rows can be divided by. */
  get splitColumns(): readonly SplitColumn[] {
    return this._survey.state === 'read' && this._understanding
      ? splitColumns(this._survey.preview, this._understanding)
      : [];
  }

  /** Read a folder, named from the notebook's; a former reading is given up. */
  async read(folder: string): Promise<void> {
    this._reading?.abort();
    const reading = new AbortController();
    this._reading = reading;
    const { engine, notebook, path } = this._session;
    if (folder === '' || notebook === null) {
      await this._surveyed({
        state: 'none',
        advice: this._trans.__('Name the folder that holds the data.')
      });
      return;
    }
    this._survey = { state: 'reading', folder };
    this._changed.emit();
    let survey: Survey;
    try {
      const kernel = await engine.kernel(notebook);
      const { preview, packages } = await engine.survey(
        path,
        fromNotebook(path, folder),
        kernel,
        this._wanted.goal,
        reading.signal
      );
      // A preview without files begins with the reason.
      survey =
        preview.files.length === 0
          ? { state: 'failed', problem: preview.notes.join(' ') }
          : { state: 'read', preview, packages, kernel };
    } catch (error) {
      survey = { state: 'failed', problem: messageOf(error) };
    }
    if (!reading.signal.aborted) {
      await this._surveyed(survey);
    }
  }

  /** There is no folder to read. */
  missing(advice: string): Promise<void> {
    return this._surveyed({ state: 'none', advice });
  }

  /** Understand the data by what is wanted now. */
  async want(wanted: IWanted): Promise<void> {
    this._wanted = wanted;
    if (this._survey.state === 'read') {
      const understanding = await this._session.engine.understand(
        wanted.goal,
        this._survey.preview,
        wanted.metric,
        this._advised?.goal === wanted.goal &&
          this._advised.preview === this._survey.preview
          ? this._advised
          : null
      );
      // Somebody typed on meanwhile.
      if (wanted !== this._wanted) {
        return;
      }
      this._understanding = understanding;
    } else {
      this._understanding = null;
    }
    this._changed.emit();
  }

  /** Whether the model that is to write has yet to be asked how it reads this task. */
  isUnasked({ coder, goal }: Pick<IFormValues, 'coder' | 'goal'>): boolean {
    return (
      coder.kind === 'openai' &&
      this._survey.state === 'read' &&
      !(
        this._advised?.model === coder.model &&
        this._advised.goal === goal &&
        this._advised.preview === this._survey.preview
      )
    );
  }

  /** What it cost to have models read the task, for the run that begins now. */
  takeReading(): Usage {
    const cost = this._cost;
    this._cost = noUsage;
    return cost;
  }

  /** Ask the model of a run to be how it reads the task, and understand it anew. */
  async advise(request: RunRequest): Promise<void> {
    const { coder, goal } = request;
    if (this._survey.state !== 'read' || coder.kind !== 'openai') {
      return;
    }
    const { preview } = this._survey;
    const advised = await this._session.engine.advise(request, preview);
    this._cost = addUsage(this._cost, advised.usage);
    this._advised = { ...advised, model: coder.model, goal, preview };
    await this.want({ ...this._wanted });
  }

  dispose(): void {
    this._isDisposed = true;
    this._reading?.abort();
    Signal.clearData(this);
  }

  private _surveyed(survey: Survey): Promise<void> {
    this._survey = survey;
    // A wish of its own: what is still understood of the former data counts no more.
    return this.want({ ...this._wanted });
  }

  private _survey: Survey = { state: 'none', advice: '' };
  private _understanding: IDeclaredTask | null = null;
  private _wanted: IWanted = { goal: '', metric: '' };
  /** What the model said last, and of what. */
  private _advised:
    (IAdvised & { model: string; goal: string; preview: DataPreview }) | null =
    null;
  private _cost: Usage = noUsage;
  private _reading: AbortController | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
