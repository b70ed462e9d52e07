import { AbortableTimers } from '../../src/run/drive/abortableTimers';

const never = new AbortController().signal;

it('is cut short by whoever does not want to wait', async () => {
  const timers = new AbortableTimers();
  const both = Promise.all([
    timers.sleep(1000, never),
    timers.sleep(2000, never)
  ]);
  timers.wake();
  await both;
  // A later one is not.
  const controller = new AbortController();
  const later = timers.sleep(1000, controller.signal);
  controller.abort(new Error('Stopped.'));
  await expect(later).rejects.toThrow('Stopped.');
});

it('ends at once where nobody waits any more, and by itself in time', async () => {
  const timers = new AbortableTimers();
  await expect(
    timers.sleep(1000, AbortSignal.abort(new Error('Gone.')))
  ).rejects.toThrow('Gone.');
  await timers.sleep(0.01, never);
});
