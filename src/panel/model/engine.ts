import { PathExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { KernelSpec } from '@jupyterlab/services';
import type { IAdvised } from '../../task/advice';
import type { ModelSettings } from '../../coder/modelSettings';
import type { IDeclaredTask } from '../../coder/recipes/declare';
import type { RunRequest } from '../../run/config';
import type { IRunEntry } from '../../run/folder/folder';
import type { IRunHost } from '../../run/host';
import type { IRun } from '../../run/interfaces';
import type { DataPreview } from '../../task/data';
import type { Task } from '../../task/task';
import type { Evidence, Importance } from '../../task/evidence';
import { Questions } from './questions';
import type { RunView } from './runView';
import type { IStanding } from './standing';

/** What a kernel saw before a run. */
export interface ISurveyed {
  preview: DataPreview;
  /** What can be imported there. */
  packages: Task['packages'];
}

/** What the panel asks of everything beneath it. */
export interface IEngine {
  /** The goal that a notebook states; empty where it states none. */
  goal(notebook: NotebookPanel): Promise<string>;
  /** The folder, from the notebook's, that most likely holds the data. */
  guessData(notebook: NotebookPanel): Promise<string | null>;
  /** The kernelspec that solutions run in. @throws Error - there is none for Python. */
  kernel(notebook: NotebookPanel): Promise<string>;
  /**
   * Read a data folder with a kernel of its own.
   *
   * @param notebook - the path of the notebook; the kernel starts beside it.
   * @param data - from the server's root, or absolute.
   * @param goal - what it names is measured, however many columns there are.
   * @throws ExternalError
   */
  survey(
    notebook: string,
    data: string,
    kernel: string,
    goal: string,
    signal: AbortSignal
  ): Promise<ISurveyed>;
  /** @param advised - how a model reads the task; `null` where none was asked. */
  understand(
    goal: string,
    data: DataPreview,
    metric: string,
    advised: IAdvised | null
  ): Promise<IDeclaredTask>;
  /** Ask the model of a run to be how it reads the task. @throws InvalidRequest */
  advise(request: RunRequest, data: DataPreview): Promise<IAdvised>;
  /** The model that the server is configured with. @throws ExternalError */
  model(): Promise<ModelSettings>;
  /** The runs beside a notebook, newest first. @throws ExternalError */
  list(notebook: string): Promise<IRunEntry[]>;
  /** @throws InvalidRequest, ExternalError */
  create(request: RunRequest): Promise<IRun>;
  /** How a run stands, as its folder says. @throws ExternalError */
  standing(path: string): Promise<IStanding>;
  /** A run to be looked at, whoever drives it. @throws ExternalError */
  open(path: string): Promise<IRun>;
  /** A run that can be driven from here; nothing of it is touched before. @throws ExternalError */
  drive(path: string): Promise<IRun>;
  /** The paths of the runs that somebody drives, or that went on without a tab. */
  live(): Promise<ReadonlySet<string>>;
  /** Why no run can go on without a tab; empty where it can. @throws ExternalError */
  backgroundProblem(): Promise<string>;
  /** Have the server go on with a run. @throws InvalidRequest, ExternalError */
  background(path: string): Promise<void>;
  view(run: IRun): Promise<RunView>;
  /**
   * What a solution predicted for rows that it was not trained on, beside the answers.
   *
   * @param run - at rest, with rows held out.
   * @throws ExternalError
   */
  evidence(run: IRun, id: string): Promise<Evidence>;
  /**
   * What such a solution's score loses where a column is shuffled.
   *
   * @param signal - ends it, and the script that runs for it.
   * @throws ExternalError
   */
  importance(run: IRun, id: string, signal: AbortSignal): Promise<Importance>;
  /** What runs of this window ask before scripts run. */
  readonly questions: Questions;
}

/** The engine itself, each part of it loaded when it is first used. */
export class Engine implements IEngine {
  constructor(host: IRunHost) {
    this._host = { ...host, ask: question => this.questions.ask(question) };
  }

  readonly questions = new Questions();

  async goal(notebook: NotebookPanel): Promise<string> {
    const { goalOf } = await import('../../notebook/goal');
    return goalOf(notebook.content);
  }

  async guessData(notebook: NotebookPanel): Promise<string | null> {
    const { guessData } = await import('../../notebook/data');
    return guessData(notebook, this._host.contents);
  }

  async kernel(notebook: NotebookPanel): Promise<string> {
    const { specs } = this._host;
    await specs.ready;
    const python = (spec: KernelSpec.ISpecModel | undefined) =>
      spec?.language.toLowerCase() === 'python';
    const known = Object.values(specs.specs?.kernelspecs ?? {});
    const own = notebook.sessionContext.session?.kernel?.name;
    const spec =
      known.find(each => python(each) && each!.name === own) ??
      known.find(each => python(each) && each!.name === 'python3') ??
      known.find(python);
    if (!spec) {
      throw new Error(
        'There is no Python kernel on this server. Install one with “pip install ipykernel” where the server runs.'
      );
    }
    return spec.name;
  }

  async survey(
    notebook: string,
    data: string,
    kernel: string,
    goal: string,
    signal: AbortSignal
  ): Promise<ISurveyed> {
    const [
      { ManagedKernels },
      { probePackages },
      { previewData },
      { isAbsolute }
    ] = await Promise.all([
      import('../../kernel/launcher'),
      import('../../kernel/packages'),
      import('../../kernel/preview'),
      import('../../run/runPaths')
    ]);
    const path = this._host.contents.localPath(PathExt.dirname(notebook));
    const connection = await new ManagedKernels({
      serverSettings: this._host.serverSettings,
      kernelManager: this._host.kernels,
      name: kernel,
      path,
      run: `preview of ${notebook}`
    }).start();
    try {
      const folder = isAbsolute(data)
        ? data
        : PathExt.relative(path, this._host.contents.localPath(data)) || '.';
      return {
        preview: await previewData(connection, folder, { goal, signal }),
        packages: await probePackages(connection)
      };
    } finally {
      await connection.shutdown();
      connection.dispose();
    }
  }

  async understand(
    goal: string,
    data: DataPreview,
    metric: string,
    advised: IAdvised | null
  ): Promise<IDeclaredTask> {
    const { declareAdvised } = await import('../../coder/recipes/advised');
    return declareAdvised(goal, data, { metric }, advised);
  }

  async advise(request: RunRequest, data: DataPreview): Promise<IAdvised> {
    const [{ adviceFor }, { checkRequest }] = await Promise.all([
      import('../../run/drive/advice'),
      import('../../run/config')
    ]);
    const { serverSettings } = this._host;
    return adviceFor(checkRequest(request), serverSettings, data);
  }

  async model(): Promise<ModelSettings> {
    const { getModelSettings } = await import('../../coder/modelSettings');
    return getModelSettings(this._host.serverSettings);
  }

  async list(notebook: string): Promise<IRunEntry[]> {
    const { listRuns } = await import('../../run/folder/folder');
    return listRuns(this._host.contents, PathExt.dirname(notebook));
  }

  async create(request: RunRequest): Promise<IRun> {
    const [{ createRun }, { checkStack }] = await Promise.all([
      import('../../run/drive/run'),
      import('../../run/drive/stack')
    ]);
    await checkStack(this._host, request);
    return createRun(this._host, request);
  }

  async standing(path: string): Promise<IStanding> {
    const { standingOf } = await import('./standing');
    const run = await this.drive(path);
    try {
      return standingOf(run);
    } finally {
      run.dispose();
    }
  }

  async open(path: string): Promise<IRun> {
    const { liveRuns } = await import('../../run/live/hub');
    if ((await liveRuns(this._host.serverSettings)) === null) {
      return this.drive(path);
    }
    const { watchRun } = await import('../../run/live/watched');
    return watchRun(this._host, path);
  }

  async drive(path: string): Promise<IRun> {
    const { openRun } = await import('../../run/drive/run');
    return openRun(this._host, path);
  }

  async live(): Promise<ReadonlySet<string>> {
    const { liveRuns } = await import('../../run/live/hub');
    const runs = (await liveRuns(this._host.serverSettings)) ?? [];
    return new Set(
      runs
        .filter(({ driver, background }) => driver ?? background)
        .map(({ run }) => run)
    );
  }

  async backgroundProblem(): Promise<string> {
    const { backgroundProblem } = await import('../../run/live/hub');
    return backgroundProblem(this._host.serverSettings);
  }

  async background(path: string): Promise<void> {
    const { startInBackground } = await import('../../run/live/hub');
    await startInBackground(this._host.serverSettings, path);
  }

  async view(run: IRun): Promise<RunView> {
    const { RunView } = await import('./runView');
    if (run.config.coder.kind === 'recipes') {
      return new RunView(run);
    }
    // A run can be looked at where no model is configured any more.
    const settings = await this.model().catch(() => null);
    return new RunView(run, settings?.prices);
  }

  async evidence(run: IRun, id: string): Promise<Evidence> {
    const { evidenceFor } = await import('../../run/evidence/evidence');
    return evidenceFor(this._host, run, id);
  }

  async importance(
    run: IRun,
    id: string,
    signal: AbortSignal
  ): Promise<Importance> {
    const { importanceFor } = await import('../../run/evidence/evidence');
    return importanceFor(this._host, run, id, signal);
  }

  private readonly _host: IRunHost;
}
