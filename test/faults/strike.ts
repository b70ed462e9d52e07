import { join } from 'node:path';
import { audit, halfWritten, type IFindings, unused } from './audit';
import type { IFault } from './kinds';
import type { IOutcome } from './outcome';
import { pause, within } from './processes';
import type { World } from './world';

/** Seconds until a run that does not go on is given up. */
const PATIENCE = 90;

/**
 * One run: faults strike it one after the other, each once the run has
 * recovered from the last one; then it comes to its end.
 */
export async function strikeRun(
  world: World,
  name: string,
  faults: readonly IFault[]
): Promise<IOutcome[]> {
  const before = world.model.replies.length;
  await world.begin(name);
  await within(60, () => world.news > 0);
  const outcomes: IOutcome[] = [];
  for (const fault of faults) {
    await pause(world.draw.below(1500));
    outcomes.push(await strikeOnce(world, fault));
  }
  const last = outcomes.at(-1)!;
  const folder = join(world.server.root, world.path);
  if (!(await world.finish())) {
    last.wrong.push(`${world.path} does not come to its end`);
  }
  const found = audit(folder, world.kept.values());
  last.lost.push(...found.lost, ...world.changed.splice(0));
  const lines = new Set(world.lines);
  last.lost.push(...world.seen.filter(line => !lines.has(line)));
  last.lost.push(
    ...unused(folder, world.model.replies.slice(before), world.cuts)
  );
  last.duplicates.push(...found.duplicates);
  last.wrong.push(...halfWritten(folder).map(file => `${file} is torn`));
  last.orphans.push(...(await world.orphans()));
  return outcomes;
}

async function strikeOnce(world: World, fault: IFault): Promise<IOutcome> {
  const before = world.underWay;
  await fault.strike(world);
  const wasUnderWay = [...new Set([...before, ...world.underWay])];
  const begin = performance.now();
  const { news } = world;
  const hasRecovered = await within(PATIENCE, () => {
    const { underWay } = world;
    return world.news > news && !wasUnderWay.some(id => underWay.includes(id));
  });
  const seconds = (performance.now() - begin) / 1000;
  const { lost, duplicates } = await auditLive(world);
  lost.push(...world.changed.splice(0));
  const wrong = world.crashes.splice(0).map(why => `an engine ended: ${why}`);
  if (!hasRecovered) {
    const { status, refusal } = world.engine ?? {};
    wrong.push(
      `no recovery: ${status?.phase} ${status?.message} ${refusal ?? ''}; waits for ${world.underWay.filter(id => wasUnderWay.includes(id)).map(id => `${id}, ${world.kept.get(id)!.state}`)}`
    );
  }
  return { fault: fault.name, seconds, lost, duplicates, orphans: [], wrong };
}

/** Audit a run that is being written to: what is really lost stays lost. */
async function auditLive(world: World): Promise<IFindings> {
  const folder = join(world.server.root, world.path);
  for (let left = 5; ; left--) {
    const kept = [...world.kept.values()];
    const found = audit(folder, kept);
    if (found.lost.length === 0 || left === 0) {
      return found;
    }
    // A save may just be on its way; the server does not write files at once.
    await pause(200);
  }
}
