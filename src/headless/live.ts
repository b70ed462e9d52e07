import { parseArgs } from 'node:util';
import { InvalidRequest } from '../run/config';
import type { IRunHost } from '../run/host';
import { Driven } from '../run/live/driven';
import { WatchedRun } from '../run/live/watched';
import { Run } from '../run/run';
import { openScreen } from './screen';

/**
 * The options of `drive` and `watch`.
 *
 * @throws InvalidRequest - no run is named, or there is another option.
 */
export function readLive(args: string[]): {
  /** The Jupyter server, where it is not in the environment. */
  server: string | undefined;
  run: string;
} {
  try {
    const { values } = parseArgs({
      args,
      options: { server: { type: 'string' }, run: { type: 'string' } }
    });
    if (values.run) {
      return { server: values.server, run: values.run };
    }
  } catch {
    // Told below.
  }
  throw new InvalidRequest('Name the run’s folder: --run <folder>.');
}

/**
 * Drive a run until it rests, as the server's child: what happens is told to
 * the hub, and here in lines for a log.
 *
 * @throws Fault - `storage`: there is no such run.
 */
export async function drive(host: IRunHost, path: string): Promise<void> {
  // The other end is the server's, and nothing comes but its end.
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
  const run = await Run.open(host, path);
  process.on('SIGTERM', () => {
    void run.leave().finally(() => process.exit(0));
  });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  run.notes.forEach(say);
  const screen = openScreen(run, process.stdout);
  try {
    await run.start();
  } catch (error) {
    if (!(error instanceof Driven)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
  } finally {
    screen.close();
    run.dispose();
  }
}

/**
 * Show a run that is driven elsewhere, until it rests or Ctrl+C, which ends the
 * showing alone.
 *
 * @throws Fault - `storage`: there is no such run.
 */
export async function watch(host: IRunHost, path: string): Promise<void> {
  const interrupted = new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const run = await WatchedRun.open(host, path);
  const { steps } = run.config;
  process.stdout.write(`${run.path} · ${run.coderName} · ${steps} steps\n`);
  const screen = openScreen(run, process.stdout);
  await Promise.race([run.rested(), interrupted]);
  screen.close();
  run.dispose();
}
