import type {
  Contents,
  Kernel,
  KernelSpec,
  ServerConnection
} from '@jupyterlab/services';
import type { Ask } from './approval';

/** What a run needs of Jupyter: the same in a browser and in Node. */
export interface IRunHost {
  contents: Contents.IManager;
  kernels: Kernel.IManager;
  specs: KernelSpec.IManager;
  serverSettings: ServerConnection.ISettings;
  /** Asks a person before a script runs; missing where nobody is there. */
  ask?: Ask;
}
