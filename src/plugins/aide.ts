import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
// It follows the notebooks from the start.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { Aide } from '../panel/aide';
import { Engine } from '../panel/engine';
import { IAide } from '../tokens';

/** The runs of this window; everything else in the product asks it. */
export const aide: JupyterFrontEndPlugin<IAide> = {
  id: 'jupyterlab-aide:plugin',
  description: 'Keeps the runs of AIDE, a session for each notebook.',
  autoStart: true,
  provides: IAide,
  requires: [INotebookTracker],
  optional: [ISettingRegistry],
  activate: async (
    app,
    tracker: INotebookTracker,
    registry: ISettingRegistry | null
  ) => {
    const { serviceManager } = app;
    const settings = await registry?.load(aide.id);
    const engine = new Engine({
      contents: serviceManager.contents,
      kernels: serviceManager.kernels,
      specs: serviceManager.kernelspecs,
      serverSettings: serviceManager.serverSettings
    });
    return new Aide(tracker, engine, () => ({ ...settings?.composite }));
  }
};
