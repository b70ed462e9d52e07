import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sections } from './modes';
import { wholeRun, type IRunOutcome } from './wholeRun';

/**
 * Runs of two steps against every mode of the scripted endpoint, and a table of
 * what came of them. Ends with 1 where anything is wrong. What is right is kept as
 * it comes: after a break, a second call goes on with the rest.
 */

type Row = IRunOutcome & { section: string };

/** What came of the modes so far, a line each; gone once all are right. */
const SO_FAR = 'build/endpoints.jsonl';

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    // Only modes whose name holds this.
    only: { type: 'string' },
    worlds: { type: 'string', default: '2' }
  }
});

const chosen = Object.entries(sections).flatMap(([section, modes]) =>
  modes
    .filter(({ name }) => name.includes(values.only ?? ''))
    .map(mode => ({ section, mode }))
);
const folder = mkdtempSync(join(tmpdir(), 'aide-endpoints-'));
const rows = values.only === undefined ? rightBefore() : [];
const left = chosen.filter(
  ({ mode }) => !rows.some(row => row.mode === mode.name)
);
mkdirSync('build', { recursive: true });
try {
  await Promise.all(
    Array.from({ length: Number(values.worlds) }, async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const outcome = await wholeRun(next.mode, folder);
        const row = { section: next.section, ...outcome };
        rows.push(row);
        appendFileSync(SO_FAR, `${JSON.stringify(row)}\n`);
        const mark = outcome.wrong.length === 0 ? 'right' : 'WRONG';
        console.log(
          `${mark}  ${outcome.mode} (${outcome.seconds.toFixed(0)} s)  ${outcome.sentence}`
        );
        outcome.wrong.forEach(line => console.log(`       ${line}`));
      }
    })
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const order = chosen.map(({ mode }) => mode.name);
rows.sort((a, b) => order.indexOf(a.mode) - order.indexOf(b.mode));
const wrong = rows.filter(row => row.wrong.length > 0);
// What is kept is always one whole run of all.
if (values.only === undefined) {
  writeFileSync(
    'test/endpoint/results.json',
    `${JSON.stringify(rows, null, 2)}\n`
  );
  writeFileSync('test/endpoint/README.md', table());
  if (wrong.length === 0) {
    rmSync(SO_FAR);
  }
}
console.log(`${rows.length - wrong.length} of ${rows.length} modes are right`);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** What came out right in a call that was broken off, of the modes that are left. */
function rightBefore(): Row[] {
  const lines = existsSync(SO_FAR)
    ? readFileSync(SO_FAR, 'utf8').trim().split('\n')
    : [];
  const known = new Map(
    lines.filter(Boolean).map(line => {
      const row = JSON.parse(line) as Row;
      return [row.mode, row];
    })
  );
  return chosen
    .flatMap(({ mode }) => known.get(mode.name) ?? [])
    .filter(row => row.wrong.length === 0);
}

function table(): string {
  const yes = (value: boolean | null) =>
    value === null ? '–' : value ? 'yes' : 'NO';
  const cell = (text: string) => text.replace(/\|/g, '\\|').slice(0, 240);
  return [
    '# Endpoints that were tried',
    '',
    'Each line is a run of two steps (`jupyter aide run`) against a scripted endpoint, as `make endpoints` does them. "Score true" is whether each score is the one that its script gives when it runs alone.',
    ...Object.keys(sections).flatMap(section => [
      '',
      `## ${section[0].toUpperCase()}${section.slice(1)}`,
      '',
      '| what a user meets | part taken | score true | served | told | seconds | sentence |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows
        .filter(row => row.section === section)
        .map(row =>
          [
            '',
            cell(row.mode),
            row.wrong.length === 0 ? row.part : `WRONG (${row.part})`,
            yes(row.scoreTrue),
            row.served,
            row.told,
            row.seconds.toFixed(0),
            cell(row.sentence),
            ''
          ]
            .join(' | ')
            .trim()
        )
    ]),
    ''
  ].join('\n');
}
