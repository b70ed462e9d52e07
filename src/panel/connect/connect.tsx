import { Dialog, showErrorMessage } from '@jupyterlab/apputils';
import type { ServerConnection } from '@jupyterlab/services';
import {
  nullTranslator,
  type ITranslator,
  type TranslationBundle
} from '@jupyterlab/translation';
import {
  getModelSettings,
  type ModelSettings
} from '../../coder/modelSettings';
import { ConnectFields } from './connectFields';
import { ConnectModel } from './connectModel';

/**
 * Let the person connect a model: endpoint, key, model and prices.
 *
 * @returns what the server is configured with in the end; `null` where nothing
 *   was changed.
 */
export async function showConnectDialog(
  serverSettings: ServerConnection.ISettings,
  translator?: ITranslator
): Promise<ModelSettings | null> {
  const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
  const title = trans.__('Connect a model');
  let before: ModelSettings;
  try {
    before = await getModelSettings(serverSettings);
  } catch (error) {
    await showErrorMessage(title, error as Error);
    return null;
  }
  const dialog = new ConnectDialog(
    title,
    new ConnectModel(serverSettings, before, trans),
    trans
  );
  await dialog.launch();
  const { settings } = dialog.model;
  return settings === before ? null : settings;
}

/** The dialog stays open until the server has taken what was typed. */
class ConnectDialog extends Dialog<void> {
  constructor(
    title: string,
    /** The dialog's own, disposed with it. */
    readonly model: ConnectModel,
    trans: TranslationBundle
  ) {
    const disconnect = Dialog.warnButton({
      label: trans.__('Disconnect'),
      accept: false
    });
    const buttons = [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      ...(model.settings.source === 'stored' ? [disconnect] : []),
      Dialog.okButton({ label: trans.__('Save') })
    ];
    super({
      title,
      body: <ConnectFields model={model} trans={trans} />,
      buttons,
      focusNodeSelector: 'select, input'
    });
    this._actions = buttons.map(button =>
      button === disconnect
        ? () => model.disconnect()
        : button.accept
          ? () => model.save()
          : null
    );
    this.addClass('jp-AideConnectDialog');
    // The list comes while the person reads.
    void model.list();
  }

  override dispose(): void {
    this.model.dispose();
    super.dispose();
  }

  override resolve(index = this._actions.length - 1): void {
    const action = this._actions[index];
    if (!action) {
      super.resolve(index);
      return;
    }
    void action().then(worked => {
      if (worked && !this.isDisposed) {
        super.resolve(index);
      }
    });
  }

  override handleEvent(event: Event): void {
    // A dialog takes Enter for its own buttons alone, and keeps it from others.
    const isOwn =
      event.type === 'keydown' &&
      (event as KeyboardEvent).key === 'Enter' &&
      event.target instanceof HTMLButtonElement &&
      event.target.closest('.jp-AideConnect') !== null;
    if (!isOwn) {
      super.handleEvent(event);
    }
  }

  private readonly _actions: ((() => Promise<boolean>) | null)[];
}
