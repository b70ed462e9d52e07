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
    it(`${each.name} is read rightly`, () => {
      expect(mistakesOf(each, previews[i])).toEqual([]);
    })
  );
});
