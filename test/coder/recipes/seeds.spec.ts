import { factsOf } from '../../../src/coder/recipes/facts';
import type { ITried } from '../../../src/coder/recipes/history';
import { Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { secondsFor } from '../../../src/coder/recipes/seconds';
import { seedChanges } from '../../../src/coder/recipes/seeds';
import { SolutionTree } from '../../../src/search/tree';
import { anExecution, finished } from '../../search/support';
import { column, preview, taskOf } from './support';

const goal = 'Predict the price. Lower RMSE is better.';
const data = preview({
  'train.csv': [column('width'), column('height'), column('price')]
});
const facts = factsOf(taskOf(goal, data));
const of = (...members: object[]) => Recipe.parse({ members });
const boosting = of({ family: 'boosting' });

/** So many solutions of ten seconds each. */
function after(count: number): ITried[] {
  const events = Array.from({ length: count }, (_, i) =>
    finished(i + 1, null, 1)
  )
    .flat()
    .map(event =>
      event.type === 'execute'
        ? { ...event, execution: { ...anExecution(), seconds: 10 } }
        : event
    );
  return [...SolutionTree.from(events, 'minimize').solutions].map(solution => ({
    solution,
    recipe: boosting
  }));
}

const titles = (
  recipe: Recipe,
  { solutions = 9, timeBudget = 100 as number | null, fits = true } = {}
) =>
  seedChanges(recipe, { timeBudget }, facts, after(solutions), () => fits).map(
    ({ title }) => title
  );

it('has the mean of models with other seeds tried late, where there is time', () => {
  const title = 'the mean of three models with other seeds';
  expect(titles(boosting)).toEqual([title]);
  expect(titles(boosting, { solutions: 4 })).toEqual([]);
  expect(titles(boosting, { fits: false })).toEqual([]);
  expect(titles(boosting, { solutions: 7, timeBudget: null })).toEqual([]);
  expect(titles(boosting, { solutions: 8, timeBudget: null })).toEqual([title]);
  expect(titles(of({ family: 'mlp' }))).toEqual([title]);
  // Neither what is a mean already, nor what leaves nothing to chance.
  for (const recipe of [
    of({ family: 'extra trees' }),
    of({ family: 'linear' }),
    of({ family: 'boosting', seeds: 3 }),
    of({ family: 'boosting' }, { family: 'linear' })
  ]) {
    expect(titles(recipe)).toEqual([]);
  }
});

it('knows that a mean takes as many times as long', () => {
  const [one, three] = [1, 3].map(seeds =>
    secondsFor(of({ family: 'boosting', seeds }), after(3), facts)
  );
  // One second for the libraries.
  expect(three - 1).toBeCloseTo(3 * (one - 1));
});

it('writes each model of a mean with a seed of its own', () => {
  const code = renderScript(of({ family: 'boosting', seeds: 3 }), facts);
  expect(code).toContain("name.endswith('random_state')");
  expect(code).toContain('for i in range(3)]');
  expect(code).toMatch(/^# Gradient boosting \(3 seeds\)$/m);
});
