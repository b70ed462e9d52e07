import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { ModelSettings } from '../coder/modelSettings';
import type { IUnderstanding } from '../coder/recipes/understand';
import {
  expected,
  fields,
  RunConfig,
  type CoderChoice,
  type RunRequest
} from '../run/config';
import type { ColumnPreview, DataPreview, FilePreview } from '../search/data';
import type { Direction } from '../search/task';
import type { Session } from './session';
import { readSettings, type Settings } from './settings';

/** What the person typed or chose, as it stands in the form. */
export interface IFormValues {
  goal: string;
  /** The data folder, from the notebook's folder. */
  data: string;
  /** Declared by the person; empty: as read from the goal and the data. */
  metric: string;
  direction: Direction | null;
  coder: CoderChoice;
  steps: string;
  kernels: string;
  /** Minutes. */
  timeLimit: string;
}

/** How far the reading of the data folder is. */
export type Survey =
  | { state: 'none'; advice: string }
  | { state: 'reading'; folder: string }
  | { state: 'read'; preview: DataPreview }
  | { state: 'failed'; problem: string };

/** A field that can be wrong. */
export type Field = keyof IFormValues;

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
      coder: { kind: 'recipes' },
      steps: String(this._settings.steps),
      kernels: String(this._settings.kernels),
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
    const { engine } = this.session;
    this._change({ goal: await engine.goal(notebook) });
    void this._askModel();
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
  set<K extends Field>(field: K, value: IFormValues[K]): void {
    this._change({ [field]: value });
    if (field === 'goal' || field === 'metric') {
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

  /** One line on what lies in the data folder. */
  get found(): string {
    if (this._survey.state !== 'read') {
      return '';
    }
    const { files, filesOmitted } = this._survey.preview;
    const { train, test } = this._understanding ?? { train: null, test: null };
    const rank = ({ path, table }: FilePreview) =>
      path === train ? 0 : path === test ? 1 : table !== null ? 2 : 3;
    const ordered = [...files].sort((a, b) => rank(a) - rank(b));
    const tables = ordered.filter(file => file.table !== null);
    const named = (tables.length > 0 ? tables : ordered).slice(0, 3);
    const more = files.length - named.length + filesOmitted;
    return [
      ...named.map(file => this._line(file)),
      ...(more > 0
        ? [this._trans._n('%1 more file', '%1 more files', more)]
        : [])
    ].join(' · ');
  }

  /** The columns that can be the target: of the training table, not of the test's. */
  get columns(): readonly ColumnPreview[] {
    const { train, test } = this._understanding ?? { train: null, test: null };
    if (this._survey.state !== 'read') {
      return [];
    }
    const { files } = this._survey.preview;
    const of = (name: string | null) =>
      files.find(({ path }) => path === name)?.table?.columns ?? [];
    const given = new Set(of(test).map(({ name }) => name));
    const absent = of(train).filter(({ name }) => !given.has(name));
    return absent.length > 0 ? absent : of(train);
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

  /** What is wrong with a field, as a sentence; empty where nothing is. */
  problem(field: Field): string {
    const trans = this._trans;
    const values = this._values;
    switch (field) {
      case 'data':
        return this._survey.state === 'failed' ? this._survey.problem : '';
      case 'steps':
        return this._outside(
          'steps',
          trans.__('The number of solutions'),
          values.steps
        );
      case 'kernels':
        return this._outside(
          'kernels',
          trans.__('The number of kernels'),
          values.kernels
        );
      case 'timeLimit': {
        const most = Number(fields.timeLimit.maximum) / 60;
        const minutes = number(values.timeLimit);
        return RunConfig.shape.timeLimit.safeParse(minutes * 60).success
          ? ''
          : trans.__(
              'The time limit must be a number of minutes above 0, at most %1.',
              most.toLocaleString()
            );
      }
      default:
        return '';
    }
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
  get bounds(): {
    solutions: number;
    seconds: number;
    calls: number;
    tokens: number;
  } {
    const { promptTokens, timeBudget } = this._settings;
    const solutions = number(this._values.steps);
    const rounds = Math.ceil(solutions / number(this._values.kernels));
    const seconds = rounds * number(this._values.timeLimit) * 60;
    // A reply is asked for three times at most, and reviewed once.
    const calls = this._values.coder.kind === 'recipes' ? 0 : solutions * 4;
    return {
      solutions,
      seconds: Math.min(seconds, timeBudget ?? Infinity),
      calls,
      tokens: calls * promptTokens
    };
  }

  /** Begin the run. */
  async start(): Promise<void> {
    const { notebook, engine, path } = this.session;
    if (notebook === null || !this.isReady) {
      return;
    }
    const { goal, coder, steps, kernels, timeLimit } = this._values;
    const metric = this._understanding?.metric ?? null;
    const request: RunRequest = {
      ...this._settings,
      goal,
      data: this.dataPath,
      notebook: path,
      metric: this._values.metric || (metric?.name ?? ''),
      direction: this._values.direction ?? metric?.direction ?? null,
      coder,
      kernel: await engine.kernel(notebook),
      steps: number(steps),
      kernels: number(kernels),
      slots: Math.max(this._settings.slots, number(kernels)),
      timeLimit: number(timeLimit) * 60
    };
    await this.session.start(request);
  }

  dispose(): void {
    this._isDisposed = true;
    this._reading?.abort();
    Signal.clearData(this);
  }

  private _line({ path, table, size }: FilePreview): string {
    if (table === null) {
      return path;
    }
    const rows = table.rows.toLocaleString();
    const columns = table.columns.length + table.columnsOmitted;
    return size === 0
      ? path
      : `${path} ${table.rowsEstimated ? '≈ ' : ''}${rows} × ${columns}`;
  }

  private _outside(
    field: 'steps' | 'kernels',
    label: string,
    text: string
  ): string {
    return RunConfig.shape[field].safeParse(number(text)).success
      ? ''
      : this._trans.__('%1 must be %2.', label, expected(fields[field]));
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

  private async _understand(): Promise<void> {
    if (this._survey.state === 'read') {
      const { goal, metric } = this._values;
      const understanding = await this.session.engine.understand(
        goal,
        this._survey.preview,
        metric
      );
      if (goal !== this._values.goal || metric !== this._values.metric) {
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
  private _survey: Survey = { state: 'none', advice: '' };
  private _understanding: IUnderstanding | null = null;
  private _model: ModelSettings | null = null;
  private _modelProblem = '';
  private _reading: AbortController | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The number that was typed; NaN for anything else, an empty field included. */
function number(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
