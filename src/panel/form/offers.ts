import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { messageOf } from '../../base/messageOf';
import type { ModelSettings } from '../../coder/modelSettings';
import type { IEngine } from '../model/engine';

/** What the server offers a new run: a model, and to keep it going without a tab. */
export class Offers implements IDisposable {
  /** @param _preferred - the model that the person's settings name; may be empty. */
  constructor(
    private readonly _engine: IEngine,
    private readonly _preferred: string
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The model that can be chosen beside the offline recipes; empty for none. */
  get model(): string {
    return this._model?.baseUrl
      ? this._preferred || (this._model.model ?? '')
      : '';
  }

  /** The endpoint that the server is configured with, for people. */
  get endpoint(): string {
    return this._model?.baseUrl ?? '';
  }

  /** Why no model can be asked for; empty where one can. */
  get modelProblem(): string {
    return this._modelProblem;
  }

  /** Why no run can go on without this tab; `null` before the server said. */
  get backgroundProblem(): string | null {
    return this._backgroundProblem;
  }

  /** Ask which model there is; without an answer the recipes are what there is. */
  async askModel(): Promise<void> {
    try {
      this.connected(await this._engine.model());
    } catch (error) {
      this._modelProblem = messageOf(error);
      this._changed.emit();
    }
  }

  /** Ask whether runs can go on without this tab. */
  async askBackground(): Promise<void> {
    try {
      this._backgroundProblem = await this._engine.backgroundProblem();
    } catch (error) {
      this._backgroundProblem = messageOf(error);
    }
    this._changed.emit();
  }

  /** Take over what the server was just configured with. */
  connected(model: ModelSettings): void {
    this._model = model;
    this._modelProblem = '';
    this._changed.emit();
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private _model: ModelSettings | null = null;
  private _modelProblem = '';
  private _backgroundProblem: string | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
