import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sections } from './modes';
import { wholeRun, type IRunOutcome } from './wholeRun';

/**
 * Runs of two steps against every mode of the scripted endpoint, and a table of
 * what came of them. Ends with 1 where anything is wrong.
 */

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
const rows: (IRunOutcome & { section: string })[] = [];
const left = [...chosen];
try {
  await Promise.all(
    Array.from({ length: Number(values.worlds) }, async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const outcome = await wholeRun(next.mode, folder);
        rows.push({ section: next.section, ...outcome });
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
}
console.log(`${rows.length - wrong.length} of ${rows.length} modes are right`);
process.exitCode = wrong.length === 0 ? 0 : 1;

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
