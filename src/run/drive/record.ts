import type { IEventQueue } from '../../solution/eventQueue';
import { stepOf, type TreeEvent } from '../../solution/events';
import { explained, scoresOf } from '../account/scores';
import type { RunCommand } from '../commands';
import { BestKeeper } from '../folder/bestKeeper';
import { CellKeeper } from '../execution/cellKeeper';
import type { JournalEntry } from '../folder/entry';
import { openAgain } from '../folder/folder';
import type { IJournalTail } from '../folder/journal';
import type { IRunHost } from '../host';
import { Recording } from '../live/recording';
import type { RunModel } from '../live/runModel';
import type { IRunPaths } from '../runPaths';
import type { Progress } from './progress';

/** What the record of a run is made of. */
export interface IRunRecordOptions {
  host: IRunHost;
  run: RunModel;
  paths: IRunPaths;
  progress: Progress;
  /** Where the journal ended when the run was opened. */
  tail: IJournalTail;
  /** Seconds of work when the run was opened. */
  elapsed: number;
  /** Seconds of work so far, with those of the session that goes on. */
  seconds: () => number;
  /** Somebody who watches asks for something. */
  onCommand: (command: RunCommand) => void;
}

/**
 * What happens in a run that is driven here, on its way into the folder and the tree:
 * every event is in the journal before the tree takes it in and anybody is told.
 */
export class RunRecord {
  constructor(private readonly _options: IRunRecordOptions) {
    const { host, run, paths, elapsed } = _options;
    const { folder, config, tree } = run;
    this.elapsed = elapsed;
    this.cells = new CellKeeper(folder, id =>
      tree.has(id) ? tree.get(id) : null
    );
    this.best = new BestKeeper(
      folder,
      config,
      paths,
      tree,
      () => run.task,
      best => explained(scoresOf(tree, best), config.objective.kind)
    );
    this.lease = new Recording({
      run,
      contents: host.contents,
      settings: host.serverSettings,
      folder: folder.journal,
      tail: _options.tail,
      elapsed: _options.seconds,
      onCaughtUp: entries => this._onCaughtUp(entries),
      onCommand: _options.onCommand
    });
  }

  /** The journal, and the right to write to it. */
  readonly lease: Recording;
  readonly cells: CellKeeper;
  readonly best: BestKeeper;
  /** Seconds of work before the session that goes on. */
  elapsed: number;
  /** What happened but could not be saved, for the next session. */
  unrecorded: readonly TreeEvent[] = [];

  /** Settles once all that a person decided so far is in the tree, or refused. */
  get decided(): Promise<unknown> {
    return this._decided;
  }

  /**
   * The run's file, where the run is.
   *
   * @throws ExternalError - `storage`: it is not there; where it was moved, it says so.
   */
  find(): ReturnType<typeof openAgain> {
    const { host, run } = this._options;
    return openAgain(host.contents, run.path, run.file.created);
  }

  /** Whoever drove meanwhile may have raised the budget, or read the data. */
  async reread(): Promise<void> {
    const { run } = this._options;
    const { file, isTorn } = await this.find();
    if (isTorn) {
      await run.folder.save(file);
    }
    run.file = file;
  }

  /**
   * Keep events that belong together, all or none.
   *
   * @throws Driven, ExternalError
   */
  async keep(events: readonly TreeEvent[]): Promise<void> {
    await this.cells.around(events, () => this.lease.record(events));
  }

  /**
   * Put into the tree what a person decides. A run that is coming to rest waits
   * for it.
   *
   * @param queue - that of the search that goes on; `null` where none does.
   * @throws Driven, ExternalError
   */
  decide(
    make: () => readonly TreeEvent[],
    queue: Pick<IEventQueue, 'commit'> | null
  ): Promise<void> {
    const put = this._put(make, queue);
    this._decided = Promise.allSettled([this._decided, put]);
    return put;
  }

  /** Tell of an event that the tree has taken in. */
  took(event: TreeEvent): void {
    this._options.progress.took(event);
    // Where this fails it is tried again at rest, and told then.
    this.best.keep().catch(() => undefined);
    this._options.run.changed();
  }

  /** By the queue of the search that goes on, or else after all that others recorded. */
  private async _put(
    make: () => readonly TreeEvent[],
    queue: Pick<IEventQueue, 'commit'> | null
  ): Promise<void> {
    if (queue) {
      await queue.commit(make);
      return;
    }
    await this.lease.holding(async () => {
      const events = make();
      if (events.length === 0) {
        return;
      }
      await this.keep(events);
      for (const event of events) {
        this._options.run.tree.apply(event);
        this.took(event);
      }
    });
  }

  /**
   * Take in what others did, or what was saved here although nobody heard of it.
   */
  private _onCaughtUp(entries: readonly JournalEntry[]): void {
    const { run } = this._options;
    const recorded = new Set(entries.map(({ event }) => stepOf(event)));
    this.unrecorded = this.unrecorded.filter(
      event => !recorded.has(stepOf(event))
    );
    const changed = new Set<string>();
    for (const { event, elapsed } of entries) {
      this.elapsed = elapsed;
      run.tree.apply(event);
      if ('id' in event) {
        changed.add(event.id);
      }
    }
    // Each as it is now: what it was in between was told by the former driver.
    for (const id of changed) {
      run.solved(run.tree.get(id));
    }
  }

  private _decided: Promise<unknown> = Promise.resolve();
}
