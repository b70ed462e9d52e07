import { createHash } from 'node:crypto';
import { stepRandom } from '../../../src/base/random';
import { PromptWriter } from '../../../src/coder/prompt/prompt';
import { promptText, type IPrompt } from '../../../src/coder/prompt/wording';
import { CodingOperator } from '../../../src/search/operator';
import { greedyPolicy } from '../../../src/search/policy';
import { SolutionTree } from '../../../src/search/tree';
import type { TreeEvent } from '../../../src/solution/events';
import type { Objective } from '../../../src/task/objectiveKinds';
import type { Task } from '../../../src/task/task';
import { aPreview } from '../../search/previews';
import {
  anEvaluation,
  anExecution,
  aTask,
  aWriting,
  idOf
} from '../../search/support';

/** The prompt for a solution that is being written. */
function promptOf(
  task: Task,
  tree: SolutionTree,
  id: string,
  tokens: number
): IPrompt {
  const request = new CodingOperator(task).request(tree, tree.get(id));
  return new PromptWriter(tokens).write(request);
}

/** The prompt for the review of a solution that ran. */
function reviewOf(
  task: Task,
  tree: SolutionTree,
  id: string,
  tokens: number
): IPrompt {
  const solution = tree.get(id);
  const request = new CodingOperator(task).review(
    tree,
    solution,
    solution.execution!,
    solution.evaluation!
  );
  return new PromptWriter(tokens).review(request);
}

const policy = greedyPolicy({
  drafts: 4,
  debugProbability: 0.5,
  debugDepth: 3
});
const WORDS =
  'ridge lasso forest boosting knn kernel bayes stacking target encoding splines dates text counts ratios outliers'.split(
    ' '
  );
const OBJECTIVES: readonly Objective[] = [
  { kind: 'reported' },
  { kind: 'cell', code: 'score(model)', fresh: true },
  { kind: 'cell', code: 'score(model)', fresh: false },
  {
    kind: 'holdout',
    table: 'train.csv',
    target: 'price',
    targets: [],
    form: null,
    files: [],
    id: null,
    metric: 'rmse',
    split: { kind: 'random' },
    search: 0.1,
    final: 0.1,
    folds: null,
    give: [],
    seed: 0
  }
];

/**
 * A tree that π grew with several solutions under way at once: with failures,
 * hints, cancellations, what a person asked for, blends and reviews to come.
 */
function grown(seed: number, size: number): SolutionTree {
  const tree = new SolutionTree(
    seed % 3 === 0 ? null : seed % 3 === 1 ? 'minimize' : 'maximize'
  );
  const put = (event: TreeEvent): void => tree.apply(event);
  for (let step = 1; step <= size; step++) {
    const random = stepRandom(seed, step);
    const word = (): string => WORDS[Math.floor(random() * WORDS.length)];
    const id = idOf(step);
    const best = tree.base;
    const choice = policy.next(tree, [], random)!;
    if (best !== null && random() < 0.05) {
      put({
        type: 'select',
        id,
        step,
        stage: 'blend',
        parent: best.id,
        members: [best.id]
      });
    } else {
      const asked = random() < 0.1 ? { asked: { hint: `try ${word()}` } } : {};
      put({ type: 'select', id, step, ...choice, ...asked });
    }
    if (random() < 0.1) {
      put({ type: 'hint', text: `mind the ${word()} of ${word()}` });
    }
    if (random() < 0.1) {
      put({ type: 'cancel', id, reason: 'Cancelled.' });
      continue;
    }
    if (random() < 0.05) {
      // Under way for good: still being written, or written only.
      continue;
    }
    const plan = `Use ${word()} with ${word()} on ${word()}, number ${step}. `;
    put({
      type: 'write',
      id,
      writing: aWriting({
        title: `${word()} with ${word()}`,
        plan: plan.repeat(1 + Math.floor(random() * 6)),
        code: `# %%\nx = ${step}  # ${word()}\n`.repeat(
          1 + Math.floor(random() * 200)
        )
      })
    });
    if (random() < 0.05) {
      continue;
    }
    const isBug = random() < 0.35;
    put({
      type: 'execute',
      id,
      execution: anExecution(
        isBug
          ? {
              status: 'error',
              reason: `KeyError: '${word()}' in cell 2`,
              error: {
                name: 'KeyError',
                message: `'${word()}'`,
                cell: 2,
                traceback:
                  `Traceback\nCell In[2], line 3\n----> 3 frame['${word()}']\n`.repeat(
                    1 + Math.floor(random() * 30)
                  )
              },
              output: ''
            }
          : { output: `fold: ${random()}\n`.repeat(Math.floor(random() * 99)) }
      )
    });
    put({
      type: 'evaluate',
      id,
      evaluation: {
        ...anEvaluation(isBug ? null : Number(random().toFixed(4))),
        analysis: random() < 0.5 ? '' : `The ${word()} carries the score.`
      },
      final: random() < 0.9
    });
    if (!isBug && tree.direction === null) {
      put({ type: 'direction', direction: 'minimize', reason: '' });
    }
  }
  return tree;
}

function aTaskOf(seed: number): Task {
  const objective = OBJECTIVES[seed % OBJECTIVES.length];
  const preview = aPreview();
  const { table } = preview.files[0];
  const column = table!.columns[0];
  table!.columns = Array.from({ length: 1 + ((seed * 37) % 250) }, (_, n) => ({
    ...column,
    name: `column ${n}`,
    missing: n % 7 === 0 ? n / 1000 : 0
  }));
  return aTask({
    goal: `Predict the price. ${'It matters. '.repeat(seed % 50)}`,
    data: preview,
    metric: seed % 4 === 0 ? '' : 'RMSE',
    objective,
    packages:
      seed % 5 === 0 ? [] : [{ name: 'sklearn', version: `1.${seed}.0` }]
  });
}

/** Every prompt that a tree gives rise to. */
function promptsOf(seed: number, size: number, tokens: number): string[] {
  const tree = grown(seed, size);
  const task = aTaskOf(seed);
  const texts: string[] = [];
  const add = ({ system, sections }: IPrompt): void => {
    texts.push([system, promptText({ system, sections })].join('\n'));
  };
  for (const solution of tree.solutions) {
    if (solution.stage !== 'blend') {
      add(promptOf(task, tree, solution.id, tokens));
    }
    if (solution.execution !== null && solution.evaluation !== null) {
      add(reviewOf(task, tree, solution.id, tokens));
    }
  }
  return texts;
}

describe('prompts', () => {
  it('says the same as ever to a draft, a repair, an improvement and a review', () => {
    const tree = grown(1, 14);
    const task = aTaskOf(2);
    const latest = { draft: '', debug: '', improve: '' };
    for (const { id, stage } of tree.solutions) {
      if (stage !== 'blend') {
        latest[stage] = id;
      }
    }
    const [best] = tree.good.ranked;
    const prompts = [
      ...Object.values(latest).map(id => promptOf(task, tree, id, 3000)),
      reviewOf(task, tree, best.id, 3000)
    ];
    prompts.forEach(prompt => expect(promptText(prompt)).toMatchSnapshot());
  });

  it.each([
    [1000, 30],
    [2500, 60],
    [12000, 40]
  ])(
    'says the same as ever within %d tokens over trees of %d solutions',
    (tokens, size) => {
      const hashes = Array.from({ length: 12 }, (_, seed) => {
        const hash = createHash('sha256');
        promptsOf(seed, size, tokens).forEach(text => hash.update(text));
        return hash.digest('hex').slice(0, 16);
      });
      expect(hashes).toMatchSnapshot();
    }
  );
});
