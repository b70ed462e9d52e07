import { Naps } from '../../src/run/naps';

const never = new AbortController().signal;

it('is cut short by whoever does not want to wait', async () => {
  const naps = new Naps();
  const both = Promise.all([naps.sleep(1000, never), naps.sleep(2000, never)]);
  naps.wake();
  await both;
  // A later one is not.
  const controller = new AbortController();
  const later = naps.sleep(1000, controller.signal);
  controller.abort(new Error('Stopped.'));
  await expect(later).rejects.toThrow('Stopped.');
});

it('ends at once where nobody waits any more, and by itself in time', async () => {
  const naps = new Naps();
  await expect(
    naps.sleep(1000, AbortSignal.abort(new Error('Gone.')))
  ).rejects.toThrow('Gone.');
  await naps.sleep(0.01, never);
});
