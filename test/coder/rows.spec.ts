import { PromptWriter } from '../../src/coder/prompt/prompt';
import { promptText } from '../../src/coder/prompt/wording';
import { CodingOperator } from '../../src/search/operator';
import { SolutionTree } from '../../src/search/tree';
import { aPreview } from '../search/previews';
import { anEvaluation, anExecution, aTask, finished } from '../search/support';

const preview = aPreview();
const task = aTask({ data: preview });
const tree = SolutionTree.from(finished(1, null, 0.5), 'minimize');
tree.apply({
  type: 'select',
  id: '0002',
  step: 2,
  stage: 'improve',
  parent: '0001'
});
const solution = tree.get('0001');
const execution = anExecution({
  output: 'Smith, 42, Elm Street\nvalidation_metric: 0.5'
});

/** A review's prompt, and the one of an improvement. */
function told(withRows: boolean): string {
  const writer = new PromptWriter(12000, withRows);
  const operator = new CodingOperator(task);
  const request = operator.request(tree, tree.get('0002'));
  const review = operator.review(tree, solution, execution, anEvaluation(0.5));
  return [writer.write(request), writer.review(review)].map(promptText).join();
}

it('shows rows and outputs to the model', () => {
  expect(told(true)).toContain('first rows:');
  expect(told(true)).toContain('Smith');
});

it('sends no row, no frequent value and no output where that is asked for', () => {
  const text = told(false);
  expect(text).not.toContain('first rows:');
  expect(text).not.toContain('Smith');
  expect(text).toContain('validation_metric: 0.5');
  for (const { table } of preview.files) {
    for (const { name, top, min } of table?.columns ?? []) {
      expect(text).toContain(name);
      for (const { value } of min === null ? top : []) {
        expect(text).not.toContain(`${value} x`);
      }
    }
  }
});
