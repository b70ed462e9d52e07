import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { marked, pause, signal, within } from './processes';
import type { World } from './world';

/** One thing that can go wrong. */
export interface IFault {
  name: string;
  /** How often it is injected, beside the others. */
  weight: number;
  /** Make it happen; resolves when its cause is gone. */
  strike: (world: World) => Promise<void>;
}

/** Something that may cut off what is on its way to the engine. */
async function cutting(world: World, work: () => Promise<void>): Promise<void> {
  const cut = { from: performance.now(), to: Infinity };
  world.cuts.push(cut);
  await work();
  cut.to = performance.now();
}

/** Hold back whoever tends the run until something is over. */
async function held(world: World, work: () => Promise<void>): Promise<void> {
  world.isHeld = true;
  try {
    await work();
  } finally {
    world.isHeld = false;
  }
}

/** A signal to a kernel in the midst of a candidate, now and then to any kernel. */
function onKernels(name: NodeJS.Signals, any: number): IFault['strike'] {
  return async world => {
    const isAny = world.draw.below(1) < any;
    const chosen = () =>
      world.kernels.filter(({ cwd }) => isAny || cwd.includes('/work/'));
    world.model.ask('slow');
    await pause(world.draw.below(1000));
    await within(15, () => chosen().length > 0);
    signal(world.draw.of(chosen())?.pid, name);
  };
}

function script(habit: 'memory' | 'deaf'): IFault['strike'] {
  return async world => {
    world.model.ask(habit);
    await within(60, () => world.model.hasWritten);
  };
}

function endpoint(behaviour: string): IFault['strike'] {
  return async world => {
    world.model.misbehave(behaviour);
    await within(60, () => world.model.hasMisbehaved);
  };
}

function disk(
  word: 'full' | 'readonly',
  least: number,
  most: number
): IFault['strike'] {
  return world =>
    held(world, async () => {
      world.server.disk = word;
      await pause(least + world.draw.below(most - least));
      world.server.disk = '';
    });
}

/** Start the server as it was, on the same port and folder. */
async function restart(world: World): Promise<void> {
  await pause(world.draw.below(1000));
  await world.server.start();
}

const killDriver: IFault['strike'] = world =>
  cutting(world, async () => {
    await within(60, () => world.engine?.path != null);
    await world.engine!.kill();
  });

/** The server takes the run over, with an engine of its own, and loses it. */
async function killBackground(world: World): Promise<void> {
  await within(60, () => world.engine?.path != null);
  await world.engine!.kill();
  // Refused where an earlier engine is about to be started again.
  await world.server.post('aide/background', { run: world.path });
  const begin = world.lines.length;
  let pid: number | null = null;
  await within(60, async () => {
    const runs = (await world.server.get('aide/runs')) as IBackground[] | null;
    const own = runs?.find(({ run }) => run === world.path);
    pid = own?.background?.pid ?? null;
    return pid !== null && world.lines.length > begin + 2;
  });
  if (pid === null) {
    world.crashes.push('the server does not take the run over');
    return;
  }
  await pause(world.draw.below(1500));
  world.seen.push(...world.lines);
  signal(pid, 'SIGKILL');
  await within(10, () => !marked(world.mark).some(each => each.pid === pid));
}

/** What the server says of a run. */
interface IBackground {
  run: string;
  background: { pid: number | null } | null;
}

