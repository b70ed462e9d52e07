import fc from 'fast-check';
import { PromptWriter } from '../../../src/coder/prompt/prompt';
import { countTokens } from '../../../src/coder/prompt/tokens';
import { promptText, type IPrompt } from '../../../src/coder/prompt/wording';
import { CodingOperator } from '../../../src/search/operator';
import { SolutionTree } from '../../../src/search/tree';
import type { TreeEvent } from '../../../src/solution/events';
import { TaskDeclaration } from '../../../src/task/declaration';
import type { Execution } from '../../../src/task/execution';
import type { Task } from '../../../src/task/task';
import { aPreview } from '../../search/previews';
import {
  anEvaluation,
  anExecution,
  aTask,
  aWriting,
  eventSequences,
  finished,
  idOf
} from '../../search/support';

const IDEAS =
  'ridge lasso forest boosting knn kernel bayes stacking target encoding splines dates text counts ratios outliers calibration bagging folds weights'.split(
    ' '
  );

/** A tree as a run would leave it: plans of real length, a third of them failed. */
function grown(size: number): SolutionTree {
  const events: TreeEvent[] = [];
  for (let step = 1; step <= size; step++) {
    const idea = (n: number): string => IDEAS[(step * n) % IDEAS.length];
    const sentence = `Use ${idea(1)} with ${idea(3)} and ${idea(7)} on the features number ${step}. `;
    const isBug = step % 3 === 0;
    events.push(
      ...finished(
        step,
        step <= 5 ? null : step - 4,
        isBug ? null : 1 / step,
        'improve',
        {
          title: `${idea(1)} with ${idea(3)}`,
          plan: sentence.repeat(4),
          code: `# %%\n${'x_5 = 5\n'.repeat(100)}`
        }
      )
    );
  }
  return SolutionTree.from(events, 'minimize');
}

/** Begin another solution in a tree. */
function begin(
  tree: SolutionTree,
  stage: 'draft' | 'debug' | 'improve',
  parent: string | null
): string {
  const step = tree.size + 1;
  tree.apply({ type: 'select', id: idOf(step), step, stage, parent });
  return idOf(step);
}

function tokensOf(prompt: IPrompt): number {
  return countTokens(prompt.system) + countTokens(promptText(prompt));
}

function promptFor(
  tree: SolutionTree,
  stage: 'draft' | 'debug' | 'improve',
  parent: string | null,
  task = aTask(),
  tokens = 12000
): IPrompt {
  const id = begin(tree, stage, parent);
  const request = new CodingOperator(task).request(tree, tree.get(id));
  return new PromptWriter(tokens).write(request);
}

function section(prompt: IPrompt, heading: string): string {
  return prompt.sections.find(each => each.heading === heading)?.body ?? '';
}

