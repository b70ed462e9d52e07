import { parseArgs } from 'node:util';
import { InvalidRequest } from '../run/config';
import type { IRunHost } from '../run/host';
import { Driven } from '../run/live/driven';
import { watchRun } from '../run/live/watched';
import { openRun } from '../run/drive/run';
import { openScreen } from './screen';
import type { Signals } from './signals';

/**
 * The run that `drive` and `watch` name.
 *
 * @throws InvalidRequest - no run is named, or there is another option.
 */
export function readLive(args: string[]): string {
  try {
    const { values } = parseArgs({
      args,
      options: { run: { type: 'string' } }
    });
    if (values.run) {
      return values.run;
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
 * @throws ExternalError - `storage`: there is no such run.
 */
export async function drive(host: IRunHost, path: string): Promise<void> {
  const run = await openRun(host, path);
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
 * @throws ExternalError - `storage`: there is no such run.
 */
export async function watch(
  host: IRunHost,
  path: string,
  signals: Signals
): Promise<void> {
  const interrupted = new Promise<void>(resolve => signals.on(resolve));
  const run = await watchRun(host, path);
  const { steps } = run.config;
  process.stdout.write(`${run.path} · ${run.coderName} · ${steps} steps\n`);
  const screen = openScreen(run, process.stdout);
  await Promise.race([run.rested(), interrupted]);
  screen.close();
  run.dispose();
}
