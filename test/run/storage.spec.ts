import { systemRefusal } from '../../src/base/system';
import { listRuns, openAgain, RunFolder } from '../../src/run/folder/folder';
import { RunConfig } from '../../src/run/config';
import { MemoryContents } from './contents';

it.each([
  [{ code: 'ENOSPC', message: 'write' }, /disk is full. Make room/],
  [{ message: '[Errno 27] File too large' }, /“ulimit -f”/],
  [{ message: 'spawn EMFILE' }, /“ulimit -n 4096”/],
  [{ message: 'WebAssembly.instantiate(): Out of memory' }, /“ulimit -v”/],
  [{ message: '[Errno 13] Permission denied: x' }, /may not be written/]
])('says what the system refused, and the way out (%j)', (error, sentence) => {
  const cause = Object.assign(new Error(error.message), error);
  expect(systemRefusal(cause)).toMatch(sentence);
  expect(systemRefusal(new TypeError('fetch failed', { cause }))).toMatch(
    sentence
  );
});

it('says nothing of the system where something else went wrong', () => {
  expect(systemRefusal(new Error('fetch failed'))).toBeNull();
  expect(systemRefusal('Errno')).toBeNull();
});

it('says what the folder of a run is called that was renamed meanwhile', async () => {
  const contents = new MemoryContents();
  const created = '2025-01-01T00:00:00Z';
  const config = RunConfig.parse({
    goal: 'Predict b.',
    data: 'data',
    coder: { kind: 'recipes' }
  });
  const file = { version: 1 as const, created, config, task: null };
  const { path } = await RunFolder.create(contents.manager, '', 'run', file);
  const text = contents.text(`${path}/run.json`);
  contents.remove(path);
  // A candidate that still runs makes its own folder again.
  contents.put(path, '', 'directory');
  contents.put('aide-runs/renamed', '', 'directory');
  contents.put('aide-runs/renamed/run.json', text);
  await expect(openAgain(contents.manager, path, created)).rejects.toThrow(
    /is called “aide-runs\/renamed” now. Open the run there/
  );
  contents.remove('aide-runs/renamed');
  await expect(openAgain(contents.manager, path, created)).rejects.toThrow(
    /There is no run in “aide-runs\/run-1”/
  );
  expect(await listRuns(contents.manager, '')).toHaveLength(1);
});