describe('PromptWriter', () => {
  it('tells a draft the task, the metric, the packages, the limit and the data', () => {
    const task = aTask({ data: aPreview() });
    const text = promptText(
      promptFor(new SolutionTree('minimize'), 'draft', null, task)
    );
    expect(text).toContain('Predict the sale price of each house.');
    expect(text).toContain('RMSE. Lower is better.');
    expect(text).toContain('sklearn 1.9.0');
    expect(text).toContain('600 seconds');
    expect(text).toContain('train.csv');
    expect(text).toContain('LotArea');
    expect(text).not.toContain('What was tried');
  });

  it('asks for the contract and for the form of the reply, always in the same words', () => {
    const tree = grown(20);
    const prompts = [
      promptFor(tree, 'draft', null),
      promptFor(tree, 'improve', '0020'),
      promptFor(tree, 'debug', '0018')
    ];
    expect(new Set(prompts.map(({ system }) => system)).size).toBe(1);
    for (const words of [
      '# %%',
      './input',
      'submission.csv',
      'validation_metric: {validation_metric}',
      '```python'
    ]) {
      expect(prompts[0].system).toContain(words);
    }
  });

  it('begins all prompts of a run alike, so that a prefix cache hits', () => {
    const task = aTask({ data: aPreview() });
    const operator = new CodingOperator(task);
    const prompts = new PromptWriter(12000);
    const tree = grown(20);
    const texts = [
      begin(tree, 'draft', null),
      begin(tree, 'improve', '0020'),
      begin(tree, 'debug', '0018')
    ].map(id =>
      promptText(prompts.write(operator.request(tree, tree.get(id))))
    );
    const common = texts[0].slice(0, texts[0].indexOf('# What was tried'));
    expect(common).toContain('LotArea');
    texts.forEach(text => expect(text.startsWith(common)).toBe(true));
  });

  it('shows an improvement the code, plan, score, analysis and outputs of its parent', () => {
    const tree = SolutionTree.from(
      finished(1, null, 0.5).map(event =>
        event.type === 'execute'
          ? {
              ...event,
              execution: anExecution({ output: 'fold 1: 0.49\nfold 2: 0.51' })
            }
          : event.type === 'evaluate'
            ? {
                ...event,
                evaluation: { ...anEvaluation(0.5), analysis: 'Folds agree.' }
              }
            : event
      ),
      'minimize'
    );
    const task = aTask({ data: aPreview() });
    const prompt = promptFor(tree, 'improve', '0001', task);
    const { title, plan, code } = aWriting();
    const shown = section(prompt, 'The solution to improve');
    expect(shown).toContain(title);
    expect(shown).toContain(plan);
    expect(shown).toContain('Score: 0.5');
    expect(shown).toContain('Folds agree.');
    expect(section(prompt, 'Its code')).toBe(`\`\`\`python\n${code}\n\`\`\``);
    expect(section(prompt, 'Its output')).toContain('fold 2: 0.51');
    expect(section(prompt, 'Data in ./input')).toContain('LotArea');
    expect(section(prompt, 'Its error')).toBe('');
  });

  it('shows a repair the error, and what led there but not what was tried elsewhere', () => {
    const broken: Partial<Execution> = {
      status: 'error',
      error: {
        name: 'KeyError',
        message: "'price'",
        cell: 2,
        traceback: 'Traceback: KeyError'
      }
    };
    const tree = SolutionTree.from(
      [
        ...finished(1, null, 0.5, 'improve', { title: 'the root' }),
        ...finished(2, null, 0.4, 'improve', { title: 'elsewhere' }),
        ...finished(3, 1, null, 'improve', { title: 'broken' }).map(event =>
          event.type === 'execute'
            ? { ...event, execution: anExecution(broken) }
            : event
        )
      ],
      'minimize'
    );
    const prompt = promptFor(tree, 'debug', '0003');
    expect(section(prompt, 'Its error')).toContain('Traceback: KeyError');
    expect(section(prompt, 'The solution that failed')).toContain(
      "Failed: KeyError: 'price' in cell 2"
    );
    expect(section(prompt, 'How it came about')).toContain('the root');
    expect(promptText(prompt)).not.toContain('elsewhere');
  });

  it('shows a repair the reply where that held no script', () => {
    const tree = SolutionTree.from(
      finished(1, null, null, 'improve', {
        code: '',
        plan: 'The reply held no code.\n\nSure, I can help!'
      }).filter(({ type }) => type !== 'run' && type !== 'execute'),
      'minimize'
    );
    const prompt = promptFor(tree, 'debug', '0001');
    expect(section(prompt, 'The solution that failed')).toContain(
      'Sure, I can help!'
    );
    expect(section(prompt, 'Its code')).toBe('');
  });

  it('keeps improvements of one solution apart', () => {
    const tree = grown(5);
    const [a, ...others] = [1, 2, 3, 4].map(() =>
      begin(tree, 'improve', '0005')
    );
    tree.apply({
      type: 'write',
      id: a,
      writing: aWriting({ title: 'spline of the area' })
    });
    const operator = new CodingOperator(aTask());
    const writer = new PromptWriter(12000);
    const prompts = others.map(id =>
      writer.write(operator.request(tree, tree.get(id)))
    );
    for (const prompt of prompts) {
      const siblings = section(
        prompt,
        'Other improvements of the same solution'
      );
      expect(siblings).toContain('spline of the area');
      expect(siblings).toContain('being written at this moment');
    }
    // They are written at once: each is sent another way.
    expect(
      new Set(prompts.map(prompt => section(prompt, 'What to do now'))).size
    ).toBe(others.length);
  });

  it('tells what was made of a solution before', () => {
    const tree = SolutionTree.from(
      [
        ...finished(1, null, 0.5),
        ...finished(2, 1, 0.45, 'improve', { title: 'log of the target' }),
        ...finished(3, 1, null, 'improve', { title: 'with dates' })
      ],
      'minimize'
    );
    const siblings = section(
      promptFor(tree, 'improve', '0001'),
      'Other improvements of the same solution'
    );
    expect(siblings).toMatch(/log of the target.*Score: 0\.45/);
    // What is shown in full is not told twice.
    expect(
      promptText(promptFor(tree, 'improve', '0002')).match(/log of the target/g)
    ).toHaveLength(1);
    expect(siblings).toMatch(/with dates.*Failed: KeyError/);
  });

  it.each(['draft', 'improve', 'debug'] as const)(
    'asks for a %s in a prompt that stays as long as the tree grows',
    stage => {
      const [at10, at20, at100, at1000] = [10, 20, 100, 1000].map(size => {
        const tree = grown(size);
        const parent = {
          draft: null,
          improve: tree.best!.id,
          debug: tree.buggyLeaves()[0].id
        };
        return tokensOf(promptFor(tree, stage, parent[stage]));
      });
      expect(at10).toBeLessThan(at20 * 1.2);
      expect(at100).toBeLessThan(at20 * 1.2);
      expect(at1000).toBeLessThan(at20 * 1.2);
    }
  );

  const huge = (word: string): string =>
    `${word} 0.123 {[()]}\n`.repeat(50_000);

  it.each([1000, 2000, 12000, 100_000])(
    'keeps a whole prompt within %d tokens whatever is put in',
    tokens => {
      for (const text of [
        huge('x'),
        '日本語'.repeat(90_000),
        '`'.repeat(99_999)
      ]) {
        const preview = aPreview();
        const column = preview.files[0].table!.columns[0];
        preview.files[0].table!.columns = Array.from(
          { length: 5000 },
          (_, index) => ({ ...column, name: `${index} ${text.slice(0, 500)}` })
        );
        preview.notes = [text];
        const task = aTask({
          goal: text,
          data: preview,
          packages: Array.from({ length: 3000 }, (_, index) => ({
            name: `package_${index}`,
            version: '1.2.3'
          }))
        });
        const tree = grown(100);
        for (const [step, score] of [
          [101, 0.0001],
          [102, null]
        ] as const) {
          for (const event of finished(step, 1, score, 'improve', {
            title: text,
            plan: text,
            code: text
          })) {
            tree.apply(
              event.type === 'execute'
                ? {
                    ...event,
                    execution: anExecution({
                      output: text,
                      error: {
                        name: 'E',
                        message: text,
                        cell: 1,
                        traceback: text
                      }
                    })
                  }
                : event.type === 'evaluate'
                  ? {
                      ...event,
                      evaluation: {
                        ...event.evaluation,
                        reason: text,
                        analysis: text
                      }
                    }
                  : event
            );
          }
        }
        for (const [stage, parent] of [
          ['draft', null],
          ['improve', '0101'],
          ['debug', '0102']
        ] as const) {
          const prompt = promptFor(tree, stage, parent, task, tokens);
          expect(tokensOf(prompt)).toBeLessThanOrEqual(tokens);
          expect(section(prompt, 'What to do now')).not.toBe('');
        }
        const solution = tree.get('0101');
        const review = new CodingOperator(task).review(
          tree,
          solution,
          solution.execution!,
          solution.evaluation!
        );
        expect(
          tokensOf(new PromptWriter(tokens).review(review))
        ).toBeLessThanOrEqual(tokens);
      }
    }
  );

  it('keeps to its tokens on random trees', () => {
    fc.assert(
      fc.property(
        eventSequences(),
        fc.integer({ min: 1000, max: 4000 }),
        ({ events, direction }, tokens) => {
          const tree = SolutionTree.from(events, direction);
          const operator = new CodingOperator(aTask({ data: aPreview() }));
          const writer = new PromptWriter(tokens);
          const written = [...tree.solutions].filter(
            ({ stage }) => stage !== 'blend'
          );
          for (const solution of written) {
            const prompt = writer.write(operator.request(tree, solution));
            expect(tokensOf(prompt)).toBeLessThanOrEqual(tokens);
          }
        }
      )
    );
  });

  it("gives the parent's code the largest share, and says where it cuts", () => {
    const lines = Array.from(
      { length: 5000 },
      (_, n) => `value_${n} = f(${n})`
    );
    const tree = SolutionTree.from(
      finished(1, null, 0.5, 'improve', { code: lines.join('\n') }).map(
        event =>
          event.type === 'execute'
            ? { ...event, execution: anExecution({ output: huge('x') }) }
            : event
      ),
      'minimize'
    );
    const prompt = promptFor(tree, 'improve', '0001');
    const code = section(prompt, 'Its code');
    const share = countTokens(code) / countTokens(promptText(prompt));
    expect(share).toBeGreaterThan(0.5);
    const shown = code.split('\n').slice(1, -1);
    const marks = shown.filter(line => line.startsWith('# [...'));
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatch(/\d+ characters left out for length/);
    // Every other line is whole.
    for (const line of shown) {
      expect(line === marks[0] || lines.includes(line)).toBe(true);
    }
    expect(shown[0]).toBe(lines[0]);
    expect(shown[shown.length - 1]).toBe(lines[lines.length - 1]);
  });

  it('shows a long script whole as long as there is room', () => {
    const code = Array.from(
      { length: 300 },
      (_, n) => `feature_${n} = frame["a"] * ${n}`
    ).join('\n');
    const tree = SolutionTree.from(
      finished(1, null, 0.5, 'improve', { code }),
      'minimize'
    );
    expect(section(promptFor(tree, 'improve', '0001'), 'Its code')).toContain(
      code
    );
  });

  it('asks for a review with the code, the output and the facts', () => {
    const tree = grown(5);
    const solution = tree.get('0005');
    const request = new CodingOperator(aTask()).review(
      tree,
      solution,
      anExecution({ output: 'fold 1: 0.49' }),
      anEvaluation(0.2)
    );
    const prompt = new PromptWriter(12000).review(request);
    expect(request.task.direction).toBe('minimize');
    expect(section(prompt, 'Its code')).toContain('x_5 = 5');
    expect(section(prompt, 'Its output')).toContain('fold 1: 0.49');
    expect(section(prompt, 'What happened')).toContain('score 0.2');
    expect(prompt.system).toContain('review');
  });
});

