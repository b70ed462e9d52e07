import type { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IModelTrial } from '../../coder/connection';
import {
  deleteModelSettings,
  learnModel,
  putModelSettings,
  type IModelSettingsChange,
  type Learned,
  type ModelSettings
} from '../../coder/modelSettings';

/** What is typed into the dialog. */
export interface IConnectValues {
  baseUrl: string;
  /** Only ever what was typed here; the stored key does not come back. */
  apiKey: string;
  model: string;
  /** Money for a million tokens; empty where nobody said. */
  priceIn: string;
  priceOut: string;
}

/** The line that tells how it went. */
export interface IConnectStatus {
  state: 'idle' | 'busy' | 'good' | 'problem';
  text: string;
}

/** The state of the dialog that connects a model. */
export class ConnectModel implements IDisposable {
  /** @param settings - what the server is configured with. */
  constructor(
    private readonly _serverSettings: ServerConnection.ISettings,
    settings: ModelSettings,
    private readonly _trans: TranslationBundle
  ) {
    this._settings = settings;
    this._values = valuesOf(settings);
  }

  /** Anything changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get settings(): ModelSettings {
    return this._settings;
  }

  get values(): Readonly<IConnectValues> {
    return this._values;
  }

  /** The models that the endpoint at this address offers, as far as is known. */
  get models(): readonly string[] {
    return this.isElsewhere ? [] : this._models;
  }

  get status(): IConnectStatus {
    return this._status;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether the address is another one than the stored key was given for. */
  get isElsewhere(): boolean {
    return plain(this._values.baseUrl) !== plain(this._settings.baseUrl ?? '');
  }

  dispose(): void {
    this._isDisposed = true;
    this._underWay.abort();
    Signal.clearData(this);
  }

  /** Type something. */
  set(change: Partial<IConnectValues>): void {
    this._values = { ...this._values, ...change };
    // How it went with what stood there before is of no interest any more.
    this._tell(
      this._status.state === 'busy' ? this._status : { state: 'idle', text: '' }
    );
  }

  /** Ask the endpoint that is connected for its models. */
  async list(): Promise<void> {
    if (this._settings.baseUrl !== null) {
      await this._attempt(
        this._trans.__('Asking the endpoint for its models…'),
        async signal => {
          await this._list(signal);
          return '';
        }
      );
    }
  }

  /** Configure the server with what was typed; tells whether it worked. */
  save(): Promise<boolean> {
    return this._attempt(this._trans.__('Saving…'), async () => {
      await this._save();
      return this._trans.__('Saved.');
    });
  }

  /** Save, then try the model, or list the models where none is chosen. */
  test(): Promise<boolean> {
    const { _trans: trans } = this;
    return this._attempt(trans.__('Asking the endpoint…'), async signal => {
      await this._save();
      await this._list(signal);
      const { model } = this._values;
      if (model === '') {
        return trans._n(
          'It answers, and offers %1 model. Choose it, or type a name.',
          'It answers, and offers %1 models. Choose one, or type a name.',
          this._models.length
        );
      }
      const text = trans.__('Waiting for %1 to answer…', model);
      this._tell({ state: 'busy', text });
      const { connect, testModel } = await import('../../coder/connection');
      const client = connect(this._serverSettings);
      const trial = await testModel(client, model, signal);
      const context = this._contexts.get(model) ?? null;
      if (context !== null) {
        this._settings = await learnModel(this._serverSettings, model, {
          context
        });
      }
      return this._told(trial, this._settings.learned[model] ?? {});
    });
  }

  /** Have the server forget the key, and nothing else. */
  async removeKey(): Promise<void> {
    const { baseUrl } = this._settings;
    if (baseUrl !== null) {
      await this._attempt(this._trans.__('Removing the key…'), async () => {
        await this._put({ baseUrl, apiKey: null });
        return this._trans.__('The key is removed.');
      });
    }
  }

  /** Have the server forget all of it; tells whether it worked. */
  disconnect(): Promise<boolean> {
    return this._attempt(this._trans.__('Disconnecting…'), async () => {
      this._settings = await deleteModelSettings(this._serverSettings);
      return this._trans.__('Disconnected.');
    });
  }

  private async _save(): Promise<void> {
    const typed = this._values;
    const { baseUrl, apiKey, model, priceIn, priceOut } = typed;
    const before = valuesOf(this._settings);
    if (JSON.stringify(before) === JSON.stringify(typed)) {
      // What comes from the environment is not to be stored by looking at it.
      return;
    }
    await this._put({
      baseUrl: baseUrl.trim(),
      ...(apiKey.trim() !== '' && { apiKey: apiKey.trim() }),
      model: model.trim() || null,
      prices: { in: amount(priceIn), out: amount(priceOut) }
    });
    if (this._values === typed) {
      this._values = valuesOf(this._settings);
    }
  }

  private async _put(change: IModelSettingsChange): Promise<void> {
    this._settings = await putModelSettings(this._serverSettings, change);
  }

  private async _list(signal: AbortSignal): Promise<void> {
    const { connect, listModels } = await import('../../coder/connection');
    this._models = [];
    const offered = await listModels(connect(this._serverSettings), signal);
    this._models = offered.map(({ id }) => id);
    this._contexts = new Map(offered.map(({ id, context }) => [id, context]));
  }

  private _told(
    { seconds, streams, tools, notes }: IModelTrial,
    { context, atOnce }: Learned
  ): string {
    const trans = this._trans;
    return [
      trans.__('answers in %1 s', seconds.toFixed(1)),
      streams ? trans.__('streams') : trans.__('answers in one piece'),
      tools
        ? trans.__('tool calls work')
        : trans.__('no tool calls, plain JSON instead'),
      ...(context ? [trans.__('context %1', context.toLocaleString())] : []),
      // Runs find that out.
      ...(atOnce === undefined
        ? []
        : atOnce === 1
          ? [trans.__('answers one at a time')]
          : [trans.__('answers %1 at a time', atOnce)]),
      ...notes
    ].join(' · ');
  }

  /**
   * Do something that takes a while and may fail, and tell about it. What was
   * under way before is given up.
   */
  private async _attempt(
    text: string,
    work: (signal: AbortSignal) => Promise<string>
  ): Promise<boolean> {
    this._underWay.abort();
    const { signal } = (this._underWay = new AbortController());
    this._tell({ state: 'busy', text });
    let status: IConnectStatus;
    try {
      status = { state: 'good', text: await work(signal) };
    } catch (error) {
      status = { state: 'problem', text: (error as Error).message };
    }
    if (signal.aborted) {
      return false;
    }
    this._tell(status);
    return status.state === 'good';
  }

  private _tell(status: IConnectStatus): void {
    this._status = status;
    this._changed.emit();
  }

  private _settings: ModelSettings;
  private _values: IConnectValues;
  private _models: string[] = [];
  /** Tokens that the models take, as far as their list says. */
  private _contexts = new Map<string, number | null>();
  private _status: IConnectStatus = { state: 'idle', text: '' };
  private _underWay = new AbortController();
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}

function valuesOf({ baseUrl, model, prices }: ModelSettings): IConnectValues {
  return {
    baseUrl: baseUrl ?? '',
    apiKey: '',
    model: model ?? '',
    priceIn: prices.in?.toString() ?? '',
    priceOut: prices.out?.toString() ?? ''
  };
}

function amount(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function plain(url: string): string {
  return url.trim().replace(/\/+$/, '').toLowerCase();
}
