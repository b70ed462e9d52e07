import { ServerConnection } from '@jupyterlab/services';
import type { JournalEntry } from '../../src/run/folder/entry';
import { Follower } from '../../src/run/live/follower';
import { finished } from '../search/support';
import { again, aRun, recordOf } from './aRun';

const entries: JournalEntry[] = finished(1, null, 0.5).map((event, i) => ({
  time: `2026-01-02T03:04:0${i}Z`,
  elapsed: i,
  event
}));

/** A run that is looked at, and its driver's record of it. */
async function followed() {
  const { contents, run } = await aRun();
  const driver = recordOf(contents, await again(contents, run.path));
  const follower = new Follower(contents.manager, run, []);
  const told: string[] = [];
  run.solutionChanged.connect((_, { state }) => told.push(state));
  return { contents, run, driver, follower, told };
}

it('takes each entry in once, though it is told twice', async () => {
  const { run, follower, told } = await followed();
  for (const entry of [...entries, ...entries]) {
    await follower.hear(entry);
  }
  expect(run.tree.get('0001').state).toBe('good');
  expect(told).toHaveLength(entries.length);
  expect(follower.elapsed).toBe(entries.length - 1);
});

it('takes in once what it is told and then reads, and the other way round', async () => {
  const { run, driver, follower, told } = await followed();
  const lease = { take: false, onTaken: () => undefined };
  await driver.lease.hold(lease);
  const events = finished(1, null, 0.5);
  await driver.keep(events);
  await follower.catchUp();
  await follower.catchUp();
  expect(run.tree.get('0001').state).toBe('good');
  expect(told).toHaveLength(events.length);
});

it('reads all that it missed where what it is told does not fit', async () => {
  const { run, driver, follower } = await followed();
  await driver.keep(finished(1, null, 0.5));
  const events = finished(2, 1, 0.4);
  await driver.keep(events);
  const event = events.at(-1)!;
  await follower.hear({
    time: '2026-01-02T04:00:00Z',
    elapsed: 9,
    event
  });
  expect(run.tree.size).toBe(2);
  expect(run.tree.get('0002').state).toBe('good');
});

it('is as it was where the server is away, and catches up later', async () => {
  const { contents, run, driver, follower } = await followed();
  await driver.keep(finished(1, null, 0.5));
  const get = jest
    .spyOn(contents, 'get')
    .mockRejectedValue(
      new ServerConnection.NetworkError(new TypeError('fetch failed'))
    );
  await follower.catchUp();
  expect(run.tree.size).toBe(0);
  get.mockRestore();
  await follower.catchUp();
  expect(run.tree.size).toBe(1);
});
