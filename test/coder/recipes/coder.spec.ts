import fc from 'fast-check';
import { ExternalError } from '../../../src/base/externalError';
import { stepRandom } from '../../../src/base/random';
import { RecipeCoder } from '../../../src/coder/recipeCoder';
import { choose, promise } from '../../../src/coder/recipes/choose';
import { triedIn } from '../../../src/coder/recipes/history';
import { changeKinds } from '../../../src/coder/recipes/memberChanges';
import { firstMember, usableFamilies } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import {
  readRecipe,
  Recipe,
  recipeKey,
  withoutRecipe
} from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { SolutionTree } from '../../../src/search/tree';
import { noUsage } from '../../../src/task/usage';
import {
  category,
  column,
  failure,
  preview,
  rowId,
  taskOf,
  Walk
} from './support';

const houses = preview({
  'train.csv': [
    rowId('Id'),
    column('first floor area', { unique: 60 }),
    column('second floor area', { unique: 50 }),
    column('rooms', { kind: 'integer', unique: 9 }),
    category('town', 'Rome', 'Oslo', 'Bonn'),
    column('price', { min: 10, missing: 0.1 })
  ]
});
const task = taskOf('Predict the price. Lower RMSLE is better.', houses);

/** Grow a tree as a greedy policy would, with scores that luck gives. */
async function grow(walk: Walk, luck: () => number, steps: number) {
  for (let i = 0; i < steps; i++) {
    const { best } = walk.tree;
    await (walk.tree.roots.length < 5 || best === null
      ? walk.write('draft')
      : walk.write('improve', best.id));
    walk.settle(luck() < 0.15 ? failure('ValueError', 'bad luck') : luck());
  }
  return [...walk.tree.solutions].map(({ writing }) => writing!);
}

describe('drafts', () => {
  it('are told from each other, and say in a few words what they are', async () => {
    const writings = await grow(new Walk(task), () => 0.5, 5);
    const titles = writings.map(({ title }) => title);
    expect(new Set(titles).size).toBe(5);
    expect(titles[0]).toMatch(/^LightGBM on log price/);
    expect(titles.filter(title => !/ on log price( \(|$)/.test(title))).toEqual(
      []
    );
    for (const { plan, usage } of writings) {
      expect(plan).toMatch(/Scored by RMSLE, the mean over 10-fold/);
      expect(usage.calls).toBe(0);
    }
  });

  it('differ with several slots, where none is written yet', async () => {
    const walk = new Walk(task);
    const ids = [
      walk.select('draft'),
      walk.select('draft'),
      walk.select('draft')
    ];
    const codes = await Promise.all(
      ids.map(async id => (await walk.ask(id)).code)
    );
    expect(new Set(codes).size).toBe(3);
  });
});

describe('a search', () => {
  it('never tries a recipe twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), async seed => {
        const writings = await grow(
          new Walk(task, new RecipeCoder(seed)),
          stepRandom(seed, 0),
          30
        );
        const keys = writings.map(({ code }) => recipeKey(readRecipe(code)!));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 12 }
    );
  });

  it('is the same for the same seed, and another for another', async () => {
    const run = (seed: number) =>
      grow(new Walk(task, new RecipeCoder(seed)), stepRandom(1, 1), 20);
    expect(await run(7)).toEqual(await run(7));
    expect(await run(7)).not.toEqual(await run(8));
  });

  it('goes on from the tree alone', async () => {
    const whole = await grow(new Walk(task), stepRandom(3, 3), 20);
    const luck = stepRandom(3, 3);
    const first = new Walk(task);
    await grow(first, luck, 12);
    const resumed = new Walk(task, new RecipeCoder(), first.tree);
    expect(await grow(resumed, luck, 8)).toEqual(whole);
  });

  it('changes one thing at a time', async () => {
    const walk = new Walk(task);
    await grow(walk, stepRandom(5, 5), 30);
    const improved = triedIn(walk.tree).filter(
      ({ solution }) => solution.stage === 'improve'
    );
    expect(improved.length).toBeGreaterThan(10);
    for (const { solution, recipe } of improved) {
      const before = readRecipe(walk.tree.parent(solution)!.writing!.code)!;
      const kept = recipe.members.filter(member =>
        before.members.some(
          own => JSON.stringify(own) === JSON.stringify(member)
        )
      );
      const sameTable =
        JSON.stringify(before.table) === JSON.stringify(recipe.table);
      if (recipe.change === 'blend') {
        expect(kept).toEqual(before.members);
      } else if (sameTable) {
        expect(kept).toHaveLength(before.members.length - 1);
      } else {
        expect(kept).toEqual(before.members);
        expect(recipe.table).toHaveLength(before.table.length + 1);
      }
    }
  });

  it('improves one solution in different ways at the same time', async () => {
    const walk = new Walk(task);
    await walk.write('draft');
    const parent = walk.settle(0.5);
    const ids = Array.from({ length: 12 }, () =>
      walk.select('improve', parent)
    );
    const writings = await Promise.all(ids.map(id => walk.ask(id)));
    expect(new Set(writings.map(({ code }) => code)).size).toBe(12);
  });

  it('takes no member into a blend that would not fit into the time limit', async () => {
    const slow = { ...task, timeLimit: 1 };
    const walk = new Walk(slow);
    const writings = await grow(walk, stepRandom(2, 2), 25);
    expect(
      writings.filter(({ code }) => readRecipe(code)!.members.length > 1)
    ).toEqual([]);
  });

  it('does not choose what would be worse by a declared direction', async () => {
    const walk = new Walk(
      { ...task, direction: 'maximize' },
      new RecipeCoder(),
      new SolutionTree('maximize')
    );
    const { code } = await walk.write('draft');
    expect(code).toContain('return -(mean_squared_log_error');
    expect(code).toContain('RMSLE, negated, higher is better');
  });
});

