import type { NotebookPanel } from '@jupyterlab/notebook';
import type { ModelSettings } from '../../src/coder/modelSettings';
import type { Advice, IAdvised } from '../../src/task/advice';
import { declareAdvised } from '../../src/coder/recipes/advised';
import type { IEngine, ISurveyed } from '../../src/panel/model/engine';
import { Questions } from '../../src/panel/model/questions';
import { RunView } from '../../src/panel/model/runView';
import { standingOf, type IStanding } from '../../src/panel/model/standing';
import { RunConfig, type RunRequest } from '../../src/run/config';
import type { IRun } from '../../src/run/interfaces';
import type { IRunEntry } from '../../src/run/folder/folder';
import type { ColumnPreview, DataPreview } from '../../src/task/data';
import type { Evidence, Importance } from '../../src/task/evidence';
import { noUsage } from '../../src/task/usage';
import { FakeRun } from './fakeRun';

/** An engine without Jupyter: what it finds is set by hand, and its runs are fakes. */
export class FakeEngine implements IEngine {
  goalText = 'Predict the `SalePrice` of each house. The metric is RMSLE.';
  folder: string | null = 'data';
  preview: DataPreview = houses;
  /** What the kernel has, as imported. */
  packages = ['lightgbm', 'catboost', 'xgboost'].map(name => ({
    name,
    version: '4.0'
  }));
  settings: ModelSettings = {
    baseUrl: null,
    hasKey: false,
    model: null,
    source: 'none',
    locked: false,
    near: false,
    learned: {},
    prices: { in: null, out: null }
  };
  entries: IRunEntry[] = [];
  /** What `open` opens. */
  stored: FakeRun | null = null;
  /** What fails, by the method's name. */
  readonly faults = new Map<string, Error>();
  readonly created: RunRequest[] = [];
  /** What stands beside the answers. */
  evidenceFound: Evidence = { problem: '', rows: 0, held: 0, targets: [] };
  importanceSignal: AbortSignal | null = null;
  importanceFound: Importance | Promise<Importance> = {
    problem: '',
    rows: 0,
    of: 0,
    columns: []
  };
  readonly questions = new Questions();
  readonly surveyed: string[] = [];
  /** The goal by which columns were measured last. */
  surveyedFor = '';
  /** How the model reads the task, and how often it was asked. */
  advice: Advice | null = null;
  advises = 0;
  run: FakeRun | null = null;
  /** What `drive` opened last. */
  driven: FakeRun | null = null;
  /** The paths of runs that go on somewhere. */
  alive: string[] = [];
  noBackground = '';
  /** The runs that `standing` was asked of. */
  readonly stood: string[] = [];
  /** The runs that the server was given. */
  readonly inBackground: string[] = [];

  async evidence(): Promise<Evidence> {
    this._check('evidence');
    return this.evidenceFound;
  }

  async importance(
    _run: IRun,
    _id: string,
    signal: AbortSignal
  ): Promise<Importance> {
    this._check('importance');
    this.importanceSignal = signal;
    return this.importanceFound;
  }

  async goal(): Promise<string> {
    return this.goalText;
  }

  async guessData(): Promise<string | null> {
    return this.folder;
  }

  async kernel(): Promise<string> {
    this._check('kernel');
    return 'python3';
  }

  async survey(
    _: string,
    data: string,
    __: string,
    goal: string
  ): Promise<ISurveyed> {
    this.surveyed.push(data);
    this.surveyedFor = goal;
    this._check('survey');
    return { preview: this.preview, packages: this.packages };
  }

  async understand(
    goal: string,
    data: DataPreview,
    metric: string,
    advised: IAdvised | null
  ) {
    return declareAdvised(goal, data, { metric }, advised);
  }

  async advise(): Promise<IAdvised> {
    this._check('advise');
    this.advises++;
    const usage = { ...noUsage, calls: 1 };
    return { advice: this.advice, problem: '', usage };
  }

  async model(): Promise<ModelSettings> {
    this._check('model');
    return this.settings;
  }

  async list(): Promise<IRunEntry[]> {
    this._check('list');
    return this.entries;
  }

  async create(request: RunRequest): Promise<FakeRun> {
    this._check('create');
    this.created.push(request);
    this.run = new FakeRun(request);
    return this.run;
  }

  async standing(path: string): Promise<IStanding> {
    this._check('standing');
    this.stood.push(path);
    return standingOf(this.stored!);
  }

  async open(): Promise<FakeRun> {
    this._check('open');
    return this.stored!;
  }

  async drive(): Promise<FakeRun> {
    this._check('drive');
    this.driven = new FakeRun(this.stored?.config ?? this.run?.config);
    return this.driven;
  }

  async live(): Promise<ReadonlySet<string>> {
    return new Set(this.alive);
  }

  async backgroundProblem(): Promise<string> {
    return this.noBackground;
  }

  async background(path: string): Promise<void> {
    this._check('background');
    this.inBackground.push(path);
  }

  async view(run: FakeRun): Promise<RunView> {
    return new RunView(run);
  }

  private _check(method: string): void {
    const fault = this.faults.get(method);
    if (fault) {
      throw fault;
    }
  }
}

/** As much of a notebook's tab as a session looks at. */
export function fakeNotebook(path = 'houses/houses.ipynb'): NotebookPanel {
  return {
    context: { path },
    content: {},
    isDisposed: false
  } as unknown as NotebookPanel;
}

/** A run as it is listed. */
export function entry(run: FakeRun): IRunEntry {
  return {
    path: run.path,
    problem: null,
    file: {
      version: 1,
      created: '2026-01-02T03:04:05Z',
      config: RunConfig.parse(run.config),
      task: null
    }
  };
}

function column(name: string, kind: ColumnPreview['kind']): ColumnPreview {
  return {
    name,
    kind,
    dtype: kind === 'category' ? 'str' : 'float64',
    missing: 0,
    unique: 900,
    min: 1,
    q25: 2,
    median: 3,
    q75: 4,
    max: 5,
    mean: 3,
    top: [],
    histogram: []
  };
}

function table(path: string, rows: number, columns: ColumnPreview[]) {
  return {
    path,
    size: 1000,
    kind: 'table' as const,
    table: {
      rows,
      rowsEstimated: false,
      rowsRead: rows,
      columns,
      columnsOmitted: 0,
      sample: []
    },
    text: null,
    thumbnail: null,
    notes: []
  };
}

const features = [column('LotArea', 'number'), column('Street', 'category')];

/** A folder as most have it: a training and a test table. */
export const houses: DataPreview = {
  root: 'data',
  folders: [],
  files: [
    table('train.csv', 1460, [
      ...features,
      column('Rent', 'number'),
      column('SalePrice', 'number')
    ]),
    table('test.csv', 1459, features)
  ],
  filesOmitted: 0,
  notes: []
};

/** A folder with nothing in it. */
export const nothing: DataPreview = {
  root: 'data',
  folders: [],
  files: [],
  filesOmitted: 0,
  notes: ['The folder “data” is empty.']
};
