import { blendChanges } from '../../../src/coder/recipes/blends';
import { changesOf } from '../../../src/coder/recipes/changes';
import { firstMember, usableFamilies } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import {
  readRecipe,
  Recipe,
  withoutRecipe
} from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import {
  category,
  column,
  installed,
  preview,
  rowId,
  taskOf,
  Walk
} from './support';

/** A table with everything but what is written oddly. */
const columns = [
  rowId('id'),
  ...['first floor area', 'second floor area', 'garage area', 'lot'].map(name =>
    column(name, { missing: 0.1, unique: 60 })
  ),
  column('rooms', { kind: 'integer', unique: 9 }),
  column('year built', { kind: 'integer', min: 1900, max: 2000 }),
  column('year sold', { kind: 'integer', min: 2000, max: 2010 }),
  ...['town', 'roof', 'heating'].map(name => category(name, 'a', 'b', 'c')),
  column('said', {
    kind: 'text',
    dtype: 'str',
    top: [{ value: 'one two three four', count: 2 }]
  })
];
const targets = {
  regression: column('price', { min: 1 }),
  binary: category('price', 'yes', 'no'),
  multiclass: category('price', 'low', 'medium', 'high')
};
const packages = [
  ...installed(),
  ...['catboost', 'xgboost'].map(name => ({ name, version: '4.0' }))
];
const cases = [
  ['regression', 'Lower RMSLE is better.'],
  ['binary', 'F1 counts.'],
  ['multiclass', 'Macro F1 counts.'],
  ['multiclass', 'MAP@2 counts.']
] as const;

const linesOf = (code: string) =>
  withoutRecipe(code).trimEnd().split('\n').length;

describe.each(cases)('a script for %s, where %s', (kind, metric) => {
  const data = preview({
    'train.csv': [...columns, targets[kind]],
    'test.csv': columns,
    'sample_submission.csv': [rowId('id'), targets[kind]]
  });
  const task = taskOf(`Predict the price. ${metric}`, data, { packages });
  const facts = { ...factsOf(task), foldsFile: 'folds.csv' };

  it('has 150 lines at most, whatever the first change is, and 60 more for a further model', () => {
    const families = usableFamilies(facts, []);
    const ranked = families.map(family => ({
      member: firstMember(family, facts),
      table: [],
      score: 0.5,
      seconds: 1
    }));
    for (const family of families) {
      const one = Recipe.parse({
        members: [firstMember(family, facts)],
        threshold: false
      });
      const recipes = [
        one,
        ...changesOf(one, facts).map(({ recipe }) => recipe),
        ...blendChanges(one, facts, ranked, { score: 0.5, seconds: 1 }).map(
          ({ recipe }) => recipe
        )
      ];
      const tooLong = recipes
        .filter(
          recipe =>
            linesOf(renderScript(recipe, facts)) >
            150 + 60 * (recipe.members.length - 1)
        )
        .map(recipe => [
          recipe.change,
          recipe.members,
          linesOf(renderScript(recipe, facts))
        ]);
      expect(tooLong).toEqual([]);
    }
  });

  it('stays as short, however many changes gain', async () => {
    const walk = new Walk(task);
    await walk.write('draft');
    let id = walk.settle(0.5);
    for (let step = 1; step < 12; step++) {
      const { code } = await walk.write('improve', id);
      const { members } = readRecipe(code)!;
      expect(linesOf(code)).toBeLessThanOrEqual(
        150 + 60 * (members.length - 1)
      );
      id = walk.settle(0.5 - 0.01 * step);
    }
  });
});
