import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { ModelSettings } from '../coder/modelSettings';
import { proposeHoldout, type IProposal } from '../coder/recipes/holdout';
import type { IUnderstanding } from '../coder/recipes/understand';
import { objectiveCode } from '../notebook/objectiveCell';
import { ownCode } from '../notebook/ownCode';
import type { CoderChoice, RunRequest } from '../run/config';
import type { ColumnPreview } from '../search/data';
import { reported, type Objective, type Split } from '../search/declared';
import type { Direction } from '../search/task';
import {
  boundsOf,
  limitProblem,
  readLimits,
  type IBounds,
  type ITypedLimits
} from './limits';
import type { Session } from './session';
import { readSettings, type Settings } from './settings';
import { foundIn, targetColumns, type Survey } from './survey';

/** What the person typed or chose, as it stands in the form. */
export interface IFormValues extends ITypedLimits {
  goal: string;
  /** The data folder, from the notebook's folder. */
  data: string;
  /** Declared by the person; empty: as read from the goal and the data. */
  metric: string;
  direction: Direction | null;
  /** Who measures; `null`: a hold-out where the data allow it. */
  measure: Measure | null;
  /** How the rows of a hold-out are divided; `null`: as the data say. */
  split: Split | null;
  coder: CoderChoice;
}

/** Who says how good a solution is. */
export type Measure = 'holdout' | 'reported' | 'cell';

/**
 * The form before a run: filled from the notebook and its data, checked as it is
 * typed.
 */
export class FormModel implements IDisposable {
  constructor(
    readonly session: Session,
    settings: Record<string, unknown>,
    private readonly _trans: TranslationBundle
  ) {
    const read = readSettings(settings);
    this._settings = read.settings;
    this.settingsProblem =
      read.wrong.length === 0
        ? ''
        : _trans.__(
            'The setting %1 cannot be used, so its default is. Mend it in the settings, under AIDE.',
            read.wrong.map(name => `“${name}”`).join(', ')
          );
    this._values = {
      goal: '',
      data: '',
      metric: '',
      direction: null,
      measure: null,
      split: null,
      coder: { kind: 'recipes' },
      steps: String(this._settings.steps),
      kernels: String(this._settings.kernels ?? ''),
      timeLimit: String(this._settings.timeLimit / 60)
    };
  }

  /** Which settings make no sense, as a sentence; empty where all do. */
  readonly settingsProblem: string;

  get values(): Readonly<IFormValues> {
    return this._values;
  }

  get survey(): Survey {
    return this._survey;
  }

