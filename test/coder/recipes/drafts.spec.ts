import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf } from '../../../src/coder/recipes/changes';
import { draft, firstMember } from '../../../src/coder/recipes/drafts';
import { factsOf, type IFacts } from '../../../src/coder/recipes/facts';
import { families } from '../../../src/coder/recipes/families';
import { costOf } from '../../../src/coder/recipes/learned';
import { Lessons, readRecipe, Recipe } from '../../../src/coder/recipes/recipe';
import {
  drawing,
  drawnIn,
  learningFromAll
} from '../../../src/coder/recipes/sample';
import { renderScript } from '../../../src/coder/recipes/script';
import type { Task } from '../../../src/task/task';
import {
  category,
  column,
  failure,
  preview,
  runScripts,
  scratch,
  taskOf,
  Walk
} from './support';

const packages = (...names: string[]) =>
  ['pandas', 'sklearn', ...names].map(name => ({ name, version: '1.9.0' }));
const none = Lessons.parse({});

/** A table of so many rows, two numbers and a category. */
function table(rows: number, change: Partial<Task> = {}, least = 0) {
  const data = preview({
    'train.csv': [
      column('width'),
      column('height'),
      category('town', 'Rome', 'Oslo', 'Bonn'),
      column('price', { min: least })
    ]
  });
  data.files[0].table!.rows = rows;
  return taskOf('Predict the price. Lower RMSE is better.', data, {
    packages: packages('lightgbm'),
    ...change
  });
}

const titles = (facts: IFacts, member: Recipe['members'][number]) =>
  changesOf(Recipe.parse({ members: [member] }), facts).map(
    ({ title }) => title
  );

it('lets LightGBM split on categories of few rows where there are few', () => {
  const script = (rows: number) => {
    const facts = factsOf(table(rows));
    const members = [firstMember('lightgbm', facts)];
    return renderScript(Recipe.parse({ members }), facts);
  };
  expect(script(600)).toContain('min_data_per_group=20');
  expect(script(2000)).not.toContain('min_data_per_group');
});

describe('drafts', () => {
  it.each([[[]], [['lightgbm']], [['catboost', 'xgboost']]])(
    'begin with a model of trees, of what is there: %j',
    (names: string[]) => {
      const facts = factsOf(table(2000, { packages: packages(...names) }));
      const some = Array.from({ length: 40 }, (_, n) => draft(n, facts, none));
      const needs = some.flatMap(
        ({ members }) => families[members[0].family].needs ?? []
      );
      expect(families[some[0].members[0].family].scaled).toBe(false);
      expect(new Set(needs)).toEqual(new Set(names));
    }
  );

  it('begin boosting as it is where the table is larger than those that taught the order', () => {
    const boosted = (rows: number) => {
      const facts = factsOf(
        table(rows, { packages: packages('lightgbm', 'catboost') })
      );
      return Array.from({ length: 6 }, (_, n) => draft(n, facts, none).members)
        .flat()
        .filter(({ family }) => families[family].stops !== undefined)
        .map(({ family, settings }) => `${family} ${Object.keys(settings)}`);
    };
    expect(boosted(2000)).not.toContain('lightgbm ');
    expect(boosted(20_000)).toEqual(['lightgbm ', 'catboost ']);
  });

  it('go without a package that turned out to be unusable', () => {
    const facts = factsOf(table(2000));
    const broken = { ...none, broken: ['lightgbm'] };
    const some = Array.from({ length: 20 }, (_, n) => draft(n, facts, broken));
    expect(some.map(({ members }) => members[0].family)).not.toContain(
      'lightgbm'
    );
  });

  it('leave out what would not end in time, by what the first one took', async () => {
    const drafted = async (seconds: number) => {
      const walk = new Walk(table(3000, { timeBudget: 300 }));
      for (let n = 0; n < 8; n++) {
        const { code } = await walk.write('draft');
        const cost = costOf(readRecipe(code)!.members[0]);
        walk.settle({ ...failure('', '', 'ok'), seconds: seconds * cost });
      }
      return [...walk.tree.solutions]
        .slice(1)
        .map(({ writing }) => readRecipe(writing!.code)!.members[0].family);
    };
    const slow = ['forest', 'extra trees'];
    expect((await drafted(1)).some(name => slow.includes(name))).toBe(true);
    expect((await drafted(40)).some(name => slow.includes(name))).toBe(false);
  });
});

