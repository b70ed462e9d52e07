import { RankedSet } from '../../src/base/rankedSet';
import { stepRandom } from '../../src/base/random';
import { PromptWriter } from '../../src/coder/prompt/prompt';
import { CodingOperator } from '../../src/search/operator';
import { greedyPolicy } from '../../src/search/policy';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import { aPreview } from './previews';
import { aTask, finished, idOf } from './support';

const policy = greedyPolicy({
  drafts: 5,
  debugProbability: 0.5,
  debugDepth: 3
});

/** A tree that the policy grew: a third of its solutions failed. */
function grown(size: number): SolutionTree {
  const tree = new SolutionTree('minimize');
  for (let step = 1; step <= size; step++) {
    const { stage, parent } = policy.next(tree, [], stepRandom(3, step))!;
    const random = stepRandom(4, step);
    const score = random() < 0.33 ? null : random();
    const [select, ...rest] = finished(step, null, score, 'improve', {
      title: `idea ${Math.floor(random() * 50)} with ${step}`,
      plan: `Sentence ${step} of a plan that has some words in it. `.repeat(5)
    });
    for (const event of [{ ...select, stage, parent } as TreeEvent, ...rest]) {
      tree.apply(event);
    }
  }
  return tree;
}

/** Milliseconds of the search's own work for a step, where nothing disturbs it. */
function costOfStep(size: number): number {
  const tree = grown(size);
  const operator = new CodingOperator(aTask({ data: aPreview() }));
  const writer = new PromptWriter(12000);
  const costs: number[] = [];
  for (let step = size + 1; step <= size + 60; step++) {
    const begun = performance.now();
    const id = idOf(step);
    const { stage, parent } = policy.next(
      tree,
      tree.pending,
      stepRandom(3, step)
    )!;
    tree.apply({ type: 'select', id, step, stage, parent });
    writer.write(operator.request(tree, tree.get(id)));
    for (const event of finished(step, null, step / 1e5).slice(1)) {
      tree.apply(event);
    }
    costs.push(performance.now() - begun);
  }
  return Math.min(...costs);
}

describe('a long run', () => {
  it('costs about the same for each step at 5,000 solutions as at 500', () => {
    costOfStep(100);
    const small = costOfStep(500);
    const large = costOfStep(5000);
    // A step that went over the whole tree in earnest would cost ten times as much.
    expect(large / small).toBeLessThan(5);
  });

  it('looks at no more solutions for a step at 5,000 than at 500', () => {
    const looks = [500, 5000].map(size => {
      const tree = grown(size);
      const operator = new CodingOperator(aTask());
      const get = jest.spyOn(tree, 'get');
      const all = jest.spyOn(RankedSet.prototype, Symbol.iterator);
      for (let step = size + 1; step <= size + 40; step++) {
        const id = idOf(step);
        const choice = policy.next(tree, tree.pending, stepRandom(3, step))!;
        tree.apply({ type: 'select', id, step, ...choice });
        operator.request(tree, tree.get(id));
        finished(step, null, step / 1e5)
          .slice(1)
          .forEach(event => tree.apply(event));
      }
      expect(all).not.toHaveBeenCalled();
      all.mockRestore();
      return get.mock.calls.length;
    });
    // Going once over a whole set in each step would be 40 times thousands.
    expect(looks[1]).toBeLessThan(looks[0] * 1.5);
  });
});
