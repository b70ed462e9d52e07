/**
 * The soak: a run of many solutions, with the memory of the engine and of the
 * server as Linux counts it, and of a tab that watches. `--n` solutions, `--json`
 * where the results go.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median } from './outcome';
import { pause, within } from './processes';
import { Tab, watched } from './tab';
import { World } from './world';

/** How much memory may grow, as a share, over the last three fifths of a run. */
const FLAT = 0.1;
/** Solutions between two looks. */
const EVERY = 10;

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string', default: '500' },
    json: { type: 'string', default: 'test/faults/soak.json' }
  }
});
const steps = Number(values.n);

/** MiB that a process holds and no other shares, swapped pages left out. */
function ownMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const sum = [...status.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].reduce(
    (kB, [, value]) => kB + Number(value),
    0
  );
  return Number((sum / 1024).toFixed(1));
}

interface ISample {
  solutions: number;
  engine: number;
  server: number;
  tab: number;
}

/** How much the second half of the samples is above the first, as a share. */
function growth(samples: readonly number[]): number {
  const middle = Math.floor(samples.length / 2);
  const [before, after] = [samples.slice(0, middle), samples.slice(middle)];
  return Number((median(after) / median(before) - 1).toFixed(3));
}

const world = await World.make('soak', 1);
let tab: Tab | null = null;
const stop = (): void =>
  void Promise.allSettled([tab?.close(), world.end()]).finally(() =>
    process.exit(1)
  );
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, stop);
}
const samples: ISample[] = [];
const begin = performance.now();
await world.begin('soak', { steps, notebook: watched });
await within(60, () => world.news > 0);
tab = await Tab.open(world.server.root, path => world.address(path)).catch(
  async error => {
    await world.end();
    throw error;
  }
);
while (world.engine?.status?.phase !== 'finished') {
  const solutions = world.kept.size - world.underWay.length;
  if (solutions >= (samples.length + 1) * EVERY && !world.engine?.hasEnded) {
    const sample = {
      solutions,
      engine: ownMemory(world.engine!.pid),
      server: ownMemory(world.server.pid),
      tab: await tab.heap()
    };
    samples.push(sample);
    process.stderr.write(
      `${solutions} solutions · engine ${sample.engine} MiB · server ${sample.server} MiB · tab ${sample.tab} MiB\n`
    );
  }
  await pause(100);
}
const minutes = Number(((performance.now() - begin) / 60_000).toFixed(1));
// It saw all of it, or its memory says nothing.
const isShown = await within(
  30,
  async () => (await tab!.solutions()) === steps
);
await tab.close();
const { crashes, starts } = world;
const orphans = [...(await world.orphans()), ...(await world.end())];
const last = samples.slice(-Math.ceil(samples.length * 0.6));
const results = {
  solutions: steps,
  minutes,
  starts,
  orphans: orphans.length,
  engine_growth: growth(last.map(({ engine }) => engine)),
  server_growth: growth(last.map(({ server }) => server)),
  tab_growth: growth(last.map(({ tab }) => tab)),
  samples
};
writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write(
  [
    'solutions  engine MiB  server MiB     tab MiB',
    ...samples
      .filter((_, i) => i % 5 === 4 || i === samples.length - 1)
      .map(({ solutions, engine, server, tab }) =>
        [
          String(solutions).padStart(9),
          ...[engine, server, tab].map(MiB => MiB.toFixed(1).padStart(12))
        ].join('')
      ),
    `over the last ${last.length * EVERY}: engine ${percent(results.engine_growth)}, server ${percent(results.server_growth)}, tab ${percent(results.tab_growth)}; ${orphans.length} orphans; ${minutes} min`,
    ...(isShown ? [] : ['The tab did not show all solutions.']),
    ...crashes
  ].join('\n') + '\n'
);
process.exit(
  Math.max(results.engine_growth, results.server_growth, results.tab_growth) >
    FLAT ||
    orphans.length + crashes.length > 0 ||
    !isShown
    ? 1
    : 0
);

function percent(share: number): string {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;
}
