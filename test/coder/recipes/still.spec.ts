import { blendChanges } from '../../../src/coder/recipes/blends';
import { firstMember } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import type { FamilyName } from '../../../src/coder/recipes/family';
import {
  readRecipe,
  Recipe,
  withoutRecipe
} from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { noUsage } from '../../../src/task/usage';
import { category, column, failure, preview, taskOf, Walk } from './support';

const data = preview({
  'train.csv': [
    column('width'),
    column('height'),
    category('town', 'Rome', 'Oslo', 'Bonn'),
    column('price', { min: -5 })
  ]
});
const task = taskOf('Predict the price. Lower RMSE is better.', data);
const facts = factsOf(task);
const ran = (output: string) => ({
  ...failure('', '', 'ok'),
  reason: '',
  output
});
const membersOf = (code: string) =>
  readRecipe(code)!.members.map(({ family }) => family);

/** A tree with one solution of these families, written by the recipes. */
function walkWith(families: FamilyName[], weights: string) {
  const walk = new Walk(task);
  const recipe = Recipe.parse({
    change: 'blend',
    members: families.map(family => firstMember(family, facts))
  });
  const id = walk.select('draft');
  const code = renderScript(recipe, facts);
  walk.tree.apply({
    type: 'write',
    id,
    writing: { title: 'blend', plan: '', code, usage: noUsage }
  });
  walk.settle(0.5, ran(`weights: {${weights}}\n`));
  return walk;
}

describe('a model that a blend gives next to no weight', () => {
  it('is dropped in what follows, and said so', async () => {
    const walk = walkWith(
      ['boosting', 'linear', 'lightgbm'],
      "'gradient boosting': 0.6, 'ridge on log a: 3': 0.4, 'LightGBM': 0.0"
    );
    for (let step = 0; step < 25; step++) {
      const { code, plan } = await walk.write('improve', '0001');
      walk.settle(0.6, ran(''));
      expect(plan).toContain('Next to no weight went to LightGBM');
      const members = membersOf(code);
      // Another family may come in for one of the two.
      expect(members).toHaveLength(
        readRecipe(code)!.change === 'blend' ? members.length : 2
      );
      expect(readRecipe(code)!.change === 'blend' && members).not.toContain(
        'lightgbm'
      );
    }
  });

  it('stays where its weight is not known', async () => {
    const walk = walkWith(['boosting', 'lightgbm'], "'gradient boosting': 1.0");
    const { code, plan } = await walk.write('improve', '0001');
    expect(plan).not.toContain('Next to no weight');
    expect(membersOf(code).length).toBeGreaterThan(1);
  });
});

describe('a change that changes nothing', () => {
  it('is not tried again, nor is its opposite, here or in a blend', async () => {
    const walk = new Walk(task);
    await walk.write('draft');
    walk.settle(0.5);
    const still = new Set<string>();
    for (let step = 0; step < 40; step++) {
      const { code } = await walk.write('improve', '0001');
      const { members, table } = readRecipe(code)!;
      const { family, categories } = members[0];
      const isOfCategories =
        family === 'lightgbm' && categories !== null && table.length === 0;
      if (isOfCategories) {
        expect(still).not.toContain('categories');
        still.add('categories');
      }
      walk.settle(
        isOfCategories ? 0.5 : 0.6,
        ran(''),
        isOfCategories ? { gain: 0, error: 0 } : { gain: -0.1, error: 0.01 }
      );
    }
    expect(still).toContain('categories');
  });

  it('is one that leaves the script as it is', async () => {
    // This scikit-learn has no target encoding, so it falls back to what it has.
    const old = [
      { name: 'pandas', version: '1.3.5' },
      { name: 'sklearn', version: '1.0.2' }
    ];
    const walk = new Walk({ ...task, packages: old });
    const { code: first } = await walk.write('draft');
    walk.settle(0.5);
    for (let step = 0; step < 40; step++) {
      const { code } = await walk.write('improve', '0001');
      walk.settle(0.6);
      expect(withoutRecipe(code)).not.toBe(withoutRecipe(first));
    }
  });
});

describe('a model is added to others', () => {
  const recipe = Recipe.parse({ members: [firstMember('boosting', facts)] });
  const added = (family: FamilyName, score: number) =>
    blendChanges(
      recipe,
      facts,
      [{ member: firstMember(family, facts), table: [], score, seconds: 1 }],
      { score: 1, seconds: 1 }
    ).length > 0;

  it('where it is nearly as good, less so where it is of another sort', () => {
    expect(added('lightgbm', 1.03)).toBe(true);
    expect(added('lightgbm', 1.15)).toBe(false);
    expect(added('linear', 1.15)).toBe(true);
    expect(added('extra trees', 1.15)).toBe(true);
    expect(added('linear', 1.5)).toBe(false);
  });

  it('the most promising first', () => {
    const ranked = (['lightgbm', 'linear'] as const).map((family, i) => ({
      member: firstMember(family, facts),
      table: [],
      score: 1.04 + 0.01 * i,
      seconds: 1
    }));
    const own = { score: 1, seconds: 1 };
    const [first] = blendChanges(recipe, facts, ranked, own);
    expect(first.title).toBe('blend with ridge');
  });
});
