import fc from 'fast-check';
import { foldEvents } from '../../src/run/folder/fold';
import { SolutionTree } from '../../src/search/tree';
import { eventSequences } from '../search/support';
import { grown, solved } from './events';
import { OrderCheck } from './oracle/order';

it('gives the tree itself where nothing is damaged', () => {
  const events = grown(50);
  const { tree, notes } = foldEvents(events, 'minimize');
  expect([...tree.solutions]).toEqual([
    ...SolutionTree.from(events, 'minimize').solutions
  ]);
  expect(notes).toEqual([]);
});

it('keeps what was built on a solution whose beginning is lost', () => {
  const events = grown(4).filter(
    event => !(event.type === 'select' && event.id === '0002')
  );
  const { tree, notes } = foldEvents(events, 'minimize');
  expect([...tree.solutions].map(({ id }) => id)).toEqual([
    '0001',
    '0002',
    '0003',
    '0004'
  ]);
  expect(tree.get('0002').state).toBe('good');
  expect(tree.get('0003').parent).toBe('0002');
  expect(notes).toEqual(['The beginning of solution 0002 could not be read.']);
});

it('lets no solution count as good whose code is lost', () => {
  const events = grown(2).filter(
    event => !(event.type === 'write' && event.id === '0001')
  );
  const { tree } = foldEvents(events, 'minimize');
  expect(tree.get('0001').state).toBe('writing');
  expect(tree.best?.id).toBe('0002');
});

it('cancels what nobody can go on with', () => {
  // All of 0001 is lost, and 0002 was to mend it but was not written yet.
  const { tree } = foldEvents(solved(2, 1, null).slice(0, 1), 'minimize');
  expect(tree.pending).toEqual([]);
  expect(tree.get('0001').state).toBe('cancelled');
  expect(tree.get('0002').state).toBe('cancelled');
});

it('does not count up to a step that damage made up', () => {
  const [select] = solved(900_000_000, null, 1);
  const { tree, notes } = foldEvents([...grown(2), select], 'minimize');
  expect(tree.size).toBe(2);
  expect(notes).toHaveLength(1);
});

it.each(['1e3', '0x3E8', ' 900', '900', '-1', '1.5', 'NaN', ''])(
  'does not make up solutions for the id %j',
  id => {
    const { tree, notes } = foldEvents(
      [...grown(2), { type: 'run', id }],
      'minimize'
    );
    expect(tree.size).toBe(2);
    expect(notes).toHaveLength(1);
  }
);

it('never gives a tree that a search cannot go on with, whatever is lost', () => {
  const events = grown(12);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: events.length - 1 })),
      fc.nat({ max: events.length }),
      (lost, end) => {
        const left = events.slice(0, end).filter((_, i) => !lost.includes(i));
        const { tree } = foldEvents(left, 'minimize');
        // Steps without a gap, so that the next one is free.
        expect([...tree.solutions].map(({ step }) => step)).toEqual(
          Array.from({ length: tree.size }, (_, i) => i + 1)
        );
        for (const solution of tree.good) {
          expect(solution.writing).not.toBeNull();
        }
        for (const solution of tree.pending) {
          const parent = tree.parent(solution);
          expect(solution.writing ?? parent?.writing ?? !parent).toBeTruthy();
        }
      }
    ),
    { numRuns: 2000 }
  );
});

it('leaves out what does not fit, and nothing else, whatever is said twice or too late', () => {
  fc.assert(
    fc.property(
      eventSequences(40),
      fc.nat(),
      fc.nat(),
      ({ events, direction }, from, to) => {
        fc.pre(events.length > 0);
        const changed = [...events];
        const again = events[from % events.length];
        changed.splice(to % (events.length + 1), 0, again);
        const order = new OrderCheck();
        order.direction = direction;
        changed.forEach((event, at) => order.take(event, `line ${at + 1}`));
        // Its scores are anything.
        const problems = order.problems.filter(
          each => !each.includes(' has the score ')
        );
        const { notes } = foldEvents(changed, direction);
        expect([problems, notes.length > 0]).toEqual([
          problems,
          problems.length > 0
        ]);
      }
    ),
    { numRuns: 2000 }
  );
});
