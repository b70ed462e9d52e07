import fc from 'fast-check';
import { Places, type IPlace, type Placed } from '../../src/panel/model/layout';

/** A tree as π may grow it: each node after its parent, repairs of bugs too. */
const anyTree: fc.Arbitrary<Placed[]> = fc
  .array(
    fc.record({
      parent: fc.nat(),
      stage: fc.constantFrom('draft', 'debug', 'improve', 'improve')
    }),
    { minLength: 1, maxLength: 120 }
  )
  .map(choices =>
    choices.map(({ parent, stage }, at) =>
      at === 0 || stage === 'draft'
        ? { id: String(at), stage: 'draft', parent: null }
        : { id: String(at), stage, parent: String(parent % at) }
    )
  );

function grow(tree: readonly Placed[]): Places {
  const places = new Places();
  for (const solution of tree) {
    places.add(solution);
  }
  return places;
}

describe('Places', () => {
  it('never moves what has a place', () => {
    fc.assert(
      fc.property(anyTree, tree => {
        const places = new Places();
        const seen = new Map<string, { row: number; lane: number }>();
        for (const solution of tree) {
          places.add(solution);
          for (const [id, { row, lane }] of seen) {
            expect(places.of(id)).toMatchObject({ row, lane });
          }
          const { row, lane } = places.of(solution.id);
          seen.set(solution.id, { row, lane });
        }
      }),
      { numRuns: 50 }
    );
  });

  it('leads no line through a mark or through another line', () => {
    fc.assert(
      fc.property(anyTree, tree => {
        const places = grow(tree);
        const taken = new Map<string, string>();
        const take = (row: number, lane: number, by: string) => {
          const key = `${row}/${lane}`;
          expect(taken.get(key) ?? by).toBe(by);
          taken.set(key, by);
        };
        for (const place of places.all) {
          take(place.row, place.lane, `mark ${place.row}`);
        }
        for (const trunk of places.trunks(0, Infinity)) {
          for (let row = trunk.row + 1; row <= trunk.end; row++) {
            take(row, trunk.lane, `trunk ${trunk.row} ${trunk.lane}`);
          }
        }
      })
    );
  });

  it('hangs each child from a trunk of its parent', () => {
    fc.assert(
      fc.property(anyTree, tree => {
        const places = grow(tree);
        for (const place of places.all.filter(each => each.parent !== null)) {
          const parent = places.all[place.parent!];
          expect(parent.children).toContain(place.row);
          expect(place.level).toBe(parent.level + 1);
          expect(place.lane).toBeGreaterThan(place.stem!);
          expect(places.trunks(0, Infinity)).toContainEqual(
            expect.objectContaining({ row: parent.row, lane: place.stem })
          );
        }
      })
    );
  });

  it('folds a chain of repairs into one place', () => {
    const places = grow([
      { id: 'a', stage: 'draft', parent: null },
      { id: 'b', stage: 'debug', parent: 'a' },
      { id: 'c', stage: 'draft', parent: null },
      { id: 'd', stage: 'debug', parent: 'b' }
    ]);
    expect(places.all.map((place: IPlace) => place.ids)).toEqual([
      ['a', 'b', 'd'],
      ['c']
    ]);
  });

  it('gives a second repair of the same bug a place of its own', () => {
    const places = grow([
      { id: 'a', stage: 'draft', parent: null },
      { id: 'b', stage: 'debug', parent: 'a' },
      { id: 'c', stage: 'debug', parent: 'a' }
    ]);
    expect(places.of('c')).toMatchObject({ row: 1, parent: 0, level: 2 });
  });

  it('stays narrow where many children hang from one parent', () => {
    const places = grow([
      { id: 'a', stage: 'draft', parent: null },
      ...Array.from({ length: 500 }, (_, at) => ({
        id: String(at),
        stage: 'improve' as const,
        parent: 'a'
      }))
    ]);
    expect(places.lanes).toBe(2);
  });
});