  /** What the goal and the data say; `null` before the data are read. */
  get understanding(): IUnderstanding | null {
    return this._understanding;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Fill it from the notebook. */
  async fill(): Promise<void> {
    const notebook = this.session.notebook;
    if (notebook === null) {
      return;
    }
    // A cell was marked as the objective, or its code changed.
    notebook.content.model?.contentChanged.connect(this._onContent, this);
    const { engine } = this.session;
    this._change({ goal: await engine.goal(notebook) });
    void this._askModel();
    void this._askBackground();
    const folder = await engine.guessData(notebook);
    if (folder === null) {
      this._survey = {
        state: 'none',
        advice: this._trans.__(
          'No folder with data was found beside the notebook. Put the data in a folder there, such as “data”, and name it here.'
        )
      };
      this._changed.emit();
      return;
    }
    await this.setData(folder);
  }

  /** The models that can be chosen beside the offline recipes. */
  get models(): readonly string[] {
    const model = this._settings.model || this._model?.model;
    return this._model?.baseUrl && model ? [model] : [];
  }

  /** The endpoint that the server is configured with, for people. */
  get endpoint(): string {
    return this._model?.baseUrl ?? '';
  }

  /** Why no model can be asked for; empty where one can. */
  get modelProblem(): string {
    return this._modelProblem;
  }

  /** Take over what the server was just configured with, and choose its model. */
  connected(model: ModelSettings): void {
    this._model = model;
    this._modelProblem = '';
    this.setModel(this.models[0] ?? '');
  }

  /** Choose a model; empty for the offline recipes. */
  setModel(model: string): void {
    const { temperature } = this._settings;
    this._change({
      coder:
        model === ''
          ? { kind: 'recipes' }
          : { kind: 'openai', model, temperature }
    });
  }

  /** Change one field that needs nothing else to be read again. */
  set<K extends keyof IFormValues>(field: K, value: IFormValues[K]): void {
    this._change({ [field]: value });
    if (field === 'goal' || field === 'metric' || field === 'measure') {
      void this._understand();
    }
  }

  /** Change the data folder, and read it. */
  async setData(data: string): Promise<void> {
    this._change({ data });
    this._reading?.abort();
    const reading = new AbortController();
    this._reading = reading;
    const { engine, notebook, path } = this.session;
    const folder = data.trim();
    if (folder === '' || notebook === null) {
      this._survey = {
        state: 'none',
        advice: this._trans.__('Name the folder that holds the data.')
      };
      this._understanding = null;
      this._changed.emit();
      return;
    }
    this._survey = { state: 'reading', folder };
    this._changed.emit();
    let survey: Survey;
    try {
      const preview = await engine.survey(
        path,
        this.dataPath,
        await engine.kernel(notebook),
        reading.signal
      );
      // A preview without files begins with the reason.
      survey =
        preview.files.length === 0
          ? { state: 'failed', problem: preview.notes.join(' ') }
          : { state: 'read', preview };
    } catch (error) {
      survey = {
        state: 'failed',
        problem: sentence(error)
      };
    }
    if (!reading.signal.aborted) {
      this._survey = survey;
      await this._understand();
    }
  }

  /** The data folder from the server's root, or absolute. */
  get dataPath(): string {
    const data = this._values.data.trim();
    return data.startsWith('/') || /^[A-Za-z]:[\\/]/.test(data)
      ? data
      : PathExt.join(PathExt.dirname(this.session.path), data);
  }

  /** One line on what lies in the data folder; empty before it is read. */
  get found(): string {
    return this._survey.state === 'read'
      ? foundIn(this._survey.preview, this._understanding, this._trans)
      : '';
  }

  /** The columns that can be the target. */
  get columns(): readonly ColumnPreview[] {
    return this._survey.state === 'read' && this._understanding
      ? targetColumns(this._survey.preview, this._understanding)
      : [];
  }

  /**
   * Choose the target. The goal names it, so that whoever writes reads it there.
   */
  setTarget(column: string): void {
    const { goal } = this._values;
    const before = this._understanding?.target?.name ?? null;
    const named = `\`${column}\``;
    const changed =
      before === null ? goal : goal.replaceAll(`\`${before}\``, named);
    this.set(
      'goal',
      changed === goal ? `${goal.trim()}\n\nPredict ${named}.`.trim() : changed
    );
  }

  /** The hold-out that suits the data; `null` where nothing can be held out. */
  get proposal(): IProposal | null {
    const { goal, metric, direction } = this._values;
    const understood = this._understanding;
    if (this._survey.state !== 'read' || understood === null) {
      return null;
    }
    const known = understood.metric?.direction ?? null;
    return direction !== null && direction !== known
      ? null
      : proposeHoldout(goal, this._survey.preview, understood, metric);
  }

  /** Columns that rows can be divided by: dates in order, others by group. */
  get splitColumns(): { kind: 'time' | 'group'; column: string }[] {
    const table =
      this._survey.state === 'read'
        ? this._survey.preview.files.find(
            ({ path }) => path === this._understanding?.train
          )?.table
        : null;
    return (table?.columns ?? []).flatMap<{
      kind: 'time' | 'group';
      column: string;
    }>(({ name, kind, unique }) => {
      if (name === this._understanding?.target?.name) {
        return [];
      }
      const isGroup =
        ['integer', 'category', 'text'].includes(kind) &&
        unique >= 10 &&
        unique <= table!.rowsRead / 2;
      return kind === 'date'
        ? [{ kind: 'time', column: name }]
        : isGroup
          ? [{ kind: 'group', column: name }]
          : [];
    });
  }

  /** The code of the notebook's objective cell; `null` where none is marked. */
  get objectiveCode(): string | null {
    const { notebook } = this.session;
    return notebook === null ? null : objectiveCode(notebook.content);
  }

  /** Whether a person wrote code in the notebook that a run can begin with. */
  get hasOwnCode(): boolean {
    return this._ownCode !== null;
  }

  /** Whether the run begins with the notebook's own code. */
  get isOwnFirst(): boolean {
    return this._isOwnFirst && this.hasOwnCode;
  }

  /** Choose whether the run begins with the notebook's own code. */
  setOwnFirst(isOwnFirst: boolean): void {
    this._isOwnFirst = isOwnFirst;
    this._changed.emit();
  }

  /** Who measures, as it stands. */
  get measure(): Measure {
    const { measure } = this._values;
    if (measure === 'reported' || (measure === 'cell' && this.objectiveCode)) {
      return measure;
    }
    if (measure === null && this.objectiveCode) {
      return 'cell';
    }
    return this.proposal === null ? 'reported' : 'holdout';
  }

  /** What is wrong with a field, as a sentence; empty where nothing is. */
  problem(field: 'data' | keyof ITypedLimits): string {
    return field !== 'data'
      ? limitProblem(field, this._values, this._trans)
      : this._survey.state === 'failed'
        ? this._survey.problem
        : '';
  }

  /** What is missing, not wrong: what to do first, as a sentence. */
  advice(field: 'goal' | 'data'): string {
    return field === 'goal'
      ? this._values.goal.trim() === ''
        ? this._trans.__('Say in a sentence or two what to predict.')
        : ''
      : this._survey.state === 'none'
        ? this._survey.advice
        : '';
  }

  /** What the offline recipes cannot do with this goal and these data. */
  get obstacle(): string {
    return this._values.coder.kind === 'recipes'
      ? (this._understanding?.problems[0] ?? '')
      : '';
  }

  /** Whether Start can be pressed: the data are read and nothing is wrong. */
  get isReady(): boolean {
    const fields = ['data', 'steps', 'kernels', 'timeLimit'] as const;
    return (
      this._survey.state === 'read' &&
      this.advice('goal') === '' &&
      this.obstacle === '' &&
      fields.every(field => this.problem(field) === '')
    );
  }

  /** What the run may take at most. */
  get bounds(): IBounds {
    return boundsOf(
      readLimits(this._values),
      this._settings,
      this._values.coder.kind === 'openai'
    );
  }

  /** Whether a run that was cut off goes on by itself. */
  get resumes(): boolean {
    return this._settings.resume;
  }

  /** Why no run can go on without this tab; empty where it can. */
  get backgroundProblem(): string {
    return this._settings.askBeforeRunning
      ? this._trans.__(
          'Scripts are shown to you before they run, which needs this tab.'
        )
      : this._backgroundProblem;
  }

  /** Whether the server keeps the run going: as chosen, else a long one. */
  get isBackground(): boolean {
    const { seconds } = this.bounds;
    return (
      this._isBackgroundKnown &&
      this.backgroundProblem === '' &&
      (this._background ?? seconds > this._settings.backgroundAfter * 60)
    );
  }

  /** Choose whether the server keeps the run going. */
  setBackground(isBackground: boolean): void {
    this._background = isBackground;
    this._changed.emit();
  }

  /** Begin the run. */
  async start(): Promise<void> {
    const { notebook, engine, path } = this.session;
    if (notebook === null || !this.isReady) {
      return;
    }
    const { goal, coder } = this._values;
    const limits = readLimits(this._values);
    const metric = this._understanding?.metric ?? null;
    const request: RunRequest = {
      ...this._settings,
      goal,
      data: this.dataPath,
      notebook: path,
      metric:
        // What the goal names is not what a cell measures.
        this._values.metric ||
        (this.measure === 'cell' ? '' : (metric?.name ?? '')),
      direction: this._values.direction ?? metric?.direction ?? null,
      objective: this._objective,
      coder,
      kernel: await engine.kernel(notebook),
      ...limits
    };
    await this.session.start(request, {
      background: this.isBackground,
      code: this._isOwnFirst ? this._ownCode : null
    });
  }

  dispose(): void {
    this._isDisposed = true;
    this._reading?.abort();
    Signal.clearData(this);
  }

  private _onContent(): void {
    const code = this.objectiveCode;
    if (code !== this._objectiveCode) {
      this._objectiveCode = code;
      this._changed.emit();
      void this._understand();
    }
  }

  private get _ownCode(): string | null {
    const { notebook } = this.session;
    const folder = this._values.data.trim().replace(/^\.\/(?=.)|\/+$/g, '');
    return notebook === null
      ? null
      : ownCode(notebook.content, folder === '' ? '.' : folder);
  }

  private get _objective(): Objective {
    const { split } = this._values;
    const measure = this.measure;
    if (measure === 'cell') {
      return { kind: 'cell', code: this.objectiveCode!, fresh: false };
    }
    const proposed = measure === 'holdout' ? this.proposal!.objective : null;
    return proposed
      ? { ...proposed, split: split ?? proposed.split }
      : reported;
  }

  /** Ask which model there is; without an answer the recipes are what there is. */
  private async _askModel(): Promise<void> {
    try {
      this.connected(await this.session.engine.model());
    } catch (error) {
      this._modelProblem = sentence(error);
      this.setModel('');
    }
  }

  private async _askBackground(): Promise<void> {
    try {
      this._backgroundProblem = await this.session.engine.backgroundProblem();
    } catch (error) {
      this._backgroundProblem = sentence(error);
    }
    this._isBackgroundKnown = true;
    this._changed.emit();
  }

  private async _understand(): Promise<void> {
    if (this._survey.state === 'read') {
      const { goal } = this._values;
      // What a cell is said to measure is no business of the scripts.
      const metric = this.measure === 'cell' ? '' : this._values.metric;
      const understanding = await this.session.engine.understand(
        goal,
        this._survey.preview,
        metric
      );
      const now = this.measure === 'cell' ? '' : this._values.metric;
      if (goal !== this._values.goal || metric !== now) {
        return;
      }
      this._understanding = understanding;
    } else {
      this._understanding = null;
    }
    this._changed.emit();
  }

  private _change(values: Partial<IFormValues>): void {
    this._values = { ...this._values, ...values };
    this._changed.emit();
  }

  private readonly _settings: Settings;
  private _values: IFormValues;
  private _objectiveCode: string | null = null;
  private _survey: Survey = { state: 'none', advice: '' };
  private _understanding: IUnderstanding | null = null;
  private _model: ModelSettings | null = null;
  private _modelProblem = '';
  private _backgroundProblem = '';
  private _isBackgroundKnown = false;
  private _isOwnFirst = false;
  /** As the person chose; `null` where they did not. */
  private _background: boolean | null = null;
  private _reading: AbortController | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
