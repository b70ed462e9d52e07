import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunRequest } from '../../src/run/config';
import type { Solution } from '../../src/solution/solution';
import { journalLines } from './audit';
import { Engine } from './engine';
import { Model } from './model';
import { type IProcess, marked, pause, within } from './processes';
import { Draw } from './random';
import { Server } from './server';
import { freePort, Wire } from './wire';

/** When a fault struck that may cut off a reply on its way, as of `performance.now()`. */
export interface ICut {
  from: number;
  to: number;
}

const request: RunRequest = {
  goal: 'Predict the price of each house.',
  data: 'houses',
  metric: 'RMSE',
  direction: 'minimize',
  coder: { kind: 'openai', model: 'scripted-large' },
  steps: 10_000,
  slots: 2,
  kernels: 2,
  timeLimit: 4,
  memoryLimit: 1000
};

/**
 * A Jupyter server, a model, the wire between server and engine, and one run at
 * a time: everything real but what the model says. Whatever happens to it, the
 * run goes on: by itself where the product does that, else by `start`.
 */
export class World {
  private constructor(
    readonly draw: Draw,
    readonly model: Model,
    readonly server: Server,
    readonly wire: Wire,
    readonly mark: string,
    /** Where its files are. */
    readonly home: string,
    private readonly _token: string
  ) {}

  static async make(name: string, seed: number): Promise<World> {
    const home = mkdtempSync(join(tmpdir(), 'aide-faults-'));
    const draw = new Draw(seed);
    const key = `key-${randomBytes(8).toString('hex')}`;
    const token = randomBytes(16).toString('hex');
    const mark = `${name}-${randomBytes(8).toString('hex')}`;
    const model = new Model(draw, key);
    await model.open();
    const port = await freePort();
    const server = new Server({
      home,
      port,
      token,
      mark,
      endpoint: model.url,
      key
    });
    const wire = await Wire.lay(port);
    const world = new World(draw, model, server, wire, mark, home, token);
    await mkdir(join(server.root, 'houses'));
    await writeFile(
      join(server.root, 'houses', 'train.csv'),
      `area,rooms,price\n${Array.from({ length: 40 }, (_, i) => `${40 + i},${1 + (i % 5)},${1000 * i}`).join('\n')}\n`
    );
    await server.start();
    return world;
  }

  /** What the present run told its watchers last of each solution. */
  readonly kept = new Map<string, Solution>();
  /** What was kept, and was told otherwise later: in words. */
  readonly changed: string[] = [];
  /** Lines of the journal that were seen whole where nobody tells what is kept. */
  readonly seen: string[] = [];
  /** When whatever the engine was told may not have reached it. */
  readonly cuts: ICut[] = [];
  /** Engines that ended by themselves, and why. */
  readonly crashes: string[] = [];
  /** How often the run had to be started again. */
  starts = 0;
  engine: Engine | null = null;
  /** Where the present run is, from the server's root. */
  path = '';
  /** While a cause lasts, nothing is started again. */
  isHeld = false;

  /** Begin a run, and tend it until it is left. */
  async begin(name: string, changes: Partial<RunRequest> = {}): Promise<void> {
    this.kept.clear();
    this.cuts.length = this.seen.length = 0;
    const engine = (this.engine = this.newEngine());
    engine.tell({ do: 'create', request: { ...request, ...changes }, name });
    if (!(await within(60, () => engine.path !== null))) {
      throw new Error(`The run was not made: ${engine.refusal}`);
    }
    this.path = engine.path!;
    engine.tell({ do: 'start' });
    this._tended = this._tend();
  }

  /** Where a browser finds a path of the server. */
  address(path: string): string {
    return `http://127.0.0.1:${this.wire.port}/${path}?token=${this._token}`;
  }

  /** Another engine at the same server. */
  newEngine(): Engine {
    return new Engine(
      {
        url: `http://127.0.0.1:${this.wire.port}/`,
        token: this._token,
        mark: this.mark
      },
      {
        onKept: solution => {
          const before = this.kept.get(solution.id);
          if (before) {
            this.changed.push(...changes(before, solution));
          }
          this.kept.set(solution.id, solution);
          this._news++;
        },
        onFound: solution => {
          const before = this.kept.get(solution.id);
          // Another engine may have told more since; the audit tells what is lost.
          if (!before || changes(before, solution).length === 0) {
            this.kept.set(solution.id, solution);
            this._news++;
          }
        },
        onCrash: why => this.crashes.push(why)
      }
    );
  }