describe('what was settled of the task', () => {
  const declaration = TaskDeclaration.parse({
    targets: ['late'],
    kind: 'binary',
    classes: ['in time', 'held up'],
    positive: 'held up',
    split: { kind: 'group', column: 'carrier' },
    rows: 'test.csv',
    idColumns: ['parcel'],
    submission: {
      columns: [
        { name: 'parcel', holds: 'id' },
        { name: 'late', holds: 'prediction', target: 'late' }
      ],
      kind: 'chance'
    },
    leftOut: [{ column: 'arrived_on', why: 'known too late' }],
    notes: ['“held up” is rare.']
  });
  const draft = (task: Task, withRows = true, tokens = 12_000) => {
    const tree = new SolutionTree('minimize');
    const id = begin(tree, 'draft', null);
    const request = new CodingOperator(task).request(tree, tree.get(id));
    return new PromptWriter(tokens, withRows).write(request);
  };
  const settled = (prompt: IPrompt) =>
    prompt.sections.find(({ heading }) => heading === 'What is settled')?.body;

  it('is told: target, positive class, division, rows, submission, what is left out', () => {
    const told = settled(draft({ ...aTask(), declaration }));
    expect(told).toContain('late, two classes, held up the positive one');
    expect(told).toContain('rows of one “carrier” stay together');
    expect(told).toContain('the rows of test.csv, named by parcel');
    expect(told).toContain('parcel, late: the chance of the positive class');
    expect(told).toContain('arrived_on (known too late)');
    expect(countTokens(told!)).toBeLessThan(250);
  });

  it('is told without values of the data where these are not to be sent', () => {
    const told = settled(draft({ ...aTask(), declaration }, false));
    expect(told).toContain('late, two classes');
    expect(told).not.toContain('held up');
  });

  it('keeps to its share of a small prompt, and is not there without a declaration', () => {
    const notes = Array.from({ length: 200 }, (_, i) => `Oddity number ${i}.`);
    const told = settled(
      draft({ ...aTask(), declaration: { ...declaration, notes } }, true, 2000)
    );
    expect(countTokens(told!)).toBeLessThanOrEqual(80);
    expect(settled(draft(aTask()))).toBeUndefined();
  });
});
