import { join } from 'node:path';
import { draft } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import { foundIn } from '../../../src/coder/recipes/found';
import { triedIn } from '../../../src/coder/recipes/history';
import { Lessons, type Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { automlDraft, libraries } from '../../../src/coder/recipes/search';
import { tuneChanges } from '../../../src/coder/recipes/tune';
import type { DataPreview } from '../../../src/task/data';
import { Task } from '../../../src/task/task';
import {
  executionOf,
  madeBy,
  python,
  runScripts,
  scratch,
  taskOf,
  Walk
} from './support';

/**
 * Searches by the real libraries, where the environment has them; `make test-automl` makes
 * one that does.
 */

const folder = scratch();
afterAll(() => folder.remove());

const packages = Task.shape.packages.parse(
  JSON.parse(
    python([
      '-c',
      'import json, sys; sys.path.append("src/kernel/python"); import packages; print(json.dumps(packages.probe()))'
    ])
  )
);
const has = (name: string) => packages.some(each => each.name === name);
const cases = [
  { data: 'regression', goal: 'Predict the price. Lower RMSLE is better.' },
  { data: 'binary', goal: 'Predict whether a flat is sold.' },
  { data: 'multiclass', goal: 'Predict the class. Lower log loss is better.' },
  {
    data: 'plain',
    goal: 'Forecast the demand of the next days. MAE counts.'
  },
  { data: 'plain', goal: 'Predict the outcome for new patients. F1 counts.' }
];

let previews: Record<string, DataPreview>;
beforeAll(() => {
  previews = madeBy('make_data.py', join(folder.path, 'data'));
});

/** Run a search on each table, and then what each found best. */
function searched(search: (task: Task) => Recipe): void {
  const tasks = cases.map(({ goal, data }) =>
    taskOf(goal, previews[data], { packages, timeLimit: 20 })
  );
  const input = (at: number) => join(folder.path, 'data', cases[at].data);
  const scripts = tasks.map(task => renderScript(search(task), factsOf(task)));
  const outcomes = runScripts(
    scripts.map((code, at) => ({ code, input: input(at) })),
    folder.path
  );
  const followers = outcomes.map((outcome, at) => {
    expect([cases[at].goal, outcome.error]).toEqual([cases[at].goal, null]);
    expect(Number.isFinite(Number(outcome.metric))).toBe(true);
    const walk = new Walk(tasks[at]);
    walk.put(scripts[at]);
    walk.settle(Number(outcome.metric), executionOf(outcome));
    const found = foundIn(triedIn(walk.tree));
    expect(found.length).toBeGreaterThan(0);
    return renderScript(found[0].recipe, factsOf(tasks[at]));
  });
  runScripts(
    followers.map((code, at) => ({ code, input: input(at) })),
    folder.path
  ).forEach((outcome, at) => {
    expect([cases[at].goal, outcome.error]).toEqual([cases[at].goal, null]);
    // Nothing is lost on the way but what is drawn by chance.
    const [before, after] = [outcomes[at].metric, outcome.metric].map(Number);
    const isSmall = factsOf(tasks[at]).direction === 'minimize';
    const lost = isSmall ? after - before : before - after;
    const isKept = lost < 0.5 * Math.abs(before) + 0.1;
    expect({ case: cases[at], before, after, isKept }).toMatchObject({
      isKept: true
    });
  });
}

describe('searches by a library', () => {
  (has('optuna') ? it : it.skip)(
    'Optuna’s end with settings that scripts of their own measure alike (needs Optuna: make test-automl)',
    () => {
      searched(task => {
        const facts = factsOf(task);
        const [change] = tuneChanges(
          draft(0, facts, Lessons.parse({})),
          task,
          facts,
          () => 0
        );
        return change.recipe;
      });
    },
    300_000
  );

  for (const by of ['autogluon', 'flaml'] as const) {
    const name = libraries[by];
    const isThere = has(by === 'flaml' ? by : 'autogluon.tabular');
    (isThere ? it : it.skip)(
      `${name}’s end with models that scripts of their own measure alike (needs ${name}: make test-automl)`,
      () => {
        searched(task => {
          const recipe = automlDraft(task, factsOf(task), Lessons.parse({}))!;
          return { ...recipe, search: { ...recipe.search!, by } };
        });
      },
      600_000
    );
  }
});
