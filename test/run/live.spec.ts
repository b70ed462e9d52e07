import { ExternalError } from '../../src/base/externalError';
import { Driven } from '../../src/run/live/driven';
import { Lease } from '../../src/run/live/lease';
import { FakeRun } from '../panel/fakeRun';
import { HandHub } from './handHub';

const since = '2026-01-02T03:04:05Z';
const entry = {
  time: since,
  elapsed: 1,
  event: { type: 'hint' as const, text: 'x' }
};
let hub: HandHub;
let run: FakeRun;
let taken: number;
let lease: Lease | null;

beforeEach(async () => {
  hub = await HandHub.start();
  run = new FakeRun();
  taken = 0;
  lease = null;
});

afterEach(async () => {
  lease?.dispose();
  await hub.stop();
});

async function begin(take = false): Promise<Lease> {
  lease = await Lease.begin(run, {
    settings: hub.settings,
    take,
    onTaken: () => taken++,
    onCommand: command => void run.command(command)
  });
  return lease!;
}

it('tells the status, what is recorded and what comes in, and obeys', async () => {
  const driver = await begin(true);
  await driver.held();
  expect(hub.urls[0].searchParams.get('take')).toBe('1');
  expect(hub.urls[0].searchParams.get('run')).toBe(run.path);
  run.say({ news: [{ code: 'fitting' }] });
  driver.tell([entry]);
  for (let i = 0; i < 20; i++) {
    run.print(1, 'reply', `text ${i}`);
  }
  await hub.until(() => hub.told.some(({ type }) => type === 'stream'));
  expect(hub.told).toContainEqual({ type: 'event', entry });
  expect(
    hub.told.flatMap(each =>
      each.type === 'status' ? (each.status.news ?? []) : []
    )
  ).toContainEqual({ code: 'fitting' });
  // Not each of them: a reply comes in many pieces a second.
  expect(hub.told.filter(({ type }) => type === 'stream')).toHaveLength(1);
  for (const command of [
    { do: 'pause' },
    { do: 'nonsense' },
    { do: 'retry' },
    { do: 'hint', text: 'Think.' },
    { do: 'cancel' }
  ]) {
    hub.sockets[0].send(JSON.stringify({ type: 'command', command }));
  }
  await hub.until(() => run.asked.includes('hint Think.'));
  expect(run.asked).toEqual(['pause', 'retry', 'hint Think.']);
});

it('does not drive what somebody else drives', async () => {
  hub.answer = { type: 'refused', by: { kind: 'background', since } };
  await expect(begin()).rejects.toThrow('goes on in the background');
  expect(taken).toBe(0);
});

it('waits with what is to be saved while its connection is cut, and has it back under its name', async () => {
  const driver = await begin();
  hub.answer = null;
  hub.sockets[0].terminate();
  await hub.until(() => hub.sockets.length === 2);
  let isHeld = false;
  const waiting = driver.held().then(() => (isHeld = true));
  await new Promise(resolve => setTimeout(resolve, 30));
  expect(isHeld).toBe(false);
  hub.sockets[1].send('{"type":"granted"}');
  await waiting;
  const [first, second] = hub.urls.map(url => url.searchParams);
  expect(second.get('id')).toBe(first.get('id'));
  expect(second.get('take')).toBe('0');
  expect(taken).toBe(0);
});

it.each([
  ['is told that it is taken', false],
  ['finds somebody else there when it comes back', true]
])('saves nothing more once it %s', async (_, isCut) => {
  const driver = await begin();
  if (isCut) {
    hub.answer = { type: 'refused', by: { kind: 'tab', since } };
    hub.sockets[0].terminate();
  } else {
    hub.sockets[0].send('{"type":"taken"}');
  }
  await hub.until(() => taken > 0);
  expect(taken).toBe(1);
  await expect(driver.held()).rejects.toBeInstanceOf(Driven);
  expect(lease!.lost).toBeInstanceOf(Driven);
});

it('is no driver on a server without a hub, where runs are driven as ever', async () => {
  const settings = {
    ...hub.settings,
    fetch: async () => new Response('', { status: 404 })
  };
  expect(
    await Lease.begin(run, {
      settings,
      take: false,
      onTaken: () => taken++,
      onCommand: () => undefined
    })
  ).toBeNull();
  expect(hub.sockets).toEqual([]);
});

it('says that the server does not answer', async () => {
  const settings = {
    ...hub.settings,
    fetch: async () => Promise.reject(new TypeError('fetch failed'))
  };
  await expect(
    Lease.begin(run, {
      settings,
      take: false,
      onTaken: () => taken++,
      onCommand: () => undefined
    })
  ).rejects.toBeInstanceOf(ExternalError);
});