describe('choosing a change', () => {
  it('trusts those more that gained', async () => {
    const walk = new Walk(task);
    await walk.write('draft');
    const parent = walk.settle(0.5);
    const before = promise(triedIn(walk.tree), walk.tree);
    expect(before).toEqual({ ...changeKinds });
    await walk.write('improve', parent);
    walk.settle(0.4);
    const kind = triedIn(walk.tree)[1].recipe
      .change as keyof typeof changeKinds;
    const gained = promise(triedIn(walk.tree), walk.tree);
    expect(gained[kind]).toBeGreaterThan(before[kind]);
    await walk.write('improve', parent);
    walk.settle(0.9);
    const other = triedIn(walk.tree)[2].recipe
      .change as keyof typeof changeKinds;
    const lost = promise(triedIn(walk.tree), walk.tree);
    expect(lost[other]).toBeLessThan(gained[other]);
  });

  it('has nothing to choose from nothing', () => {
    expect(choose([], { ...changeKinds }, () => 0.5)).toBeNull();
  });
});

describe('code that no recipe made', () => {
  it.each(['improve', 'debug'] as const)(
    'gets a fresh recipe to %s it',
    async stage => {
      const walk = new Walk(task);
      walk.put('print("validation_metric: 0.3")');
      const id = walk.settle(
        stage === 'improve' ? 0.3 : failure('ValueError', 'x')
      );
      const { code, title } = await walk.write(stage, id);
      expect(readRecipe(code)).not.toBeNull();
      expect(title).not.toBe('');
    }
  );
});

describe('what the recipes cannot do', () => {
  it.each([
    ['Predict the weather', houses, /Which column/],
    ['Predict the price', preview({}), /No table/]
  ])('is said with the way out: %s', async (goal, data, message) => {
    const writing = new Walk(taskOf(goal, data)).write('draft');
    await expect(writing).rejects.toThrow(ExternalError);
    await expect(writing).rejects.toThrow(message);
  });

  it('names what is not installed', async () => {
    const walk = new Walk({
      ...task,
      packages: [{ name: 'pandas', version: '3' }]
    });
    await expect(walk.write('draft')).rejects.toThrow(/pip install/);
  });

  it('is an opinion', async () => {
    expect(await new RecipeCoder().review()).toBeNull();
  });
});

describe('code that is not the recipes’ own', () => {
  const data = preview({ 'train.csv': ['x', 'y'] });

  it.each(['debug', 'improve'] as const)(
    'asked to %s what a person edited, says that it cannot and names its own',
    async stage => {
      const walk = new Walk(taskOf('Predict y', data));
      const { code } = await walk.write('draft');
      walk.settle(1);
      const id = walk.select('improve', '0001');
      walk.tree.apply({
        type: 'write',
        id,
        writing: {
          title: 'step 1, edited by you',
          plan: '',
          // Edited above, with the line for the machine left in it.
          code: `x = 1\n${code}`,
          usage: noUsage,
          by: 'person'
        }
      });
      walk.settle(stage === 'improve' ? 0.5 : failure('ValueError', 'no'));
      const writing = await walk.write(stage, id);
      expect(writing.plan).toMatch(
        /^The offline recipes cannot (mend|improve) code that a person wrote.* Connect a model/
      );
      expect(writing.title).not.toMatch(/edited|step 1|once more/);
      expect(writing.by).toBeUndefined();
    }
  );
});

it('a script is shown to people without its line for the machine', async () => {
  const walk = new Walk(
    taskOf('Predict y', preview({ 'train.csv': ['x', 'y'] }))
  );
  const { code } = await walk.write('draft');
  expect(readRecipe(code)).not.toBeNull();
  const shown = withoutRecipe(code);
  expect(shown).not.toContain('aide-recipe');
  expect(code.startsWith(shown.trimEnd())).toBe(true);
});

it('an old scikit-learn and pandas get no argument that they do not know', async () => {
  const packages = [
    { name: 'pandas', version: '1.3.5' },
    { name: 'sklearn', version: '1.0.2' }
  ];
  const data = preview({
    'train.csv': [
      column('x', { missing: 0.1 }),
      category('town', 'a', 'b', 'c'),
      column('day', { kind: 'date', dtype: 'object' }),
      'y'
    ]
  });
  for (const goal of ['Predict y by RMSE', 'Predict y by RMSLE']) {
    const facts = factsOf(taskOf(goal, data, { packages }));
    for (const family of usableFamilies(facts, [])) {
      for (const categories of ['onehot', 'target', null] as const) {
        const member = { ...firstMember(family, facts), categories };
        const code = renderScript(Recipe.parse({ members: [member] }), facts);
        expect(code).not.toMatch(
          /root_mean|sparse_output|infrequent|keep_empty|TargetEncoder|'mixed'/
        );
        if (family === 'boosting') {
          expect(code).not.toMatch(/max_features/);
        }
      }
    }
  }
});
