import { RateLimitedCoder } from '../../src/scheduling/rateLimitedCoder';
import type { ICoder, WriteRequest } from '../../src/search/interfaces';
import { aWriting } from './support';

/**
 * A coder that serves so many at once, the others after them, in a time of its own.
 * Each reply begins a second after it is served and takes `seconds`.
 */
class Endpoint {
  constructor(
    private readonly _atOnce: number,
    private readonly _seconds: number
  ) {}

  time = 0;
  /** The most that were sent at once, and how often each one was served. */
  most = 0;
  readonly served: number[] = [];
  /** Those that a wait is asked of first, by their number. */
  held = new Set<number>();

  readonly coder: ICoder = {
    name: 'An endpoint of a test',
    review: async () => null,
    write: async (_, { onText, onWait }) => {
      const number = this._sent++;
      this._inFlight++;
      this.most = Math.max(this.most, this._inFlight);
      if (this.held.has(number)) {
        await this._until(this.time + 1);
        onWait?.('asks to slow down', 1);
        await this._until(this.time + 1);
      }
      if (this._busy === this._atOnce) {
        await new Promise<void>(resolve => this._queue.push(resolve));
      } else {
        this._busy++;
      }
      await this._until(this.time + 1);
      onText?.('words');
      await this._until(this.time + this._seconds);
      this.served.push(number);
      const next = this._queue.shift();
      if (next) {
        next();
      } else {
        this._busy--;
      }
      this._inFlight--;
      return aWriting({});
    }
  };

  /** Let time pass until nothing is left to happen. */
  async run(): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 50; turn++) {
        await Promise.resolve();
      }
      const next = Math.min(...this._waits.keys());
      if (next === Infinity) {
        return;
      }
      this.time = next;
      const due = this._waits.get(next)!;
      this._waits.delete(next);
      due.forEach(resolve => resolve());
    }
  }

  private _until(time: number): Promise<void> {
    return new Promise(resolve => {
      this._waits.set(time, [...(this._waits.get(time) ?? []), resolve]);
    });
  }

  private _sent = 0;
  private _inFlight = 0;
  private _busy = 0;
  private readonly _queue: (() => void)[] = [];
  private readonly _waits = new Map<number, (() => void)[]>();
}

/** Write so many through the limit; those calls. */
async function write(
  endpoint: Endpoint,
  count: number,
  limits: { begin: number; most: number }
): Promise<RateLimitedCoder> {
  const calls = new RateLimitedCoder(
    endpoint.coder,
    limits,
    () => endpoint.time * 1000,
    () => undefined
  );
  const written = Promise.all(
    Array.from({ length: count }, () =>
      calls.write({} as WriteRequest, {
        signal: new AbortController().signal
      })
    )
  );
  await endpoint.run();
  expect(await written).toHaveLength(count);
  // None is lost, none comes twice.
  expect([...endpoint.served].sort((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, i) => i)
  );
  return calls;
}

it('finds an endpoint that serves one at a time, and asks for no more', async () => {
  const endpoint = new Endpoint(1, 10);
  const calls = await write(endpoint, 12, { begin: 2, most: 8 });
  expect(calls.found).toBe(1);
  expect(endpoint.most).toBe(2);
  // It is never idle meanwhile.
  expect(endpoint.time).toBe(12 * 11);
});

it.each([3, 4])('finds an endpoint that serves %i at once', async atOnce => {
  const endpoint = new Endpoint(atOnce, 10);
  const calls = await write(endpoint, 40, { begin: 2, most: 8 });
  expect(calls.found).toBe(atOnce);
  expect(endpoint.most).toBeLessThanOrEqual(atOnce + 1);
  expect(endpoint.time).toBeLessThan(((40 / atOnce) * 11 + 22) * 1.1);
});

it('asks for as many as may be where all are served', async () => {
  const endpoint = new Endpoint(Infinity, 10);
  const calls = await write(endpoint, 40, { begin: 2, most: 8 });
  expect(calls.width).toBe(8);
  expect(calls.found).toBe(8);
});

it('begins with the number that was given, and stays there where it is right', async () => {
  const endpoint = new Endpoint(Infinity, 10);
  const calls = await write(endpoint, 16, { begin: 8, most: 8 });
  expect(endpoint.time).toBe(22);
  expect(calls.width).toBe(8);
});

it('asks for half as many where the endpoint asks to slow down, once for each time', async () => {
  const endpoint = new Endpoint(Infinity, 10);
  endpoint.held = new Set([0, 1, 2, 3, 4, 5, 6, 7]);
  const calls = await write(endpoint, 8, { begin: 8, most: 8 });
  expect(calls.width).toBe(4);
});
