import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepRandom } from '../../../src/base/random';
import { changesOf } from '../../../src/coder/recipes/changes';
import { firstMember } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import { Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import {
  category,
  column,
  type IOutcome,
  preview,
  runScripts,
  scratch,
  taskOf
} from './support';

const folder = scratch();
afterAll(() => folder.remove());

/** Rows of two numbers that tell something of a class, a tenth of them of a rare one. */
function write(name: string, classOf: (level: number) => string | number) {
  const draw = stepRandom(1, 1);
  const rows = Array.from({ length: 300 }, () => {
    const [x, z] = [draw(), draw()];
    return [x, z, classOf(x + 0.5 * z + 0.5 * (draw() - 0.5))].join();
  });
  mkdirSync(join(folder.path, name));
  writeFileSync(
    join(folder.path, name, 'train.csv'),
    ['x,z,class', ...rows, ''].join('\n')
  );
  writeFileSync(join(folder.path, name, 'test.csv'), 'x,z\n0.1,0.2\n0.9,0.9\n');
}

const words = category('class', 'mid', 'low', 'high');
const grades = column('class', {
  kind: 'integer',
  dtype: 'int64',
  unique: 4,
  top: [1, 2, 3, 4].map(value => ({ value: String(value), count: 100 })),
  min: 1,
  max: 4
});

const cases = {
  'macro F1': { target: words, goal: 'Predict the class. Macro F1 counts.' },
  'balanced accuracy': {
    target: words,
    goal: 'Predict the class. Balanced accuracy counts.'
  },
  'quadratic kappa of grades': {
    target: grades,
    goal: 'Predict the class. Quadratic weighted kappa counts.'
  }
};

it('of several classes is chosen inside the folds, alone and in a blend, and gains', () => {
  const jobs = Object.entries(cases).flatMap(([name, { target, goal }]) => {
    write(name, level =>
      target === words
        ? level > 1.35
          ? 'high'
          : level < 0.35
            ? 'low'
            : 'mid'
        : 1 + Math.min(3, Math.max(0, Math.floor(2.5 * level)))
    );
    const data = preview({
      'train.csv': ['x', 'z', target],
      'test.csv': ['x', 'z']
    });
    const facts = factsOf(taskOf(goal, data));
    const plain = Recipe.parse({
      members: [firstMember('linear', facts)],
      lessons: { folds: 3 }
    });
    const change = changesOf(plain, facts).find(
      ({ kind }) => kind === 'threshold'
    )!;
    const blend = {
      ...change.recipe,
      members: [...plain.members, firstMember('discriminant', facts)]
    };
    return [plain, change.recipe, blend].map(recipe => ({
      input: join(folder.path, name),
      code: renderScript(recipe, facts)
    }));
  });
  const outcomes = runScripts(jobs, folder.path);
  expect(outcomes.map(({ error }) => error)).toEqual(jobs.map(() => null));
  const score = ({ metric }: IOutcome) => Number(metric);
  Object.keys(cases).forEach((_, i) => {
    const [plain, chosen, blend] = outcomes.slice(3 * i, 3 * i + 3);
    expect(score(chosen)).toBeGreaterThan(score(plain));
    expect(score(blend)).toBeGreaterThan(score(plain));
    expect(chosen.output).toMatch(/^threshold: \[/m);
    expect(chosen.submission).toHaveLength(3);
  });
});

it('is not offered where the likeliest class is the best answer', () => {
  const data = preview({ 'train.csv': ['x', 'z', words] });
  const offered = (goal: string) => {
    const facts = factsOf(taskOf(goal, data));
    const plain = Recipe.parse({ members: [firstMember('linear', facts)] });
    return changesOf(plain, facts).some(({ kind }) => kind === 'threshold');
  };
  expect(offered('Predict the class by accuracy.')).toBe(false);
  expect(offered('Predict the class by log loss.')).toBe(false);
  expect(offered('Predict the class by kappa.')).toBe(true);
});
