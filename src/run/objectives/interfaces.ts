import type { Contents } from '@jupyterlab/services';
import type { IKernelLauncher } from '../../kernel/launcher';
import type { IKernelRunnerOptions } from '../../kernel/runner';
import type { Division } from '../../kernel/division';
import type { IProbingScorer } from '../../kernel/probe';
import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { Holdout, Objective } from '../../task/objectiveKinds';
import type { Rerun } from '../../task/verification';
import type { RunConfig } from '../config';
import type { RunFolder } from '../folder/folder';
import type { IRunPaths } from '../runPaths';

/** What an objective is made ready with, in a session of a run. */
export interface IObjectiveOptions {
  launcher: IKernelLauncher;
  contents: Contents.IManager;
  folder: RunFolder;
  paths: IRunPaths;
  config: RunConfig;
  tree: SolutionTree;
}

/** A kind of objective: who says how good a candidate is, and how. */
export interface IObjectiveKind<O extends Objective = Objective> {
  /**
   * Make ready what measures.
   *
   * @throws ExternalError - `kernel` or `storage`: it cannot measure as declared.
   */
  prepare(objective: O, options: IObjectiveOptions): Promise<IMeasure>;
}

/** What a runner of candidates is given by the objective. */
export type Given = Pick<IKernelRunnerOptions, 'data' | 'source' | 'objective'>;
/** Makes a runner that gives candidates these options. */
export type MakeRunner = (given: Given) => IRunner;

/** An objective at work: what measures the candidates of a session. */
export interface IMeasure {
  /** What is odd about the data, each a sentence. */
  readonly notes: readonly string[];
  /** What candidates are given; `data` is what they see as `./input`. */
  readonly given: Given;
  /** The rows that are held out; `null` where none are. */
  readonly holdout: IHeldOut | null;
  /**
   * A runner whose executions are measured.
   *
   * @throws ExternalError - `kernel` or `storage`
   */
  runner(make: MakeRunner): Promise<IRunner>;
  /**
   * Run a solution again for a verification, in a working folder of its own.
   *
   * @param run - 0: nothing runs, the search's own run is scored on other rows.
   * @returns `null` where the signal was aborted.
   * @throws ExternalError - `kernel`
   */
  rerun(
    solution: { id: string; code: string },
    run: number,
    make: MakeRunner,
    options: IAgainOptions
  ): Promise<Rerun | null>;
  /** End what measures. A kernel that resists is ended with the run's others. */
  dispose(): Promise<void>;
}

/** How a solution runs again. */
export interface IAgainOptions {
  /** Seconds. */
  timeLimit: number;
  signal: AbortSignal;
}

/** Rows that no candidate sees the answers of, and what scores them. */
export interface IHeldOut {
  objective: Holdout;
  scorer: IProbingScorer;
  division: Division;
}
