import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { ModelSettings } from '../../coder/modelSettings';
import { proposeHoldout, type IProposal } from '../../coder/recipes/holdout';
import type { IQuestion } from '../../coder/recipes/questions';
import { objectiveCode } from '../../notebook/objectiveCell';
import { ownCode } from '../../notebook/ownCode';
import type { CoderChoice, RunRequest } from '../../run/config';
import { fromNotebook } from '../../run/runPaths';
import type { Entry, Source, TaskDeclaration } from '../../task/declaration';
import {
  filesToGive,
  reported,
  type Objective,
  type Split
} from '../../task/objectiveKinds';
import { said, type ISaid } from '../../task/said';
import type { Direction } from '../../task/task';
import type { Session } from '../model/session';
import { DataModel } from './dataModel';
import {
  boundsOf,
  limitProblem,
  readLimits,
  type IBounds,
  type ITypedLimits
} from './limits';
import { Offers } from './offers';
import { readSettings, type Settings } from './settings';

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
  /** Files that solutions get whatever they hold, with commas between. */
  give: string;
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
    this.data = new DataModel(session, _trans);
    this.offers = new Offers(session.engine, this._settings.model);
    this.data.changed.connect(() => this._changed.emit());
    this.offers.changed.connect(() => this._changed.emit());
    this._values = {
      goal: '',
      data: '',
      metric: '',
      direction: null,
      measure: null,
      split: null,
      give: '',
      coder: { kind: 'recipes' },
      steps: String(this._settings.steps),
      kernels: String(this._settings.kernels ?? ''),
      timeLimit: String(this._settings.timeLimit / 60),
      patience: String(this._settings.patience),
      replyTokens: String(this._settings.replyTokens ?? '')
    };
  }

  /** Which settings make no sense, as a sentence; empty where all do. */
  readonly settingsProblem: string;

  /** The data, as read and understood. */
  readonly data: DataModel;

  /** What the server offers. */
  readonly offers: Offers;

  get values(): Readonly<IFormValues> {
    return this._values;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Fill it, and look for the notebook's runs, when it is shown for the first time.
   *
   * @returns resolves once it is filled.
   */
  open(): Promise<void> {
    if (this._opened === null) {
      this._opened = this.fill();
      void this.session.look({ resume: this._settings.resume });
    }
    return this._opened;
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
    this.set('goal', await engine.goal(notebook));
    void this.offers.askModel().then(() => this.setModel(this.offers.model));
    void this.offers.askBackground();
    const folder = await engine.guessData(notebook);
    await (folder === null
      ? this.data.missing(
          this._trans.__(
            'No folder with data was found beside the notebook. Put the data in a folder there, such as “data”, and name it here.'
          )
        )
      : this.setData(folder));
  }

  /** The server was just configured: choose its model. */
  connected(model: ModelSettings): void {
    this.offers.connected(model);
    this.setModel(this.offers.model);
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
      void this._want();
    }
  }

  /** Change the data folder, and read it. */
  async setData(data: string): Promise<void> {
    this._change({ data });
    await this.data.read(data.trim());
  }

  /**
   * Choose the target. The goal names it, so that whoever writes reads it there.
   */
  setTarget(column: string): void {
    const { goal } = this._values;
    const before = this.data.understanding?.target?.name ?? null;
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
    const { metric, direction } = this._values;
    const { survey, understanding } = this.data;
    if (survey.state !== 'read' || understanding === null) {
      return null;
    }
    const known = understanding.metric?.direction ?? null;
    return direction !== null && direction !== known
      ? null
      : proposeHoldout(survey.preview, understanding, metric);
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
    const { survey } = this.data;
    return field !== 'data'
      ? limitProblem(field, this._values, this._trans)
      : survey.state === 'failed'
        ? survey.problem
        : '';
  }

  /** What is missing, not wrong: what to do first, as a sentence. */
  advice(field: 'goal' | 'data'): string {
    const { survey } = this.data;
    return field === 'goal'
      ? this._values.goal.trim() === ''
        ? this._trans.__('Say in a sentence or two what to predict.')
        : ''
      : survey.state === 'none'
        ? survey.advice
        : '';
  }

  /** What the offline recipes cannot do with this goal and these data. */
  get obstacle(): string {
    const { measure } = this._values;
    if (
      measure !== null &&
      measure !== this.measure &&
      this.data.survey.state === 'read'
    ) {
      // What was chosen is not taken for something weaker in silence.
      return measure === 'holdout'
        ? this._trans.__(
            'Rows can no longer be held out, as you chose: that needs a table, a target and a metric. Mend these, or choose who scores.'
          )
        : this._trans.__(
            'The objective cell that you chose is no longer marked. Mark one, or choose who scores.'
          );
    }
    return this._values.coder.kind === 'recipes'
      ? (this.data.understanding?.problems[0] ?? '')
      : (this._questions[0]?.text ?? '');
  }

  /** What has to be asked about an entry of the task before Start; empty where it is clear. */
  question(entry: Entry): string {
    return this._questions.find(each => each.entry === entry)?.text ?? '';
  }

  /** What of the task is said beside the target, the metric and the division. */
  get alsoSaid(): ISaid[] {
    const { declaration } = this.data.understanding ?? {};
    return said(declaration ?? null).filter(
      ({ entry }) => !['targets', 'metric', 'split'].includes(entry)
    );
  }

  private get _questions(): readonly IQuestion[] {
    const questions = this.data.understanding?.questions ?? [];
    return this._values.coder.kind === 'recipes'
      ? questions
      : questions.filter(({ isOfRecipes }) => !isOfRecipes);
  }

  /** The numbers that are asked for: some are about a model alone. */
  get limits(): (keyof ITypedLimits)[] {
    const all = ['steps', 'kernels', 'timeLimit'] as const;
    return this._values.coder.kind === 'openai'
      ? [...all, 'patience', 'replyTokens']
      : [...all];
  }

  /** Whether Start can be pressed: the data are read and nothing is wrong. */
  get isReady(): boolean {
    return (
      this.data.survey.state === 'read' &&
      this.advice('goal') === '' &&
      this.obstacle === '' &&
      (['data', ...this.limits] as const).every(
        field => this.problem(field) === ''
      )
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

  /** Why no run can go on without this tab; empty where it can. */
  get backgroundProblem(): string {
    return this._settings.askBeforeRunning
      ? this._trans.__(
          'Scripts are shown to you before they run, which needs this tab.'
        )
      : (this.offers.backgroundProblem ?? '');
  }

  /** Whether the server keeps the run going: as chosen, else a long one. */
  get isBackground(): boolean {
    const { seconds } = this.bounds;
    return (
      this.offers.backgroundProblem !== null &&
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
    const metric = this.data.understanding?.metric ?? null;
    const request: RunRequest = {
      ...this._settings,
      goal,
      data: fromNotebook(path, this._values.data.trim()),
      notebook: path,
      metric:
        // What the goal names is not what a cell measures.
        this._values.metric ||
        (this.measure === 'cell' ? '' : (metric?.name ?? '')),
      direction: this._values.direction ?? metric?.direction ?? null,
      objective: this._objective,
      declaration: this._declaration,
      coder,
      kernel: await engine.kernel(notebook),
      ...Object.fromEntries(this.limits.map(each => [each, limits[each]]))
    };
    await this.session.start(request, {
      background: this.isBackground,
      code: this._isOwnFirst ? this._ownCode : null
    });
  }

  dispose(): void {
    this._isDisposed = true;
    this.data.dispose();
    this.offers.dispose();
    Signal.clearData(this);
  }

  private _onContent(): void {
    const code = this.objectiveCode;
    if (code !== this._objectiveCode) {
      this._objectiveCode = code;
      void this._want();
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
    const { split, give } = this._values;
    const measure = this.measure;
    if (measure === 'cell') {
      return { kind: 'cell', code: this.objectiveCode!, fresh: false };
    }
    const proposed = measure === 'holdout' ? this.proposal!.objective : null;
    return proposed
      ? {
          ...proposed,
          split: split ?? proposed.split,
          give: filesToGive(give)
        }
      : reported;
  }

  /** The task as it was read, with what the person chose in the form. */
  private get _declaration(): TaskDeclaration | null {
    const declaration = this.data.understanding?.declaration ?? null;
    const { split } = this._values;
    const chosen: Source = { from: 'chosen by you', sure: 'sure', others: [] };
    return (
      declaration && {
        ...declaration,
        ...(this.measure === 'cell' && { metric: null }),
        ...(split !== null && {
          split,
          sources: { ...declaration.sources, split: chosen }
        })
      }
    );
  }

  /** Have the data understood by what is wanted now. */
  private _want(): Promise<void> {
    const { goal, metric } = this._values;
    return this.data.want({
      goal,
      // What a cell is said to measure is no business of the scripts.
      metric: this.measure === 'cell' ? '' : metric
    });
  }

  private _change(values: Partial<IFormValues>): void {
    this._values = { ...this._values, ...values };
    this._changed.emit();
  }

  private readonly _settings: Settings;
  private _values: IFormValues;
  private _objectiveCode: string | null = null;
  private _isOwnFirst = false;
  private _opened: Promise<void> | null = null;
  /** As the person chose; `null` where they did not. */
  private _background: boolean | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
