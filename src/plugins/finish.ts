import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../panel/shared/commandIds';
import { IAide } from '../panel/tokens';

/** Tells when a run came to its end or is held up, wherever the person is by then. */
export const finish: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-aide:finish',
  description: 'Notifies when a run has ended, or needs a person to go on.',
  autoStart: true,
  requires: [IAide],
  optional: [ITranslator],
  activate: (app, aide: IAide, translator: ITranslator | null) => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_aide');
    // The last word on each run: what was said of it before is out of date.
    const said = new Map<string, string>();
    const say = (
      run: string,
      ...[message, type, options]: Parameters<typeof Notification.emit>
    ) => {
      Notification.dismiss(said.get(run) ?? '');
      said.set(run, Notification.emit(message, type, options));
    };
    aide.finished.connect(async (_, { session, view }) => {
      const asked = session.ends.asked.at(-1);
      const { askedText, endText } = await import('../panel/run/endText');
      const { text, isFound } =
        asked === undefined
          ? endText(view, trans)
          : askedText(view, asked, trans);
      say(view.run.path, text, isFound ? 'success' : 'info', {
        // It stands on the panel meanwhile, which says the same; it stays in the
        // notification centre.
        autoClose: 30_000,
        actions: isFound
          ? [
              {
                label: trans.__('Insert into notebook'),
                displayType: 'accent',
                callback: () =>
                  void commands.execute(CommandIDs.insertBest, {
                    notebook: session.path
                  })
              }
            ]
          : []
      });
    });
    aide.held.connect((_, { session, view }) => {
      const { fault } = view.run.status;
      say(
        view.run.path,
        trans.__(
          'The run is paused. %1 Nothing done so far is lost.',
          fault?.message ?? ''
        ),
        'warning',
        {
          autoClose: false,
          actions: [
            {
              label: trans.__('Try again'),
              displayType: 'accent',
              callback: () => void session.steering.resume()
            },
            {
              label: trans.__('Show the run'),
              callback: () => void commands.execute(CommandIDs.open)
            }
          ]
        }
      );
    });
  }
};