/** What can go wrong, in the order of the table. */
export const faults: readonly IFault[] = [
  { name: 'kernel killed', weight: 3, strike: onKernels('SIGKILL', 0.3) },
  { name: 'kernel frozen', weight: 1, strike: onKernels('SIGSTOP', 0) },
  { name: 'out of memory', weight: 2, strike: script('memory') },
  { name: 'interrupt swallowed', weight: 1, strike: script('deaf') },
  {
    name: 'websockets cut',
    weight: 3,
    strike: async world => world.wire.cut('websockets')
  },
  {
    name: 'network cut',
    weight: 3,
    strike: world =>
      cutting(world, async () => {
        world.wire.sever();
        await pause(200 + world.draw.below(2000));
        world.wire.restore();
      })
  },
  {
    name: 'network held',
    weight: 3,
    strike: world =>
      cutting(world, async () => {
        world.wire.hold();
        await pause(500 + world.draw.below(3000));
        world.wire.restore();
      })
  },
  {
    name: 'server killed',
    weight: 2,
    strike: world =>
      cutting(world, async () => {
        await world.server.kill();
        await restart(world);
      })
  },
  {
    name: 'server killed in mid-write',
    weight: 1,
    strike: world =>
      cutting(world, async () => {
        world.server.disk = 'fatal';
        await within(60, () => !world.server.isRunning);
        world.server.disk = '';
        await restart(world);
      })
  },
  {
    name: 'machine lost in mid-write',
    weight: 2,
    strike: world =>
      cutting(world, async () => {
        world.server.disk = 'fatal';
        await within(60, () => !world.server.isRunning);
        await world.engine?.kill();
        world.server.disk = '';
        await restart(world);
      })
  },
  { name: 'driver killed', weight: 4, strike: killDriver },
  {
    name: 'driver killed in mid-write',
    weight: 4,
    strike: async world => {
      const written = world.draw.of(['half', 'all'] as const);
      await world.wire.nextSave(written, 30);
      await killDriver(world);
    }
  },
  {
    name: 'background engine killed',
    weight: 3,
    strike: world =>
      held(world, () => cutting(world, () => killBackground(world)))
  },
  {
    name: 'two drivers',
    weight: 3,
    strike: async world => {
      await within(60, () => world.engine?.path != null);
      // Nobody else is started meanwhile, of whom nobody would know any more.
      await held(world, () =>
        cutting(world, async () => {
          const other = world.newEngine();
          other.tell({ do: 'open', path: world.path });
          await within(30, () => other.path !== null || other.refusal !== null);
          other.tell({ do: 'start', take: world.draw.below(1) < 0.5 });
          await pause(500 + world.draw.below(3000));
          const [one, two] = world.draw.shuffled([world.engine!, other]);
          await one.kill();
          world.engine = two;
        })
      );
    }
  },
  {
    name: 'endpoint refuses connections',
    weight: 2,
    strike: async world => {
      // What it had just sent is gone with its connections.
      await cutting(world, () => world.model.close());
      await pause(200 + world.draw.below(3000));
      await world.model.open();
    }
  },
  { name: 'endpoint 401', weight: 2, strike: endpoint('unauthorized') },
  { name: 'endpoint 429', weight: 3, strike: endpoint('rate-limited-soon') },
  { name: 'endpoint 500', weight: 3, strike: endpoint('error-500') },
  { name: 'endpoint hangs', weight: 2, strike: endpoint('hang') },
  { name: 'endpoint hangs midway', weight: 2, strike: endpoint('hang-midway') },
  { name: 'reply cut off', weight: 3, strike: endpoint('cut') },
  { name: 'reply garbage', weight: 3, strike: endpoint('garbage-json') },
  { name: 'reply empty', weight: 3, strike: endpoint('empty') },
  { name: 'reply enormous', weight: 2, strike: endpoint('enormous') },
  { name: 'folder read-only', weight: 3, strike: disk('readonly', 300, 2000) },
  { name: 'disk full', weight: 3, strike: disk('full', 300, 2000) },
  {
    name: 'another writer',
    weight: 2,
    strike: async world => {
      const folder = join(world.server.root, world.path, 'journal');
      const [last] = readdirSync(folder)
        .filter(name => /^\d+\.jsonl$/.test(name))
        .sort()
        .reverse();
      if (last) {
        const text = await readFile(join(folder, last), 'utf8');
        await writeFile(join(folder, last), text);
      }
    }
  },
  {
    name: 'clock jumps',
    weight: 2,
    strike: async world => {
      const hours = world.draw.of([-48, -1, 0.1, 1, 24 * 365]);
      world.engine?.tell({ do: 'jump', ms: hours * 3_600_000 });
    }
  }
];
