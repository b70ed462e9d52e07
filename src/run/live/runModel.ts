import { type ISignal, Signal } from '@lumino/signaling';
import type { SolutionTree } from '../../search/tree';
import type { TreeEvent } from '../../solution/events';
import { isSettled, type Solution } from '../../solution/solution';
import type { Execution } from '../../task/execution';
import type { Task } from '../../task/task';
import { addUsage, type Usage } from '../../task/usage';
import { remainingSeconds } from '../account/remaining';
import type { Budget, RunCommand } from '../commands';
import { checkRequest, coderName, type RunConfig } from '../config';
import type { RunFolder } from '../folder/folder';
import type { IOpenedRun } from '../folder/openFolder';
import type { RunFile } from '../folder/runFile';
import { isAtRest } from '../atRest';
import {
  type IRun,
  type IRunStatus,
  type IStreamed,
  type IWatching
} from '../interfaces';

/** What grows a run from here, or asks whoever does. */
export interface IHelm extends Pick<
  IRun,
  'status' | 'watching' | 'start' | 'leave' | 'verify' | 'command' | 'dispose'
> {
  /** The files of the run's folder, by name, that hold the best, as written from here. */
  readonly written: readonly string[];
}

/**
 * A run as everybody sees it: its folder, its tree, what streams in, and who is told.
 * Whether it is driven from here or watched is its helm's matter.
 */
export class RunModel implements IRun {
  /** @param helm - makes its helm. */
  constructor(opened: IOpenedRun, helm: (model: RunModel) => IHelm) {
    this.folder = opened.folder;
    this.file = opened.file;
    this.tree = opened.tree;
    this.coderName = coderName(opened.file.config.coder);
    this._opened = opened.notes;
    this._helm = helm(this);
  }

  readonly folder: RunFolder;
  readonly tree: SolutionTree;
  /** Its `run.json`, as it is known here. */
  file: RunFile;
  coderName: string;
  /** What is odd about its data, each a sentence. */
  found: readonly string[] = [];

  get path(): string {
    return this.folder.path;
  }

  get config(): RunConfig {
    return this.file.config;
  }

  get task(): Task | null {
    return this.file.task;
  }

  get notes(): readonly string[] {
    return [...this._opened, ...this.found];
  }

  get status(): IRunStatus {
    return this._helm.status;
  }

  get watching(): IWatching | null {
    return this._helm.watching;
  }

  /** {@inheritDoc IHelm.written} */
  get written(): readonly string[] {
    return this._helm.written;
  }

  get solutionChanged(): ISignal<IRun, Solution> {
    return this._solutionChanged;
  }

  get statusChanged(): ISignal<IRun, IRunStatus> {
    return this._statusChanged;
  }

  get streamed(): ISignal<IRun, IStreamed> {
    return this._streamed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  stream(id: string): string {
    return this._streams.get(id) ?? '';
  }

  async execution(id: string): Promise<Execution | null> {
    return this.folder.loadExecution(this.tree.get(id));
  }

  start(options?: { take?: boolean }): Promise<void> {
    return this._helm.start(options);
  }

  leave(): Promise<void> {
    return this._helm.leave();
  }

  verify(): Promise<void> {
    return this._helm.verify();
  }

  command(command: RunCommand): Promise<void> {
    return this._helm.command(command);
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._helm.dispose();
      this._looks.forEach(look => look());
      Signal.clearData(this);
    }
  }

  /** Resolves once the run is at rest, or its driver is gone, or this is disposed of. */
  rested(): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (this._isDisposed || isAtRest(this.status)) {
          this._looks.delete(look);
          resolve();
        }
      };
      this._looks.add(look);
      look();
    });
  }

  /** What it was charged so far, from the reading of its goal on. */
  get usage(): Usage {
    return addUsage(this.config.reading, this.tree.usage);
  }

  /** A status with what follows from the tree. @param elapsed - seconds of work so far. */
  statusWith(
    standing: Pick<IRunStatus, 'phase' | 'news' | 'fault' | 'waiting'>,
    elapsed: number
  ): IRunStatus {
    const { tree, config } = this;
    const remaining = remainingSeconds(tree, config, elapsed);
    return { ...standing, elapsed, remaining, usage: this.usage };
  }

  /** Write its `run.json` anew. @throws ExternalError - `storage` */
  async save(file: RunFile): Promise<void> {
    await this.folder.save(file);
    this.file = file;
  }

  /** Change its budget. @throws InvalidRequest, ExternalError */
  async extend(budget: Budget): Promise<void> {
    const config = checkRequest({ ...this.config, ...budget });
    await this.save({ ...this.file, config });
    this.changed();
  }

  /** Tell of an event that the tree has taken in. */
  took(event: TreeEvent): void {
    if ('id' in event) {
      const solution = this.tree.get(event.id);
      if (event.type === 'write' || isSettled(solution)) {
        this._streams.delete(event.id);
      }
      this.solved(solution);
    }
  }

  /** Tell how a solution is now. */
  solved(solution: Solution): void {
    this._solutionChanged.emit(solution);
  }

  /** Tell of text that comes in for a solution under way. */
  comesIn(streamed: IStreamed): void {
    this._streams.set(streamed.id, streamed.text);
    this._streamed.emit(streamed);
  }

  /** Nothing is under way any more. */
  endStreams(): void {
    this._streams.clear();
  }

  /** Tell that the status changed. */
  changed(): void {
    this._statusChanged.emit(this.status);
    this._looks.forEach(look => look());
  }

  private readonly _helm: IHelm;
  private readonly _opened: readonly string[];
  private readonly _streams = new Map<string, string>();
  private readonly _looks = new Set<() => void>();
  private _isDisposed = false;
  private readonly _solutionChanged = new Signal<IRun, Solution>(this);
  private readonly _statusChanged = new Signal<IRun, IRunStatus>(this);
  private readonly _streamed = new Signal<IRun, IStreamed>(this);
}
