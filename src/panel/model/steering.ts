import type { UserRequest } from '../../run/commands';
import { isAtRest } from '../../run/atRest';
import type { IRun } from '../../run/interfaces';
import { Driven } from '../../run/live/driven';
import { budgetFor } from './budgetFor';
import type { Ends } from './ends';
import type { IEngine } from './engine';
import type { RunView } from './runView';

/** What a person waits for: a run's folder is made or read, or the server takes it over. */
export type Wait = 'create' | 'read' | 'handOver' | 'advise';

/** Where a run is shown, and what goes wrong with it is said. */
export interface IShowing {
  readonly view: RunView | null;
  /** Show another run, or the same one looked at in another way. */
  show(run: IRun): Promise<void>;
  /** Look at a solution of it. */
  select(id: string): void;
  /** Do something that takes a while; a failure becomes a sentence. */
  attempt(busy: Wait | null, work: () => Promise<void>): Promise<void>;
}

/**
 * What a person does with the run that is shown. Where that is watched and nobody
 * drives it, it is driven from here first. Nothing of it throws: what goes wrong is said
 * where the run is shown.
 */
export class Steering {
  constructor(
    private readonly _engine: IEngine,
    private readonly _showing: IShowing,
    private readonly _ends: Ends
  ) {}

  /** Let the run go on until it comes to rest. */
  async resume(): Promise<void> {
    this._ends.isStopped = false;
    await this._drive(() => this._work());
  }

  /** Have the run, which is at rest, try so many solutions more than it did. */
  async extend(more: number): Promise<void> {
    await this._drive(async ({ run }) => {
      await run.command({ do: 'extend', ...budgetFor(more, run) });
      void this.resume();
    });
  }

  /** Verify the best of the run, which is at rest. */
  async verify(): Promise<void> {
    await this._drive(({ run }) => run.verify());
  }

  /** Drive the run from here, whoever drives it now. */
  async takeOver(): Promise<void> {
    const path = this._showing.view?.run.path;
    if (path !== undefined) {
      await this._showing.attempt(null, async () => {
        await this._showing.show(await this._engine.drive(path));
        await this._work({ take: true });
      });
    }
  }

  /** Have the server keep the run going, so that this tab can be closed. */
  async handOver(): Promise<void> {
    const run = this._showing.view?.run;
    if (!run) {
      return;
    }
    await this._showing.attempt('handOver', async () => {
      const problem = await this._engine.backgroundProblem();
      if (problem !== '') {
        throw new Error(problem);
      }
      this._ends.isLeft = true;
      await run.leave();
      await this.background(run);
    });
  }

  /** Have the server go on with a run that nobody drives, and watch it. */
  async background({ path }: IRun): Promise<void> {
    await this._engine.background(path);
    await this._showing.show(await this._engine.open(path));
  }

  /** Give whoever writes a hint. */
  async hint(text: string): Promise<void> {
    await this._showing.attempt(null, async () =>
      this._showing.view?.run.command({ do: 'hint', text })
    );
  }

  /**
   * Have a solution made that a person asks for; a run at rest goes on for it. It
   * is what is looked at next.
   */
  async ask(request: UserRequest): Promise<void> {
    await this._drive(async view => {
      const { run } = view;
      const isAlone =
        this._ends.asked.length > 0 || (view.isAtRest && !view.canGoOn);
      const before = run.tree.size;
      await run.command({ do: 'ask', ...request });
      const [asked] = [...run.tree.solutions].slice(before);
      if (asked?.asked && this._showing.view?.run === run) {
        if (isAlone) {
          this._ends.waitFor(asked.id);
        }
        this._showing.select(asked.id);
      }
      if (isAtRest(run.status)) {
        void this.resume();
      }
    });
  }

  /** Have the search build no more on a solution and what came of it, or again. */
  async closeNode(id: string, closed: boolean): Promise<void> {
    await this._drive(({ run }) => run.command({ do: 'close', id, closed }));
  }

  /** Interrupt what is under way and bring the run to rest. */
  async stop(): Promise<void> {
    this._ends.isStopped = true;
    await this._showing.attempt(null, async () =>
      this._showing.view?.run.command({ do: 'stop' })
    );
  }

  /** Do something with the run as whoever drives it, or has it driven. */
  private async _drive(work: (view: RunView) => Promise<void>): Promise<void> {
    if (this._showing.view === null) {
      return;
    }
    await this._showing.attempt(null, async () => {
      const { run } = this._showing.view!;
      if (run.watching?.driver === null) {
        await this._showing.show(await this._engine.drive(run.path));
      }
      await work(this._showing.view!);
    });
  }

  /** Let the run go on; watch it where somebody else drives it. */
  private async _work(options?: { take: boolean }): Promise<void> {
    const { run } = this._showing.view!;
    try {
      await run.start(options);
    } catch (error) {
      if (!(error instanceof Driven)) {
        throw error;
      }
      if (this._showing.view?.run === run) {
        await this._showing.show(await this._engine.open(run.path));
      }
    }
  }
}
