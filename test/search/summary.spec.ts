import fc from 'fast-check';
import { ancestorsText, summaryText } from '../../src/coder/prompt/summaryText';
import { countTokens } from '../../src/coder/prompt/tokens';
import type { TreeEvent } from '../../src/solution/events';
import { ancestorsOf, summarize as choose } from '../../src/search/summary';
import { SolutionTree } from '../../src/search/tree';
import type { Solution } from '../../src/solution/solution';
import { anEvaluation, eventSequences, finished } from './support';

const PLENTY = 100_000;

/** Σ as a model is told it. */
const summarize = (
  tree: SolutionTree,
  tokens: number,
  except: string | null = null
): string => summaryText(choose(tree, except), tokens);

const summarizeAncestors = (
  tree: SolutionTree,
  solution: Solution,
  tokens: number
): string => ancestorsText(ancestorsOf(tree, solution), tokens);

function tried(
  step: number,
  score: number | null,
  title: string,
  parent: number | null = null,
  analysis = ''
): TreeEvent[] {
  return finished(step, parent, score, 'improve', {
    title,
    plan: `${title} on the whole data.`
  }).map(event =>
    event.type === 'evaluate'
      ? { ...event, evaluation: { ...anEvaluation(score), analysis } }
      : event
  );
}

describe('summarize', () => {
  it('tells plan, score and lesson of the good, the best first, and failures briefly', () => {
    const tree = SolutionTree.from(
      [
        ...tried(1, 0.5, 'ridge', null, 'Stable over folds.'),
        ...tried(2, 0.4, 'forest'),
        ...tried(3, null, 'dates', null, 'The column is no date.')
      ],
      'minimize'
    );
    expect(summarize(tree, PLENTY)).toBe(
      [
        'Good solutions, the best first (2 of 2):',
        '- 0.4: forest. forest on the whole data.',
        '- 0.5: ridge. ridge on the whole data. Learned: Stable over folds.',
        '',
        'Failed attempts, not to be repeated (1 of 1):',
        "- dates: KeyError: 'price' in cell 2. The column is no date."
      ].join('\n')
    );
  });

  it('says nothing of an empty tree', () => {
    expect(summarize(new SolutionTree('minimize'), PLENTY)).toBe('');
  });

  it('leaves out what is shown elsewhere', () => {
    const tree = SolutionTree.from(
      [...tried(1, 0.5, 'ridge'), ...tried(2, 0.4, 'forest')],
      'minimize'
    );
    expect(summarize(tree, PLENTY, '0002')).not.toContain('forest');
  });

  it('has a place for the newest, the best and what is most different', () => {
    const events: TreeEvent[] = [];
    for (let step = 1; step <= 300; step++) {
      // All alike but for a few; the best in the middle, the odd one late.
      const title =
        step === 120
          ? 'the very best one'
          : step === 270
            ? 'gaussian process over images'
            : `boosting number ${step}`;
      events.push(
        ...tried(step, step === 120 ? 0.01 : 0.5 + step / 1e4, title)
      );
    }
    const text = summarize(SolutionTree.from(events, 'minimize'), PLENTY);
    expect(text).toContain('the very best one');
    expect(text).toContain('boosting number 300.');
    expect(text).toContain('gaussian process over images');
    expect(text.split('\n').length).toBeLessThan(16);
  });

  it('keeps to its tokens, on any tree', () => {
    fc.assert(
      fc.property(
        eventSequences(),
        fc.integer({ min: 0, max: 500 }),
        ({ events, direction }, tokens) => {
          const tree = SolutionTree.from(events, direction);
          expect(countTokens(summarize(tree, tokens))).toBeLessThanOrEqual(
            tokens
          );
          for (const solution of tree.solutions) {
            expect(
              countTokens(summarizeAncestors(tree, solution, tokens))
            ).toBeLessThanOrEqual(tokens);
          }
        }
      )
    );
  });
});

describe('summarizeAncestors', () => {
  it('tells what led to a solution, the nearest first, and nothing else', () => {
    const tree = SolutionTree.from(
      [
        ...tried(1, 0.5, 'ridge'),
        ...tried(2, 0.4, 'forest', 1),
        ...tried(3, 0.3, 'elsewhere', 1),
        ...tried(4, null, 'dates', 2)
      ],
      'minimize'
    );
    const text = summarizeAncestors(tree, tree.get('0004'), PLENTY);
    expect(text.split('\n')).toEqual([
      'What led here, the latest first:',
      '- 0.4: forest. forest on the whole data.',
      '- 0.5: ridge. ridge on the whole data.'
    ]);
    expect(summarizeAncestors(tree, tree.get('0001'), PLENTY)).toBe('');
  });
});
