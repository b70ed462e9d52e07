/**
 * The fault bench: faults strike real runs on real servers, and nothing may be
 * lost. `--n` faults, `--seed`, `--worlds` side by side, `--only` kinds whose
 * names hold a text, `--json` where the results go.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faults as kinds } from './kinds';
import { byKind, type IOutcome, type IResults, sumOf, table } from './outcome';
import { plan } from './plan';
import { strikeRun } from './strike';
import { World } from './world';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    worlds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'string', default: 'test/faults/results.json' }
  }
});
const [count, seed, side] = [values.n, values.seed, values.worlds].map(Number);
const chosen = kinds.filter(({ name }) => name.includes(values.only));
const runs = plan(count, seed, chosen).entries();
const outcomes: IOutcome[] = [];
const worlds = new Set<World>();
let done = 0;
let solutions = 0;
let replies = 0;
const begin = performance.now();

/** Runs, one after the other, in one world. */
async function inhabit(name: string): Promise<void> {
  let world: World | null = null;
  const leave = async (keep = false): Promise<void> => {
    if (world) {
      worlds.delete(world);
      replies += world.model.replies.length;
      const left = await world.end({ keep });
      outcomes.at(-1)?.orphans.push(...left);
      left.forEach(each => say(`    left by the server of ${name}: ${each}`));
      world = null;
    }
  };
  for (const [number, faults] of runs) {
    world ??= await World.make(name, seed * 1000 + number);
    worlds.add(world);
    const own = await strikeRun(world, `run-${number}`, faults);
    outcomes.push(...own);
    done++;
    solutions += world.kept.size;
    report(number, own);
    if (own.some(({ lost, wrong }) => lost.length + wrong.length > 0)) {
      say(`    its files stay in ${world.home}`);
      await leave(true);
    }
  }
  await leave();
}

function report(number: number, own: readonly IOutcome[]): void {
  const { lost, duplicates, orphans, wrong } = sumOf(own);
  const minutes = ((performance.now() - begin) / 60_000).toFixed(1);
  const result =
    lost + duplicates + orphans + wrong === 0
      ? 'nothing lost'
      : `${lost} lost, ${duplicates} twice, ${orphans} orphans, ${wrong} wrong`;
  say(
    `${minutes} min · ${outcomes.length} of ${count} faults · run ${number + 1}: ${own.map(({ fault, seconds }) => `${fault} ${seconds.toFixed(1)}`).join(', ')}: ${result}`
  );
  for (const outcome of own) {
    const words = (['lost', 'duplicates', 'orphans', 'wrong'] as const).flatMap(
      key => outcome[key].map(word => `    ${outcome.fault}: ${key}: ${word}`)
    );
    words.slice(0, 8).forEach(say);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function endAll(): Promise<void> {
  await Promise.all([...worlds].map(world => world.end()));
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => void endAll().finally(() => process.exit(1)));
}

try {
  await Promise.all(
    Array.from({ length: side }, (_, i) => inhabit(`world-${i}`))
  );
} catch (error) {
  await endAll();
  throw error;
}
const all = sumOf(outcomes);
const results: IResults = {
  faults: all.times,
  lost: all.lost,
  duplicates: all.duplicates,
  orphans: all.orphans,
  recover_median_s: all.recover_median_s,
  wrong: all.wrong,
  seed,
  minutes: Number(((performance.now() - begin) / 60_000).toFixed(1)),
  runs: done,
  solutions,
  replies,
  kinds: byKind(outcomes, kinds)
};
writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write(`${table(results.kinds, all)}\n`);
process.exit(all.lost + all.duplicates + all.orphans + all.wrong > 0 ? 1 : 0);