describe('a large table', () => {
  const facts = factsOf(table(1_000_000, { timeBudget: 60 }));
  const member = firstMember('boosting', facts);
  const sampled = (recipe: Recipe) =>
    /train\.sample\((\d+)/.exec(renderScript(recipe, facts))?.[1];

  it('is begun on a sample, thrice as large from one solution to the next, and ended on all rows', () => {
    let recipe = Recipe.parse({ members: [member] });
    const sizes = [sampled(recipe)];
    for (;;) {
      const more = changesOf(recipe, facts).find(({ kind }) => kind === 'rows');
      if (!more) {
        break;
      }
      recipe = more.recipe;
      sizes.push(sampled(recipe));
    }
    expect(sizes.length).toBeGreaterThan(2);
    expect(Number(sizes[1])).toBe(3 * Number(sizes[0]));
    expect(sizes.at(-1)).toBeUndefined();
    expect(readRecipe(renderScript(recipe, facts))).toEqual(recipe);
  });

  it('is learned from whole where no solutions are compared, or from as many rows as are told', () => {
    const folder = scratch();
    const rows = Array.from({ length: 300 }, (_, i) => [
      i,
      i % 7,
      ['Rome', 'Oslo', 'Bonn'][i % 3],
      3 * i + (i % 5)
    ]);
    for (const where of ['search', 'own']) {
      const lines = ['width,height,town,price', ...rows.map(row => row.join())];
      mkdirSync(join(folder.path, where));
      writeFileSync(join(folder.path, where, 'train.csv'), lines.join('\n'));
    }
    const dealt = ['fold', ...rows.map((_, i) => i % 5)];
    writeFileSync(
      join(folder.path, 'search', 'folds.csv'),
      `${dealt.join('\n')}\n`
    );
    const small = { ...factsOf(table(300)), foldsFile: 'folds.csv' };
    const script = (change: Partial<Lessons>) =>
      renderScript(
        Recipe.parse({
          members: [firstMember('linear', small)],
          lessons: { rows: 50, ...change }
        }),
        small
      );
    const code = script({});
    expect(drawnIn(code)).toBe(50);
    // Where no folds are given, the script is told in the end.
    const byItself = renderScript(
      Recipe.parse({
        members: [firstMember('linear', small)],
        lessons: { rows: 50 }
      }),
      { ...small, foldsFile: null }
    );
    expect(drawnIn(byItself)).toBe(50);
    const learned = runScripts(
      [
        { input: 'search', code },
        { input: 'own', code },
        { input: 'own', code: drawing(code, 120) },
        { input: 'own', code: script({ bounded: true }) },
        { input: 'own', code: byItself },
        { input: 'own', code: learningFromAll(byItself) },
        { input: 'own', code: drawing(byItself, 120) }
      ].map(job => ({ ...job, input: join(folder.path, job.input) })),
      folder.path
    );
    expect(learned.map(({ error }) => error)).toEqual(Array(7).fill(null));
    expect(
      learned.map(({ output }) => /^(\d+) rows/m.exec(output)?.[1])
    ).toEqual(['50', '300', '120', '50', '50', '300', '120']);
    folder.remove();
  });

  it('of a series is drawn from its end, and learned from whole in the end', () => {
    const daily = { ...facts, foldsFile: 'folds.csv', time: 'width' };
    const code = renderScript(Recipe.parse({ members: [member] }), daily);
    expect(drawnIn(code)).toBe(facts.rowLimit);
    expect(drawing(code, 99)).toContain('\ntrain = train.tail(99)');
    expect(drawnIn(drawing(code, 99))).toBeNull();
  });

  it('is begun with a model of trees, as any other', async () => {
    const { code } = await new Walk(table(1_000_000, { timeBudget: 60 })).write(
      'draft'
    );
    const [{ family }] = readRecipe(code)!.members;
    expect(families[family].scaled).toBe(false);
  });

  it('is not drawn from where the run has time', () => {
    expect(factsOf(table(20_000, { timeBudget: 3600 })).rowLimit).toBeNull();
    expect(factsOf(table(20_000)).rowLimit).toBeNull();
  });
});

describe('what a model learns', () => {
  it('may be counts and amounts where the target is never below zero', () => {
    const learning = (least: number) => {
      const facts = factsOf(table(2000, {}, least));
      return titles(facts, firstMember('boosting', facts)).join('\n');
    };
    expect(learning(0)).toContain('loss squared_error → poisson');
    expect(learning(-1)).not.toContain('poisson');
  });
});

describe('categories', () => {
  const script = (family: 'catboost' | 'lightgbm', extras: 'counts'[] = []) => {
    const facts = factsOf(table(2000));
    const member = { ...firstMember(family, facts), extras };
    return renderScript(Recipe.parse({ members: [member] }), facts);
  };

  it('are given to boosted trees as such', () => {
    expect(script('lightgbm')).toContain('categorical_feature=list(range(');
    expect(script('catboost')).toContain('cat_features=categories');
    // It goes by their names, which other columns beside them take away.
    expect(script('catboost', ['counts'])).not.toContain('cat_features');
  });
});
