import { declareTask } from '../../../src/coder/recipes/declare';
import type { DataPreview } from '../../../src/task/data';
import { GivenTask } from '../../../src/task/declaration';
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

  it('are the same tasks where a run’s own declaration is handed in', () => {
    const others = all.flatMap(({ name, goal }, i) => {
      const { declaration, questions, problems } = declareTask(
        goal,
        previews[i]
      );
      if (declaration === null || questions.length + problems.length > 0) {
        return [];
      }
      const given = GivenTask.parse(JSON.parse(JSON.stringify(declaration)));
      const again = declareTask(goal, previews[i], { given });
      return JSON.stringify(again.declaration) ===
        JSON.stringify(declaration) && again.questions.length === 0
        ? []
        : [name];
    });
    expect(others).toEqual([]);
  });

  all.forEach((each, i) =>
    it(`${each.name} is read rightly`, () => {
      expect(mistakesOf(each, previews[i])).toEqual([]);
    })
  );
});
