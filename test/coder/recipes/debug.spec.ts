import { join } from 'node:path';
import { readRecipe } from '../../../src/coder/recipes/recipe';
import type { DataPreview } from '../../../src/task/data';
import {
  column,
  executionOf,
  failure,
  installed,
  type IOutcome,
  madeBy,
  preview,
  runScripts,
  scratch,
  taskOf,
  Walk
} from './support';

const folder = scratch();
afterAll(() => folder.remove());

/** What goes wrong, what Python says to it, and what the repair is called. */
const cases: Record<
  string,
  { goal: string; error: RegExp; repair: RegExp; draft?: string }
> = {
  'one of a kind': {
    goal: 'Predict the `class` by log loss',
    error: /ValueError/,
    repair: /rare classes left out/
  },
  negative: {
    goal: 'Predict `y` by RMSLE',
    error: /Input (y )?contains NaN/,
    repair: /negative targets as zero/
  },
  'words among numbers': {
    goal: 'Predict `y`',
    error: /KeyError|could not convert|not a column|cannot|pandas dtypes/i,
    repair: /columns sorted by what they hold/
  },
  'no words': {
    goal: 'Predict `y`',
    error: /vocabulary|no terms/,
    repair: /without the texts/
  },
  'few rows': {
    goal: 'Predict `y`',
    error: /n_splits|splits/,
    repair: /folds/
  },
  accents: { goal: 'Predict `y`', error: /codec/, repair: /read as cp1252/ },
  'spaced names': {
    goal: 'Predict `y`',
    error: /KeyError.*'y'/,
    repair: /spaces around column names/
  },
  'broken rows': {
    goal: 'Predict `y`',
    error: /tokenizing/,
    repair: /broken rows left out/
  },
  'other separator': {
    goal: 'Predict `y`',
    error: /KeyError.*'y'/,
    repair: /separator found/
  },
  'column gone': {
    goal: 'Predict `y`',
    error: /KeyError.*b/,
    repair: /without b/
  },
  'package gone': {
    goal: 'Predict `y`',
    error: /No module named 'xgboost'/,
    repair: /instead of xgboost/,
    draft: 'XGB'
  }
};

let previews: Record<string, DataPreview>;
beforeAll(() => {
  previews = madeBy('make_trouble.py', join(folder.path, 'cases'));
});

/** What a case's walk went through. */
interface IStory {
  walk: Walk;
  titles: string[];
  outcomes: IOutcome[];
}

test('every failure is mended for real, and the next draft heeds it', async () => {
  const stories = new Map<string, IStory>();
  for (const [name, { goal, draft = '' }] of Object.entries(cases)) {
    // A preview of an ascii head says nothing of the encoding further down.
    const data = previews[name];
    data.files.forEach(file => (file.notes = []));
    const packages =
      name === 'package gone'
        ? [
            ...installed().filter(({ name: it }) => it !== 'lightgbm'),
            { name: 'xgboost', version: '3.0' }
          ]
        : installed();
    const walk = new Walk(taskOf(goal, data, { packages }));
    while (!(await walk.write('draft')).code.includes(draft)) {
      walk.settle(failure('SystemExit', 'passed over'));
    }
    stories.set(name, { walk, titles: [], outcomes: [] });
  }
  const run = (names: string[]) => {
    const outcomes = runScripts(
      names.map(name => ({
        input: join(folder.path, 'cases', name, 'data'),
        code: [...stories.get(name)!.walk.tree.solutions].at(-1)!.writing!.code
      })),
      folder.path
    );
    return outcomes.map((outcome, i) => {
      const { walk, outcomes: all } = stories.get(names[i])!;
      all.push(outcome);
      const score =
        outcome.metric === null || outcome.error
          ? null
          : Number(outcome.metric);
      const id = walk.settle(score ?? executionOf(outcome));
      return { name: names[i], id, failed: score === null };
    });
  };

  let failed = run([...stories.keys()]);
  const said = failed.map(({ name }) => {
    const { error } = stories.get(name)!.outcomes[0];
    return [name, `${error?.name}: ${error?.message}`] as const;
  });
  expect(said.filter(([name, text]) => !cases[name].error.test(text))).toEqual(
    []
  );
  for (let depth = 0; depth < 3 && failed.length > 0; depth++) {
    for (const { name, id } of failed) {
      const { walk, titles } = stories.get(name)!;
      titles.push((await walk.write('debug', id)).title);
    }
    failed = run(failed.map(({ name }) => name)).filter(each => each.failed);
  }
  const stuck = failed.map(({ name }) => ({
    name,
    titles: stories.get(name)!.titles,
    error: stories.get(name)!.outcomes.at(-1)!.error
  }));
  expect(stuck).toEqual([]);
  const mended = [...stories].map(
    ([name, { titles }]) => [name, titles.join('; ')] as const
  );
  expect(
    mended.filter(([name, titles]) => !cases[name].repair.test(titles))
  ).toEqual([]);

  for (const { walk } of stories.values()) {
    // Boosting takes ten times as long as what comes next, and reads the table alike.
    while ((await walk.write('draft')).code.includes('HistGradient')) {
      walk.settle(failure('SystemExit', 'passed over'));
    }
  }
  const again = run([...stories.keys()]).filter(each => each.failed);
  expect(
    again.map(({ name }) => ({
      name,
      error: stories.get(name)!.outcomes.at(-1)!.error
    }))
  ).toEqual([]);
}, 180_000);

describe('where a run was too much', () => {
  const data = preview({ 'train.csv': ['x', column('y')] });
  data.files[0].table!.rows = 30_000;

  async function afterwards(failures: ReturnType<typeof failure>[]) {
    const walk = new Walk(taskOf('Predict y', data));
    await walk.write('draft');
    for (const each of failures) {
      await walk.write('debug', walk.settle(each));
    }
    const writing = [...walk.tree.solutions].at(-1)!.writing!;
    return { writing, recipe: readRecipe(writing.code)! };
  }

  it.each([
    failure('', 'ran longer than its 600 s', 'timeout'),
    failure('', 'ran out of memory', 'died'),
    failure('MemoryError', 'Unable to allocate 9 GiB')
  ])('less is asked of the next one', async too => {
    const once = await afterwards([too]);
    expect(once.recipe.lessons.rows).toBe(10_000);
    expect(once.writing.code).toContain('train.sample(10000');
    const twice = await afterwards([too, too]);
    expect(twice.recipe.lessons.rows).toBe(3333);
  });

  it('the others keep their rows', async () => {
    const walk = new Walk(taskOf('Predict y', data));
    await walk.write('draft');
    walk.settle(failure('', 'ran longer than its 600 s', 'timeout'));
    const { code } = await walk.write('draft');
    expect(readRecipe(code)!.lessons.rows).toBeNull();
  });
});

it('falls back to what is simpler where nobody understands the failure', async () => {
  const walk = new Walk(taskOf('Predict y', preview({ 'a.csv': ['x', 'y'] })));
  await walk.write('draft');
  const seen = new Set<string>();
  for (let i = 0; i < 4; i++) {
    const id = walk.settle(failure('RuntimeError', 'the moon is full'));
    const { code, plan } = await walk.write('debug', id);
    expect(plan).toMatch(/no kind that the recipes know/);
    expect(seen.has(code)).toBe(false);
    seen.add(code);
  }
});
