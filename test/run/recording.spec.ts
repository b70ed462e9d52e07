import { Driven } from '../../src/run/live/driven';
import type { TreeEvent } from '../../src/solution/events';
import { aRun, journalOf, recordOf } from './aRun';
import { HandHub } from './handHub';

const hint = (text: string): TreeEvent[] => [{ type: 'hint', text }];
let hub: HandHub;

beforeEach(async () => {
  hub = await HandHub.start();
});

afterEach(() => hub.stop());

async function recording() {
  const { contents, run } = await aRun();
  const record = recordOf(contents, run, { serverSettings: hub.settings });
  return { contents, run, record };
}

/** The events that whoever watches was told. */
const told = () =>
  hub.told.flatMap(each => (each.type === 'event' ? each.entry.event : []));

it('tells whoever watches of what is in the journal, and of nothing that is not', async () => {
  const { contents, run, record } = await recording();
  await record.lease.hold({ take: true, onTaken: () => undefined });
  contents.trouble = 'full';
  await expect(record.keep(hint('Lost.'))).rejects.toThrow('disk');
  contents.trouble = null;
  await record.keep(hint('Kept.'));
  await hub.until(() => told().length > 0);
  expect(told()).toEqual(hint('Kept.'));
  expect(await journalOf(contents, run)).toEqual(told());
  record.lease.release();
});

it('has the lease for what a person decides at rest, and gives it back', async () => {
  const { run, record } = await recording();
  await record.decide(() => hint('Think.'), null);
  await hub.until(() => hub.sockets[0].readyState === hub.sockets[0].CLOSED);
  expect(hub.sockets).toHaveLength(1);
  expect(hub.urls[0].searchParams.get('take')).toBe('0');
  expect(run.tree.hints).toEqual(['Think.']);
  expect(told()).toEqual(hint('Think.'));
});

it('keeps nothing of a run that somebody else drives', async () => {
  const { contents, run, record } = await recording();
  const by = { kind: 'tab', since: '2026-01-02T03:04:05Z' };
  hub.answer = { type: 'refused', by };
  await expect(record.decide(() => hint('Mine.'), null)).rejects.toBeInstanceOf(
    Driven
  );
  expect(run.tree.hints).toEqual([]);
  expect(await journalOf(contents, run)).toEqual([]);
  // The next one is not held up by that.
  hub.answer = { type: 'granted' };
  await record.decide(() => hint('Later.'), null);
  expect(run.tree.hints).toEqual(['Later.']);
});
