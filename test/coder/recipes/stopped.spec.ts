import { join } from 'node:path';
import { z } from 'zod';
import { factsOf } from '../../../src/coder/recipes/facts';
import { memberChanges } from '../../../src/coder/recipes/memberChanges';
import { Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { withTrees } from '../../../src/coder/recipes/trees';
import type { DataPreview } from '../../../src/task/data';
import { failure, madeBy, runScripts, scratch, taskOf } from './support';

const folder = scratch();
afterAll(() => folder.remove());

const packages = (version: string) =>
  [
    ['pandas', ''],
    ['sklearn', ''],
    ['lightgbm', version],
    ['xgboost', ''],
    ['catboost', '']
  ].map(([name, version]) => ({ name, version }));

const goals = {
  regression: 'Predict the price by R².',
  binary: 'Predict whether a flat is sold.',
  plain: 'Forecast the demand of the next days. MAE counts.'
};

let previews: Record<string, DataPreview>;
beforeAll(() => {
  previews = madeBy('make_data.py', join(folder.path, 'data'));
});

const scriptOf = (
  data: keyof typeof goals,
  members: z.input<typeof Recipe>['members'],
  version = ''
) =>
  renderScript(
    Recipe.parse({ members, lessons: { folds: 3 } }),
    factsOf(
      taskOf(goals[data], previews[data], { packages: packages(version) })
    )
  );

describe('boosted trees of LightGBM, XGBoost and CatBoost', () => {
  it('are as many as help on rows that they do not learn from, which the script prints', () => {
    const jobs = (
      [
        ['regression', [{ family: 'lightgbm' }]],
        ['regression', [{ family: 'lightgbm', target: 'power', seeds: 2 }]],
        ['binary', [{ family: 'lightgbm', categories: 'onehot', seeds: 2 }]],
        ['plain', [{ family: 'lightgbm' }]],
        ['regression', [{ family: 'linear' }, { family: 'lightgbm', seeds: 2 }]]
      ] as const
    ).map(([data, members]) => ({
      code: scriptOf(data, [...members]),
      input: join(folder.path, 'data', data)
    }));
    for (const { error, output } of runScripts(jobs, folder.path)) {
      expect(error).toBeNull();
      const counts = /^trees: ([\d ]+)$/m.exec(output)![1].split(' ');
      for (const count of counts.map(Number)) {
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThan(3000);
      }
    }
  });

  it.each(['xgboost', 'catboost', 'lightgbm'] as const)(
    'stop by held-out rows, and learn from all with a number that is known: %s',
    family => {
      const code = scriptOf('regression', [{ family }]);
      const [before, after] = code.split("print('trees:'");
      expect(before).toMatch(/eval_(set|X)=/);
      expect(after).not.toMatch(/eval_(set|X)=/);
      expect(after).toContain('model.fit(X, y)');
    }
  );

  it('keep the number that a recipe of an earlier run, or a library, names', () => {
    const settings = { learning_rate: 0.03, n_estimators: 400 };
    const code = scriptOf('regression', [{ family: 'lightgbm', settings }]);
    expect(code).toContain('n_estimators=400');
    expect(code).not.toContain('trees:');
  });

  it('are not looked for again in a blend of models that found theirs, but with other settings', () => {
    const facts = factsOf(
      taskOf(goals.regression, previews.regression, { packages: packages('') })
    );
    const alone = Recipe.parse({ members: [{ family: 'lightgbm' }] });
    const execution = { ...failure('', '', 'ok'), output: 'trees: 100 121\n' };
    const [member] = withTrees({ execution }, alone, facts).members;
    expect(member.settings).toEqual({ n_estimators: 111 });
    const blend = scriptOf('regression', [{ family: 'catboost' }, member]);
    expect(blend.match(/How many trees/g)).toHaveLength(1);
    for (const change of memberChanges(member, facts, [])) {
      if (change.kind === 'setting') {
        expect(change.member.settings).not.toHaveProperty('n_estimators');
      }
    }
  });

  it('look at the latest folds where time counts, which have the most to learn from', () => {
    const code = scriptOf('plain', [{ family: 'lightgbm' }]);
    expect(code).toMatch(/for fitted, held in folds\[-\d:\]:/);
  });

  it('are told of held-out rows as the installed LightGBM has it', () => {
    const told = (version: string) =>
      scriptOf('regression', [{ family: 'lightgbm' }], version);
    expect(told('4.6.0')).toContain('eval_set=[(other, y.iloc[held])]');
    expect(told('4.7.0')).toContain('eval_X=other');
  });
});
