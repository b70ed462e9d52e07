import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from './plan';
import { faults } from './kinds';

jest.setTimeout(600_000);

it('loses nothing to one fault of each kind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aide-results-'));
  const json = join(folder, 'results.json');
  const count = faults.length;
  const said = await new Promise<string>(resolve =>
    execFile(
      process.execPath,
      [
        ...[join(__dirname, 'run.mjs'), 'faults'],
        ...['--n', String(count), '--worlds', '2', '--json', json]
      ],
      (_, stdout, stderr) => resolve(`${stderr}\n${stdout}`)
    )
  );
  expect(said).toContain(`${count} of ${count} faults`);
  const results = JSON.parse(readFileSync(json, 'utf8'));
  rmSync(folder, { recursive: true });
  // What went wrong is in the lines that it printed.
  const words = said
    .split('\n')
    .filter(line => /: (lost|duplicates|orphans|wrong): /.test(line));
  expect({ ...results, words }).toMatchObject({
    words: [],
    faults: count,
    lost: 0,
    duplicates: 0,
    orphans: 0,
    wrong: 0
  });
});

it('strikes alike for the same seed, each kind before any comes again', () => {
  const names = (seed: number) =>
    plan(200, seed)
      .flat()
      .map(({ name }) => name);
  expect(names(7)).toEqual(names(7));
  expect(names(7)).not.toEqual(names(8));
  expect(new Set(names(7).slice(0, faults.length)).size).toBe(faults.length);
  expect(names(7)).toHaveLength(200);
});
