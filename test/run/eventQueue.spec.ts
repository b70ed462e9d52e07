import { EventQueue } from '../../src/run/drive/eventQueue';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import { aWriting, finished } from '../search/support';
import { deferred, fault } from '../search/world';

const [select, write, run] = finished(1, null, 0.5);

/** A queue into an empty tree, with all that it did. */
function aQueue(
  options: {
    record?: (events: readonly TreeEvent[]) => Promise<void>;
    unrecorded?: readonly TreeEvent[];
  } = {}
) {
  const tree = new SolutionTree('minimize');
  const journal: TreeEvent[] = [];
  const told: TreeEvent[] = [];
  const faults: unknown[] = [];
  const queue = new EventQueue({
    tree,
    unrecorded: options.unrecorded ?? [],
    recorder: {
      record: async events => {
        await options.record?.(events);
        journal.push(...events);
      }
    },
    onEvent: event => told.push(event),
    onFault: error => faults.push(error)
  });
  return { tree, journal, told, faults, queue };
}

describe('EventQueue', () => {
  it('records an event before the tree takes it in', async () => {
    const recorded = deferred();
    const { queue, tree, told } = aQueue({ record: () => recorded.promise });
    const done = queue.record(select);
    expect(tree.size).toBe(0);
    recorded.resolve();
    expect(await done).toBe(true);
    expect(tree.size).toBe(1);
    expect(told).toEqual([select]);
  });

  it('keeps the order in which things were put in, however long one takes', async () => {
    const first = deferred();
    let count = 0;
    const { queue, journal, tree } = aQueue({
      record: () => (count++ === 0 ? first.promise : Promise.resolve())
    });
    const all = [queue.record(select), queue.record(write), queue.record(run)];
    first.resolve();
    expect(await Promise.all(all)).toEqual([true, true, true]);
    expect(journal).toEqual([select, write, run]);
    expect(tree.get('0001').state).toBe('running');
  });

  it('makes what depends on the tree once it is its turn', async () => {
    const { queue } = aQueue();
    const made = ['0001', '0002'].map(() =>
      queue.commit(() => [
        { type: 'hint', text: 'once' },
        { type: 'hint', text: 'twice' }
      ])
    );
    const sizes = queue.inTurn(() => 'after');
    expect((await Promise.all(made)).flat()).toHaveLength(4);
    expect(await sizes).toBe('after');
  });

  it('leaves out what a cancellation has overtaken', async () => {
    const { queue, journal } = aQueue();
    await queue.record(select);
    await queue.record({ type: 'cancel', id: '0001', reason: 'Cancelled.' });
    expect(await queue.record(write)).toBe(false);
    expect(journal.map(({ type }) => type)).toEqual(['select', 'cancel']);
  });

  it('settles the direction once', async () => {
    const { queue, journal } = aQueue();
    const settle: TreeEvent = {
      type: 'direction',
      direction: 'maximize',
      reason: ''
    };
    expect(await queue.record(settle)).toBe(false);
    expect(journal).toEqual([]);
  });

  it('keeps a paid reply that storage refused, and tries it first when told to', async () => {
    let isFull = false;
    const { queue, journal, faults, tree } = aQueue({
      record: async () => {
        if (isFull) {
          throw fault('storage');
        }
      }
    });
    await queue.record(select);
    isFull = true;
    expect(await queue.record(write)).toBe(false);
    // A choice costs nothing: it is made again.
    expect(await queue.record(finished(2, null, 0.5)[0])).toBe(false);
    expect(faults).toHaveLength(2);
    expect(queue.unrecorded).toEqual([write]);
    isFull = false;
    queue.retry();
    await queue.record(run);
    expect(journal).toEqual([select, write, run]);
    expect(queue.unrecorded).toEqual([]);
    expect(tree.get('0001').writing).toEqual(aWriting());
  });

  it('goes on after work that fails', async () => {
    const { queue } = aQueue();
    const failing = queue.inTurn(() => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await queue.record(select)).toBe(true);
  });
});
