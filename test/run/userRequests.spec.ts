import { stepRandom } from '../../src/base/random';
import { PromptWriter } from '../../src/coder/prompt/prompt';
import { promptText } from '../../src/coder/prompt/wording';
import { requestEvents, canBuildOn } from '../../src/run/userRequests';
import { CodingOperator } from '../../src/search/operator';
import { greedyPolicy } from '../../src/search/policy';
import { SolutionTree } from '../../src/search/tree';
import { aTask, finished } from '../search/support';

const request = { parent: null, hint: '', code: null };
const settings = { drafts: 2, debugProbability: 1, debugDepth: 3 };

/** Two drafts and an improvement of the second, and a bug below that. */
function aTree(): SolutionTree {
  return SolutionTree.from(
    [
      ...finished(1, null, 3),
      ...finished(2, null, 2),
      ...finished(3, 2, 1),
      ...finished(4, 3, null)
    ],
    'minimize'
  );
}

describe('requestEvents', () => {
  it('improves what is good, mends what is not, costs no step', () => {
    const tree = aTree();
    for (const [parent, stage] of [
      ['0001', 'improve'],
      ['0004', 'debug'],
      [null, 'draft']
    ] as const) {
      const events = requestEvents(tree, { ...request, parent });
      expect(events).toEqual([
        expect.objectContaining({ type: 'select', parent, stage })
      ]);
      events.forEach(event => tree.apply(event));
    }
    expect(tree.size).toBe(7);
    expect(tree.chosen).toBe(4);
  });

  it('takes what a person wrote as it is, and says whose it is', () => {
    const tree = aTree();
    const code = 'validation_metric = 1\n';
    requestEvents(tree, { ...request, parent: '0002', code }).forEach(event =>
      tree.apply(event)
    );
    const { state, writing, asked } = tree.get('0005');
    expect(state).toBe('waiting');
    expect(asked).toEqual({ hint: '' });
    expect(writing).toMatchObject({
      code,
      by: 'person',
      title: 'step 2, edited by you'
    });
  });

  it('builds on nothing that has no script or no result', () => {
    const tree = aTree();
    finished(5, 1, 1)
      .slice(0, 2)
      .forEach(event => tree.apply(event));
    expect(canBuildOn(tree.get('0005'))).toBe(false);
    expect(() => requestEvents(tree, { ...request, parent: '0005' })).toThrow(
      /0005.*no result/
    );
  });

  it('puts a hint into the prompt of that solution and of no other', () => {
    const tree = aTree();
    const hint = 'target-encode the neighbourhood';
    for (const words of [hint, '']) {
      requestEvents(tree, { ...request, parent: '0001', hint: words }).forEach(
        event => tree.apply(event)
      );
    }
    const operator = new CodingOperator(aTask());
    const writer = new PromptWriter(4000);
    const prompt = (id: string) =>
      promptText(writer.write(operator.request(tree, tree.get(id))));
    expect(prompt('0005')).toContain(hint);
    expect(prompt('0006')).not.toContain(hint);
  });
});

describe('a closed solution', () => {
  it('is left alone by π, and so is what came of it, until it is opened', () => {
    const tree = aTree();
    const next = () => greedyPolicy(settings).next(tree, [], stepRandom(1, 5));
    expect(next()).toEqual({ stage: 'debug', parent: '0004' });
    tree.apply({ type: 'close', id: '0002', closed: true });
    // Its bug is not mended, its improvement not improved; it stays the best.
    expect(next()).toEqual({ stage: 'improve', parent: '0001' });
    expect(tree.best?.id).toBe('0003');
    tree.apply({ type: 'close', id: '0001', closed: true });
    expect(next()).toEqual({ stage: 'draft', parent: null });
    tree.apply({ type: 'close', id: '0002', closed: false });
    expect(next()).toEqual({ stage: 'debug', parent: '0004' });
  });
});