  /** How often anything was kept. */
  get news(): number {
    return this._news;
  }

  /** The ids of solutions that have no result yet. */
  get underWay(): string[] {
    return [...this.kept.values()]
      .filter(({ state }) => !/good|buggy|cancelled/.test(state))
      .map(({ id }) => id);
  }

  /** The whole lines of the run's journal. */
  get lines(): string[] {
    return journalLines(join(this.server.root, this.path));
  }

  /** The kernels of the run, as processes; one at work is in a folder of its own. */
  get kernels(): IProcess[] {
    return marked(this.mark).filter(
      each => each.isLeader && each.cwd.startsWith(this.server.root)
    );
  }

  /** Everything that the run started and its end should have ended. */
  async orphans(): Promise<string[]> {
    const left = () =>
      marked(this.mark).filter(({ cwd }) => cwd.startsWith(this.server.root));
    // On a busy machine the end of many processes takes its time.
    await within(45, () => left().length === 0);
    const known = await this.server.get('api/kernels');
    return [
      ...left().map(({ pid, command }) => `process ${pid} ${command}`),
      ...(known as { id: string }[]).map(({ id }) => `kernel ${id}`)
    ];
  }

  /** Let the run come to its end. @returns whether it did. */
  async finish(): Promise<boolean> {
    const told = new Set<Engine>();
    const isDone = await within(90, () => {
      const { engine } = this;
      if (engine && engine.path !== null && !told.has(engine)) {
        told.add(engine);
        engine.tell({ do: 'finish' });
      }
      return engine?.status?.phase === 'finished';
    });
    this._isLeft = true;
    await this._tended;
    await this.engine?.kill();
    this.engine = null;
    this._isLeft = false;
    return isDone;
  }

  /**
   * End it with all that it started.
   *
   * @param options - `keep`: leave its files, for somebody to look at.
   * @returns what its server left behind.
   */
  async end({ keep = false } = {}): Promise<string[]> {
    this._isLeft = true;
    await this._tended;
    await this.engine?.kill();
    const left = await this.server.stop();
    await this.wire.close();
    await this.model.close();
    if (!keep) {
      rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
    }
    return left;
  }

  /** Start again what rests because of a fault, open again what is gone. */
  private async _tend(): Promise<void> {
    while (!this._isLeft) {
      await pause(50);
      if (this.isHeld || !this.server.isRunning) {
        continue;
      }
      const { engine } = this;
      if (engine === null || engine.hasEnded) {
        await this._reopen();
      } else if (engine.refusal !== null) {
        // Whatever the world does to it, `start` comes to rest in good order.
        this.crashes.push(engine.refusal);
        await engine.kill();
      } else if (/^Somebody else/.test(engine.status?.message ?? '')) {
        await engine.kill();
      } else if (engine.isDriven) {
        await pause(300);
        if (this.engine === engine && !this.isHeld) {
          // Whoever drives leaves what it is about.
          const now = performance.now();
          this.cuts.push({ from: now, to: now + 3000 });
          engine.tell({ do: 'start', take: true });
        }
      } else if (
        engine.status?.phase === 'paused' &&
        engine.status.fault !== null
      ) {
        await pause(300);
        if (this.engine === engine && !this.isHeld) {
          engine.status = null;
          this.starts++;
          engine.tell({ do: 'start' });
        }
      }
    }
  }

  private async _reopen(): Promise<void> {
    const engine = this.newEngine();
    this.engine = engine;
    engine.tell({ do: 'open', path: this.path });
    await within(
      30,
      () => engine.path !== null || engine.refusal !== null || engine.hasEnded
    );
    if (engine.path !== null) {
      this.starts++;
      engine.tell({ do: 'start' });
    } else {
      await engine.kill();
      await pause(300);
    }
  }

  private _news = 0;
  private _isLeft = false;
  private _tended: Promise<void> = Promise.resolve();
}

/** What of a solution is not as it was told before, although it was final. */
function changes(before: Solution, after: Solution): string[] {
  const isSettled = /good|buggy|cancelled/.test(before.state);
  const final = {
    step: before.step,
    stage: before.stage,
    parent: before.parent,
    ...(before.writing && { writing: before.writing }),
    ...(before.execution && { execution: before.execution }),
    ...(isSettled && { state: before.state, evaluation: before.evaluation })
  };
  return Object.entries(final)
    .filter(([key, value]) => {
      return !isDeepStrictEqual(value, after[key as keyof Solution]);
    })
    .map(([key]) => `${key} of ${before.id}, which was kept`);
}
