import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import type { TreeEvent } from '../../src/solution/events';
import { startEndpoint } from '../support/endpoint.mjs';
import { isRight, KEY, wrongs, type IMode } from './mode';

/** What came of a run in a mode, a row of the table. */
export interface IRunOutcome {
  mode: string;
  /** What of the replies ran: the script that was meant, none, or another one. */
  part: 'right' | 'none' | 'wrong';
  /** Whether all scores are what the scripts give by themselves; `null` without any. */
  scoreTrue: boolean | null;
  served: number;
  told: number;
  seconds: number;
  /** The last sentence on what held it up. */
  sentence: string;
  /** What is wrong, a line each. */
  wrong: string[];
}

const project = process.env.AIDE_PROJECT ?? join(__dirname, '..', '..');
const python = join(project, '.venv', 'bin', 'python');

/**
 * A real `jupyter aide run` of two steps, with a server and kernels of its own.
 *
 * @param folder - gets a folder for the run.
 */
export async function wholeRun(
  mode: IMode,
  folder: string
): Promise<IRunOutcome> {
  const home = mkdtempSync(join(folder, 'mode-'));
  writeTable(join(home, 'houses'));
  const endpoint = await startEndpoint({ key: KEY, ...mode.endpoint });
  const began = performance.now();
  const ending = await command(
    python,
    [
      ...['-m', 'jupyterlab_aide', 'run', '--goal', 'Predict the price.'],
      ...['--data', 'houses', '--objective', 'reported', '--steps', '2'],
      ...['--drafts', '1', '--direction', 'minimize', '--slots', '1'],
      ...['--name', 'mode', '--json', 'report.json', ...(mode.options ?? [])]
    ],
    home,
    {
      AIDE_BASE_URL: endpoint.url,
      AIDE_API_KEY: KEY,
      AIDE_MODEL: 'scripted-large',
      ...mode.environment?.(endpoint.url)
    }
  );
  const seconds = (performance.now() - began) / 1000;
  await endpoint.close();

  const run = join(home, 'aide-runs', 'mode-1');
  const written = filesBelow(run).map(file => readFileSync(file, 'utf8'));
  const events = journalOf(run);
  const scripts = events.flatMap(event =>
    event.type === 'write' && event.writing.code ? event.writing.code : []
  );
  const kept = events
    .flatMap(event =>
      event.type === 'unused'
        ? event.text
        : event.type === 'write' && !event.writing.code
          ? event.writing.plan
          : []
    )
    .join('\n');
  const reportFile = join(home, 'report.json');
  const report = existsSync(reportFile)
    ? (JSON.parse(readFileSync(reportFile, 'utf8')) as { calls: number })
    : null;
  const log = join(run, 'faults.log');
  const faults = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const said = ending + written.join('\n');
  const bodies = endpoint.requests
    .filter(({ path }) => path.endsWith('/chat/completions'))
    .map(({ body }) => body);
  const served = bodies.length;
  const told = report?.calls ?? 0;
  const scoreTrue = await areTrue(events, home);
  const last =
    faults.trim() ||
    // A run that did not begin says why in the terminal alone.
    (report === null ? ending.trim() : '');
  const wrong = [
    ...wrongs(mode, { scripts, said, kept, bodies, served, told }),
    ...(scoreTrue === false ? ['A score is none that the script gives.'] : [])
  ];
  return {
    mode: mode.name,
    part:
      scripts.length === 0
        ? 'none'
        : scripts.every(code => isRight(mode, code))
          ? 'right'
          : 'wrong',
    scoreTrue,
    served,
    told,
    seconds,
    sentence: last
      .split('\n')
      .at(-1)!
      .replace(/^\d{4}-\S+ /, '')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1'),
    wrong
  };
}

/** Scores of scripts, by the script, as they are by themselves. */
const known = new Map<string, Promise<number | null>>();

/** Whether each score is that of its script, run alone on the same table. */
async function areTrue(
  events: readonly TreeEvent[],
  home: string
): Promise<boolean | null> {
  const codes = new Map(
    events.flatMap(event =>
      event.type === 'write' ? [[event.id, event.writing.code] as const] : []
    )
  );
  const scored = events.flatMap(event =>
    event.type === 'evaluate' && event.final && event.evaluation.score !== null
      ? [[codes.get(event.id)!, event.evaluation.score] as const]
      : []
  );
  if (scored.length === 0) {
    return null;
  }
  const are = await Promise.all(
    scored.map(async ([code, score]) => {
      if (!known.has(code)) {
        known.set(code, scoreOf(code, home));
      }
      const alone = await known.get(code)!;
      return (
        alone !== null && Math.abs(alone - score) <= 1e-9 * Math.abs(score)
      );
    })
  );
  return are.every(Boolean);
}

async function scoreOf(code: string, home: string): Promise<number | null> {
  const alone = mkdtempSync(join(home, 'alone-'));
  symlinkSync(join(home, 'houses'), join(alone, 'input'));
  writeFileSync(join(alone, 'script.py'), code);
  const said = await command(python, ['script.py'], alone, {});
  const printed = /validation_metric: (\S+)\s*$/.exec(said);
  return printed ? Number(printed[1]) : null;
}

/** Run a command to its end; what it said. */
function command(
  program: string,
  args: string[],
  cwd: string,
  environment: Record<string, string>
): Promise<string> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      PYTHONPATH: project,
      ...environment
    }
  });
  let said = '';
  child.stdout.on('data', data => (said += data));
  child.stderr.on('data', data => (said += data));
  return new Promise(resolve => child.on('close', () => resolve(said)));
}

/** A small table whose `price` follows from its other columns. */
function writeTable(folder: string): void {
  const lines = Array.from({ length: 120 }, (_, i) => {
    const [area, rooms, age] = [40 + ((i * 37) % 160), 1 + (i % 6), i % 80];
    return [
      area,
      rooms,
      age,
      2000 * area + 9000 * rooms - 500 * age + i
    ].join();
  });
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'train.csv'),
    ['area,rooms,age,price', ...lines, ''].join('\n')
  );
}

function filesBelow(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(file => file.isFile())
        .map(file => join(file.parentPath, file.name))
    : [];
}

function journalOf(run: string): TreeEvent[] {
  return filesBelow(join(run, 'journal'))
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => readFileSync(name, 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => JSON.parse(line).event as TreeEvent);
}
