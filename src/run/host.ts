import type {
  Contents,
  Kernel,
  KernelSpec,
  ServerConnection
} from '@jupyterlab/services';

/** A script that waits for a person's word before it runs. */
export interface IQuestion {
  /** The run's folder. */
  run: string;
  /** The solution. */
  id: string;
  /** The whole script. */
  code: string;
  /** Aborted where nobody needs the answer any more. */
  signal: AbortSignal;
}

/** Ask a person; true lets the script run. */
export type Ask = (question: IQuestion) => Promise<boolean>;

/** What a run needs of Jupyter: the same in a browser and in Node. */
export interface IRunHost {
  contents: Contents.IManager;
  kernels: Kernel.IManager;
  specs: KernelSpec.IManager;
  serverSettings: ServerConnection.ISettings;
  /** Asks a person before a script runs; missing where nobody is there. */
  ask?: Ask;
}
