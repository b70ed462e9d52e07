import type { DataPreview } from '../../../src/task/data';
import { cases, mistakesOf, previewsOf } from '../../cases/cases';

describe('tasks as people have them', () => {
  const all = cases();
  let previews: DataPreview[];
  beforeAll(() => {
    previews = previewsOf(all);
  }, 60_000);

  it('are at least sixty', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
  });

  all.forEach((each, i) =>
    it(`${each.name} is read rightly${each.expected.open ? `, but for this: ${each.expected.open}` : ''}`, () => {
      const mistakes = mistakesOf(each, previews[i]);
      // What is open is said there, and taken out once it is mended.
      expect(mistakes.length > 0).toBe(each.expected.open !== undefined);
      if (!each.expected.open) {
        expect(mistakes).toEqual([]);
      }
    })
  );
});
