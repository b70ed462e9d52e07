import { join } from 'node:path';
import { BestKeeper } from '../src/run/folder/bestKeeper';
import { CellKeeper } from '../src/run/execution/cellKeeper';
import { foldEvents } from '../src/run/folder/fold';
import { RunFolder } from '../src/run/folder/folder';

import { Journal } from '../src/run/folder/journal';
import { readJournal } from '../src/run/folder/readJournal';
import { runPathsOf } from '../src/run/runPaths';
import { writeText } from '../src/run/folder/storage';
import { wire } from '../src/run/drive/wiring';
import type { ICoder, IRunner } from '../src/search/interfaces';
import { greedyPolicy } from '../src/search/policy';
import { noUsage } from '../src/task/usage';
import { scriptedTask } from '../test/support/scriptedTask';
import { scriptOf } from './candidates';
import { writeRun } from './growth';
import { type IServer, serve } from './jupyter';
import { temporaryFolder } from './processes';
import { type Figures, median } from './statistics';
import { executionOf, writingOf } from './told';

/** Nodes that the tree has before. */
const sizes = [10, 100, 1000, 5000];
/** Steps that each figure is the mean of. */
const steps = 25;

/** Milliseconds that writing, running and reviewing take, each. */
const work = 100;

/**
 * A coder and a runner that take their time and nothing else, so that what is
 * saved meanwhile counts only where a step has to wait for it.
 */
class Idle {
  /** Milliseconds that were waited for. */
  spent = 0;

  readonly coder: ICoder = {
    name: 'nobody',
    write: async ({ stage, solution }) => {
      await this._wait();
      return writingOf(
        `idea ${solution.step}`,
        'A plan of one sentence.',
        scriptOf(stage, solution.step)
      );
    },
    review: async () => {
      await this._wait();
      return {
        isBug: false,
        summary: 'The folds are close to one another.',
        lowerIsBetter: true,
        usage: noUsage
      };
    }
  };

  readonly runner: IRunner = {
    run: async ({ id, code }, { onStart }) => {
      onStart?.();
      await this._wait();
      return executionOf((0.2 + Number(id) / 1e6).toFixed(6), code);
    }
  };

  private async _wait(): Promise<void> {
    const begun = performance.now();
    await new Promise(resolve => setTimeout(resolve, work));
    this.spent += performance.now() - begun;
  }
}

/**
 * Item 4: milliseconds of a step without model and candidate, by the size of the
 * tree: π, Σ, the prompt, and everything that is recorded, on a real server.
 */
export async function measureSteps(repetitions: number): Promise<Figures> {
  const root = temporaryFolder();
  const server = await serve(root);
  const saves: number[] = [];
  const costs = new Map<number, { step: number; open: number }[]>(
    sizes.map(size => [size, []])
  );
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      saves.push(await saveCost(server));
      for (const size of sizes) {
        const path = `run-${size}-${repetition}`;
        writeRun(join(root, path), size, {});
        costs.get(size)!.push(await costOf(server, path, repetition));
      }
    }
  } finally {
    await server.close();
  }
  return {
    step_save_ms: median(saves),
    ...Object.fromEntries(
      sizes.flatMap(size => [
        [
          `step_overhead_ms_${size}`,
          median(costs.get(size)!.map(cost => cost.step))
        ],
        [`run_open_ms_${size}`, median(costs.get(size)!.map(cost => cost.open))]
      ])
    )
  };
}

/** Milliseconds of one save of half a journal's segment, by itself. */
async function saveCost({ contents }: IServer): Promise<number> {
  const costs: number[] = [];
  const text = `${'x'.repeat(1023)}\n`.repeat(32);
  for (let i = 0; i < steps; i++) {
    const begun = performance.now();
    await writeText(contents, 'save.txt', text);
    costs.push(performance.now() - begun);
  }
  return median(costs);
}

/** Put together as a run does it. */
async function costOf(
  { contents }: IServer,
  path: string,
  seed: number
): Promise<{ step: number; open: number }> {
  const opened = performance.now();
  const { folder, file } = await RunFolder.open(contents, path);
  const { entries, tail } = await readJournal(contents, folder.journal);
  const { tree } = foldEvents(
    entries.map(entry => entry.event),
    null
  );
  const open = performance.now() - opened;
  const journal = new Journal(contents, folder.journal, tail, () => true);
  const best = new BestKeeper(
    folder,
    file.config,
    runPathsOf(contents, path, file.config),
    tree,
    () => file.task,
    () => ''
  );
  const idle = new Idle();
  const cells = new CellKeeper(folder, () => null);
  const { config } = file;
  const { search } = wire({
    task: {
      ...scriptedTask,
      goal: config.goal,
      objective: config.objective
    },
    tree,
    policy: greedyPolicy(config),
    coder: idle.coder,
    runner: cells.keeping(idle.runner),
    recorder: {
      record: events =>
        cells.around(events, () => {
          const time = new Date().toISOString();
          return journal.append(
            ...events.map(event => ({ time, elapsed: 0, event }))
          );
        })
    },
    settings: {
      ...config,
      steps: tree.size + steps,
      slots: 1,
      calls: 1,
      kernels: 1,
      seed
    },
    clock: () => performance.now(),
    notify: ({ type }) => {
      if (type === 'tree') {
        void best.keep();
      }
    }
  });
  const begun = performance.now();
  const rest = await search.start();
  if (rest.fault) {
    throw rest.fault;
  }
  return { open, step: (performance.now() - begun - idle.spent) / steps };
}
