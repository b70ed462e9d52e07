import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { ModelSettings } from '../../coder/modelSettings';
import { asking } from '../../task/goal/asking';
import { ownCode } from '../../notebook/ownCode';
import type { RunRequest } from '../../run/config';
import type { Session } from '../model/session';
import { Checks } from './checks';
import { DataModel } from './dataModel';
import { boundsOf, readLimits, type IBounds } from './limits';
import { Measuring } from './measuring';
import { Offers } from './offers';
import { requestOf } from './request';
import { readSettings, type Settings } from './settings';
import { valuesBefore, type IFormValues } from './values';

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
    this._values = valuesBefore(this._settings);
    const values = () => this._values;
    this.measuring = new Measuring(session, this.data, values);
    this.checks = new Checks(values, this.data, this.measuring, _trans);
  }

  /** Which settings make no sense, as a sentence; empty where all do. */
  readonly settingsProblem: string;

  /** The data, as read and understood. */
  readonly data: DataModel;

  /** What the server offers. */
  readonly offers: Offers;

  /** Who measures. */
  readonly measuring: Measuring;

  /** What stands in the way of Start. */
  readonly checks: Checks;

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
      changed === goal ? `${goal.trim()}\n\n${asking(column)}.`.trim() : changed
    );
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

  /**
   * Begin the run. A model is asked first how it reads the task: what is open then is
   * asked in the form, and nothing begins.
   */
  async start(): Promise<void> {
    const { notebook, engine } = this.session;
    if (notebook === null || !this.checks.isReady) {
      return;
    }
    const kernel = await engine.kernel(notebook);
    if (this.data.isUnasked(this._values)) {
      await this.session.attempt('advise', () =>
        this.data.advise(this._request(kernel))
      );
      // Somebody may have typed on, too.
      if (this.data.isUnasked(this._values) || !this.checks.isReady) {
        return;
      }
    }
    const request = {
      ...this._request(kernel),
      reading: this.data.takeReading()
    };
    await this.session.start(request, {
      background: this.isBackground,
      code: this._isOwnFirst ? this._ownCode : null
    });
  }

  private _request(kernel: string): RunRequest {
    const { _settings: settings, data, measuring, values } = this;
    const form = { settings, data, measuring, values };
    return requestOf(form, this.session.path, kernel);
  }

  dispose(): void {
    this._isDisposed = true;
    this.data.dispose();
    this.offers.dispose();
    Signal.clearData(this);
  }

  private _onContent(): void {
    const code = this.measuring.objectiveCode;
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

  /** Have the data understood by what is wanted now. */
  private _want(): Promise<void> {
    const { goal, metric } = this._values;
    return this.data.want({
      goal,
      // What a cell is said to measure is no business of the scripts.
      metric: this.measuring.measure === 'cell' ? '' : metric
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
