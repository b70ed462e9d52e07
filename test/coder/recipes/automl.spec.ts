import { RecipeCoder } from '../../../src/coder/recipeCoder';
import { factsOf } from '../../../src/coder/recipes/facts';
import {
  foundChanges,
  foundIn,
  groupsIn
} from '../../../src/coder/recipes/found';
import { triedIn } from '../../../src/coder/recipes/history';
import { Member, readRecipe, Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { tuneChanges } from '../../../src/coder/recipes/tune';
import { category, column, failure, preview, taskOf, Walk } from './support';

const houses = preview({
  'train.csv': [
    column('area', { missing: 0.1 }),
    column('rooms', { kind: 'integer', unique: 9 }),
    category('town', 'Rome', 'Oslo', 'Bonn'),
    column('price', { min: 10 })
  ]
});
const bare = taskOf('Predict the price. Lower RMSE is better.', houses);
const task = {
  ...bare,
  packages: [...bare.packages, { name: 'flaml', version: '2.7.0' }]
};
const said = `weights: {}
found: LGBMRegressor {"n_estimators": 321.0, "num_leaves": 7, "learning_rate": 0.123456789, "n_jobs": 1, "verbose": -1}
found: NoModelOfOurs {"depth": 3}
found: ExtraTreesRegressor {"max_features": 0.5, "max_leaf_nodes": 34, "random_state": 12032022}
found: LGBMRegressor {broken}
RMSE, lower is better: 12.3 on average`;

/** A run with so many drafts, each with a worse score; what a search prints is `said`. */
async function drafted(count: number, coder = new RecipeCoder()) {
  const walk = new Walk(task, coder);
  for (let i = 0; i < count; i++) {
    const { byClock } = await walk.write('draft');
    walk.settle(
      10 + i,
      byClock ? { ...failure('', '', 'ok'), output: said } : undefined
    );
  }
  return walk;
}
const writingsOf = ({ tree }: Walk) =>
  [...tree.solutions].map(({ writing }) => writing!);

describe('a draft by a library for AutoML', () => {
  it('is the third, with a share of the time, and says what becomes of it', async () => {
    const [first, second, third] = writingsOf(await drafted(3));
    expect([first.byClock, second.byClock]).toEqual([undefined, undefined]);
    expect(third).toMatchObject({ title: 'FLAML for 60 s', byClock: true });
    expect(third.plan).toMatch(
      /goes by the clock, so it never counts as the best; what it finds is written out/
    );
    expect(third.code).toContain('time_budget=60');
    expect(third.code.split('\n').length).toBeLessThan(150);
  });

  it('takes a share of a short limit alone', async () => {
    const walk = new Walk({ ...task, timeLimit: 50 });
    for (let i = 0; i < 3; i++) {
      await walk.write('draft');
      walk.settle(1);
    }
    expect(writingsOf(walk)[2].code).toContain('time_budget=10,');
  });

  it('is not written where that is turned off, or no kernel has one', async () => {
    const off = await drafted(5, new RecipeCoder(0, false));
    const without = new Walk(bare);
    for (let i = 0; i < 5; i++) {
      await without.write('draft');
      without.settle(1);
    }
    for (const { code, byClock } of [
      ...writingsOf(off),
      ...writingsOf(without)
    ]) {
      expect(code).not.toContain('flaml');
      expect(byClock).toBeUndefined();
    }
  });

  it('is never the best, and what it found follows as plain models', async () => {
    const walk = new Walk(task);
    for (const score of [5, 6, 1]) {
      const { byClock } = await walk.write('draft');
      walk.settle(
        score,
        byClock ? { ...failure('', '', 'ok'), output: said } : undefined
      );
    }
    expect(walk.tree.best?.id).toBe('0001');
    const fourth = await walk.write('draft');
    expect(fourth).toMatchObject({ title: 'LightGBM as FLAML found it' });
    expect(fourth.byClock).toBeUndefined();
    expect(fourth.plan).toContain('found in solution 0003, written out');
    expect(fourth.code).toMatch(
      /LGBMRegressor\(\s*n_estimators=321,\s*num_leaves=7,\s*learning_rate=0\.1235,\s*subsample_freq=1/
    );
    expect(fourth.code).not.toMatch(/flaml|time/i);
    walk.settle(4);
    const [, other] = foundIn(triedIn(walk.tree));
    expect(other.recipe).toMatchObject({
      change: 'found',
      members: [
        { family: 'extra trees', settings: { max_leaf_nodes: 34 }, whole: true }
      ]
    });
    const fifth = await walk.write('draft');
    expect(fifth.title).not.toMatch(/FLAML/);
    const titles = foundChanges(
      readRecipe(fifth.code)!,
      foundIn(triedIn(walk.tree)),
      factsOf(task)
    ).map(({ title }) => title);
    expect(titles).toContain('extra trees as FLAML found it');
  });

  it('that found all columns to be best is followed by a model of all, not of one', () => {
    const [boosting, trees] = (['boosting', 'extra trees'] as const).map(
      family =>
        renderScript(
          Recipe.parse({
            members: [{ family, settings: { max_features: 1 }, whole: true }]
          }),
          factsOf(task)
        )
    );
    // scikit-learn reads 1 as one column of an extra tree, and refuses it for boosting.
    expect(boosting).toMatch(/max_features=1\.0\b/);
    expect(trees).toMatch(/max_features=1\.0\b/);
  });

  it('that fails is followed by plain models', async () => {
    const walk = await drafted(2);
    await walk.write('draft');
    const id = walk.settle(failure('ImportError', 'No module named flaml'));
    const mended = await walk.write('debug', id);
    expect(mended.byClock).toBeUndefined();
    expect(mended.code).not.toContain('flaml');
  });
});

describe('a model tuned by Optuna', () => {
  const tunable = {
    ...bare,
    packages: [...bare.packages, { name: 'optuna', version: '4.0' }]
  };
  const facts = factsOf(tunable);
  const [tuned] = tuneChanges(
    Recipe.parse({ members: [{ family: 'lightgbm', categories: 'target' }] }),
    tunable,
    facts,
    () => 2
  );

  it('is tried where some trials fit into its time, and goes by the clock', async () => {
    expect(tuned.title).toBe('LightGBM tuned by Optuna');
    const { recipe } = tuned;
    expect(tuneChanges(recipe, tunable, facts, () => 50)).toEqual([]);
    expect(tuneChanges(recipe, bare, factsOf(bare), () => 2)).toEqual([]);
    const code = renderScript(recipe, facts);
    expect(code).toContain(
      "'num_leaves': trial.suggest_int('num_leaves', 4, 63, log=True)"
    );
    expect(code).toContain('timeout=60');
    const plain = renderScript({ ...recipe, search: undefined }, facts);
    // What is tried takes so many lines; what follows has none of them.
    expect(code.split('\n').length).toBeLessThan(plain.split('\n').length + 45);
  });

  it('is followed by what it found, written out, before any other change', async () => {
    const walk = new Walk(tunable);
    await walk.write('draft');
    const best = walk.settle(2);
    walk.put(renderScript(tuned.recipe, facts));
    walk.settle(1, {
      ...failure('', '', 'ok'),
      output:
        'found: LGBMRegressor {"num_leaves": 9, "learning_rate": 0.0412345}'
    });
    const next = await walk.write('improve', best);
    expect(next.title).toBe('LightGBM as Optuna found it');
    expect(next.byClock).toBeUndefined();
    expect(readRecipe(next.code)?.members).toEqual([
      {
        ...tuned.recipe.members[0],
        settings: { num_leaves: 9, learning_rate: 0.04123 }
      }
    ]);
    expect(next.code).not.toContain('optuna');
  });

  it('is one of an ordinary run’s changes, whatever its seed and what leads', async () => {
    for (const seed of [0, 1, 2, 3, 4, 5]) {
      const walk = new Walk(tunable, new RecipeCoder(seed));
      for (let step = 0; step < 20; step++) {
        const best = walk.tree.best?.id ?? null;
        const { byClock } = await (step < 5
          ? walk.write('draft')
          : walk.write('improve', best));
        walk.settle(
          step % 3 === 0 ? 100 - step : 200,
          byClock
            ? {
                ...failure('', '', 'ok'),
                output: `found: LGBMRegressor {"num_leaves": ${step}}`
              }
            : undefined
        );
      }
      const titles = writingsOf(walk).map(({ title }) => title);
      expect({ seed, titles }).toMatchObject({
        titles: expect.arrayContaining([
          expect.stringMatching(/tuned by Optuna$/)
        ]) as unknown
      });
    }
  });

  it('tunes a model of a blend by itself, and what it found takes its place there', () => {
    const blend = Recipe.parse({
      members: [
        { family: 'linear' },
        { family: 'lightgbm', settings: { num_leaves: 8 } }
      ]
    });
    const changes = tuneChanges(blend, tunable, facts, () => 2);
    expect(
      changes.map(({ recipe: { members } }) => members.map(m => m.family))
    ).toEqual([['linear'], ['lightgbm']]);
    const walk = new Walk(tunable);
    walk.put(renderScript(changes[1].recipe, facts));
    walk.settle(1, {
      ...failure('', '', 'ok'),
      output: 'found: LGBMRegressor {"num_leaves": 9}'
    });
    const [change] = foundChanges(blend, foundIn(triedIn(walk.tree)), facts);
    expect(change.recipe.members.map(m => [m.family, m.settings])).toEqual([
      ['linear', {}],
      ['lightgbm', { num_leaves: 9 }]
    ]);
  });
});

describe('a draft by AutoGluon', () => {
  const given = {
    ...bare,
    packages: [
      ...bare.packages,
      { name: 'autogluon.tabular', version: '1.6.3' },
      { name: 'flaml', version: '2.7.0' },
      { name: 'catboost', version: '1.2.8' }
    ]
  };
  const printed = `found: LGBMRegressor {"n_estimators": 151, "learning_rate": 0.05, "extra_trees": true} with weight 0.29
found: CatBoostRegressor {"iterations": 153, "learning_rate": 0.05} with weight 0.62
found: XGBRegressor {"n_estimators": 79, "proc.max_category_levels": 100} with weight 0.10`;

  it('is followed by its best model, then by the blend of those that it weighs', async () => {
    const walk = new Walk(given);
    for (const score of [5, 6, 1]) {
      const { byClock } = await walk.write('draft');
      walk.settle(
        score,
        byClock ? { ...failure('', '', 'ok'), output: printed } : undefined
      );
    }
    const third = writingsOf(walk)[2];
    expect(third).toMatchObject({ title: 'AutoGluon for 60 s', byClock: true });
    const plain = writingsOf(walk)[0].code.split('\n').length;
    expect(third.code.split('\n').length).toBeLessThan(plain + 60);
    expect(third.code).toContain(
      "included_model_types=['GBM', 'CAT', 'RF', 'XT']"
    );
    const best = await walk.write('draft');
    expect(best.title).toBe('LightGBM as AutoGluon found it');
    walk.settle(4);
    const blend = await walk.write('draft');
    expect(blend.title).toBe(
      'blend of CatBoost, LightGBM and XGBoost as AutoGluon found it'
    );
    expect(blend.plan).toContain('is chosen on the folds');
    expect(blend.byClock).toBeUndefined();
    expect(readRecipe(blend.code)?.members.map(m => m.settings)).toEqual([
      { iterations: 153, learning_rate: 0.05 },
      { n_estimators: 151, learning_rate: 0.05, extra_trees: true },
      { n_estimators: 79 }
    ]);
    for (const { code } of [best, blend]) {
      expect(code).not.toMatch(/autogluon|time_limit/i);
    }
  });
});

describe('what a library found', () => {
  it('is read from what was printed, whatever else was', () => {
    const members = groupsIn(said, Member.parse({ family: 'forest' })).flat();
    expect(members.map(({ family }) => family)).toEqual([
      'lightgbm',
      'extra trees'
    ]);
    expect(members[0].settings).toEqual({
      n_estimators: 321,
      num_leaves: 7,
      learning_rate: 0.1235
    });
    expect(groupsIn('', Member.parse({ family: 'forest' }))).toEqual([]);
  });
});
