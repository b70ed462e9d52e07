import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { serve, type IServer } from '../../bench/jupyter';
import { cases, mistakesOf, previewsOf, type ICase } from './cases';

/**
 * Runs every case with the recipes for a few steps, as the terminal does, and writes what
 * came of each into README.md beside this, as soon as it has ended. Cut off, it goes on with
 * the cases that are left; once all are through, it begins anew.
 */
const Outcome = z.object({
  name: z.string(),
  /** The declaration as it was said. */
  task: z.string(),
  nodes: z.number(),
  failed: z.number(),
  /** How it ended, in a word. */
  ended: z.string(),
  wrong: z.array(z.string())
});
type IOutcome = z.infer<typeof Outcome>;

/** What is known of the cases that ran before it was cut off. */
const KEPT = join('build', 'cases.json');

const { values } = parseArgs({
  options: { only: { type: 'string' }, steps: { type: 'string', default: '3' } }
});
const every = cases();
const outcomes = new Map<string, IOutcome>(
  !values.only && existsSync(KEPT)
    ? z
        .array(Outcome)
        .parse(JSON.parse(readFileSync(KEPT, 'utf8')))
        .map(outcome => [outcome.name, outcome])
    : []
);
const left = every.filter(
  ({ name }) =>
    (values.only ?? '').split(',').some(part => name.includes(part)) &&
    !outcomes.has(name)
);
const previews = previewsOf(left);
const folder = mkdtempSync(join(tmpdir(), 'aide-cases-'));
const server = await serve(folder);
try {
  for (const [i, each] of left.entries()) {
    const outcome = await runCase(each, server);
    outcome.wrong.unshift(...mistakesOf(each, previews[i]));
    outcomes.set(each.name, outcome);
    console.log(row(outcome));
    if (!values.only) {
      keep();
    }
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
if (!values.only) {
  rmSync(KEPT);
}
process.exitCode = [...outcomes.values()].some(({ wrong }) => wrong.length > 0)
  ? 1
  : 0;

/** Write down what there is so far. */
function keep(): void {
  const known = every.flatMap(({ name }) => outcomes.get(name) ?? []);
  mkdirSync('build', { recursive: true });
  writeFileSync(KEPT, JSON.stringify(known));
  writeFileSync(join('test', 'cases', 'README.md'), readme(known));
}

async function runCase(
  { name, folder: from, goal, expected }: ICase,
  { serverSettings }: IServer
): Promise<IOutcome> {
  cpSync(join(from, 'data'), join(folder, name), { recursive: true });
  const { code, stdout, stderr } = await command(
    [
      ...['run', '--goal', goal, '--data', name, '--name', name],
      ...['--coder', 'recipes', '--steps', values.steps, '--kernels', '2'],
      ...['--verify-runs', '0', '--json']
    ],
    { url: serverSettings.baseUrl, token: serverSettings.token }
  );
  const lines = stderr.split('\n');
  const task = lines
    .filter(line => /^[ ?] (Target|Metric|Divided) /.test(line))
    .map(
      line =>
        line
          .slice(2)
          .replace(/^\w+\s+/, '')
          .split(' · ')[0]
    )
    .join('; ');
  const outcome: IOutcome = {
    name,
    task,
    nodes: 0,
    failed: 0,
    ended: code === 2 ? 'asked or refused' : `exit ${code}`,
    wrong: []
  };
  if (expected.asks || expected.refuses) {
    if (code !== 2) {
      outcome.wrong.push('it ran');
    }
    return outcome;
  }
  if (code === 2 && expected.orSays && stderr.includes(expected.orSays)) {
    return outcome;
  }
  if (code !== 0) {
    outcome.wrong.push(lines.slice(-3).join(' ').trim().slice(0, 300));
    return outcome;
  }
  const report = JSON.parse(stdout) as {
    nodes: number;
    buggy: number;
    best: number;
    run: string;
  };
  outcome.nodes = report.nodes;
  outcome.failed = report.buggy;
  outcome.ended = `best ${Number(report.best.toPrecision(4))}`;
  if (report.buggy > 0) {
    outcome.wrong.push(`${report.buggy} failed`);
  }
  const file = join(folder, report.run, 'submission.csv');
  if (expected.submission && existsSync(file)) {
    const [head] = readFileSync(file, 'utf8').split(/\r?\n/);
    if (head !== expected.submission.join(',')) {
      outcome.wrong.push(`submission.csv has the columns ${head}`);
    }
  }
  for (const id of expected.ids ?? []) {
    const data = join(from, 'data');
    const named = readdirSync(data).find(name => !/^(train|test)\./.test(name));
    const sample = join(data, named ?? '');
    if (`${cellsOf(id, file)}` !== `${cellsOf(id, sample)}`) {
      outcome.wrong.push(`the ${id} of submission.csv is not the sample’s`);
    }
  }
  return outcome;
}

/** The cells of a column of a file in which no comma is quoted. */
function cellsOf(column: string, file: string): (string | undefined)[] {
  const [head, ...rows] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map(line => line.split(','))
    : [[]];
  return rows.map(row => row[head.indexOf(column)]);
}

function command(
  args: string[],
  access: { url: string; token: string }
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const engine = resolve('jupyterlab_aide', 'engine', 'aide.mjs');
  const child = spawn(process.execPath, [engine, ...args], {
    cwd: folder,
    stdio: 'pipe'
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(access)}\n`);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', piece => (said.stdout += piece));
  child.stderr.on('data', piece => (said.stderr += piece));
  return new Promise(done =>
    child.on('close', code => done({ code, ...said }))
  );
}

function row({ name, task, nodes, failed, ended, wrong }: IOutcome): string {
  const cell = (text: string) =>
    text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
  return `| ${[name, task, String(nodes), String(failed), ended, wrong.join('; ') || 'right'].map(cell).join(' | ')} |`;
}

function readme(outcomes: readonly IOutcome[]): string {
  const right = outcomes.filter(({ wrong }) => wrong.length === 0).length;
  const nodes = outcomes.reduce((sum, each) => sum + each.nodes, 0);
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
  return [
    '# Tasks as people have them',
    '',
    'Each folder is a goal (`goal.md`), its data, and what is right (`expect.json`; `source` names where others met it). `make cases` reads each declaration, runs each with the offline recipes for a few steps, and writes this table, row by row; cut off, it goes on where it was. `make test` checks the declarations alone.',
    '',
    `${right} of the ${outcomes.length} that ran are right, of ${every.length} in all; ${failed} of ${nodes} solutions failed.`,
    '',
    '| case | task | solutions | failed | ended | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...outcomes.map(row),
    ''
  ].join('\n');
}
