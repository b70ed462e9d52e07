import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEndpoint } from '../support/endpoint.mjs';
import { aideWithModel, buildEngine, journalOf, writeHouses } from './terminal';

const key = 'a-key-that-nobody-else-may-see';

jest.setTimeout(240_000);

let folder: string;
let endpoint: Awaited<ReturnType<typeof startEndpoint>>;

beforeAll(() => {
  buildEngine();
  folder = mkdtempSync(join(tmpdir(), 'aide-model-'));
  writeHouses('houses', { folder });
});

afterEach(() => endpoint.close());
afterAll(() => rmSync(folder, { recursive: true }));

const aide = (args: string[]) => aideWithModel(folder, endpoint.url, key, args);

const houses = [
  ...['run', '--goal', 'Predict the price.', '--data', 'houses'],
  ...['--objective', 'reported']
];

it('searches with the model that the server knows, and keeps its key', async () => {
  endpoint = await startEndpoint({
    key,
    reading: answer => ({
      ...answer,
      call: { targets: ['prize'], metric: null, positive: null, split: null }
    })
  });
  const ending = await aide([
    ...houses,
    ...['--direction', 'minimize', '--steps', '4', '--drafts', '2'],
    ...['--name', 'model', '--json']
  ]);
  expect(ending).toMatchObject({ code: 0 });
  const report = JSON.parse(ending.stdout);
  expect(report).toMatchObject({ nodes: 4, run: 'aide-runs/model-1' });
  expect(report.coder).toMatch(/^scripted-large at 127\.0\.0\.1:\d+$/);
  const asked = endpoint.requests.filter(({ method }) => method === 'POST');
  expect(report.calls).toBe(asked.length);
  expect(report.tokens_in).toBeGreaterThan(1000);
  // It is asked how it reads the task, once; that counts among the calls above.
  expect(report.task.notes.join()).toContain('“prize”, no column of train.csv');
  expect(ending.stderr).toContain('“prize”, no column of train.csv');
  expect(asked[0].prompt).toContain('Predict the price.');
  expect(asked[0].prompt).toContain('rooms');

  const files = readdirSync(join(folder, report.run), {
    recursive: true,
    withFileTypes: true
  }).filter(file => file.isFile());
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'utf8');
    expect(text).not.toContain(key);
  }
  expect(ending.stdout + ending.stderr).not.toContain(key);
});

it('rests where the model refuses, and goes on without paying twice', async () => {
  endpoint = await startEndpoint({
    key,
    // A draft, its review, and then a refusal.
    script: ['no-usage', 'no-usage', 'unauthorized']
  });
  const options = ['--steps', '3', '--slots', '1', '--name', 'refused'];
  const first = await aide([...houses, ...options]);
  expect(first.code).toBe(1);
  expect(first.stdout).toMatch(/refused the key \(401: /);
  const run = 'aide-runs/refused-1';
  expect(first.stdout).toContain(`jupyter aide run --resume ${run}`);

  const second = await aide(['run', '--resume', run]);
  expect(second).toMatchObject({ code: 0 });
  const written = journalOf(run, folder).flatMap(event =>
    event.type === 'write' ? event.id : []
  );
  expect(written).toEqual(['0001', '0002', '0003']);
});
