import { PromptWriter } from '../../src/coder/prompt/prompt';
import type { IReviewRequest, WriteRequest } from '../../src/search/interfaces';
import { CodingOperator } from '../../src/search/operator';
import { SolutionTree } from '../../src/search/tree';
import { anEvaluation, anExecution } from '../search/support';
import { scriptedTask } from '../support/scriptedTask';

const tree = new SolutionTree();
tree.apply({
  type: 'select',
  id: '0001',
  step: 1,
  stage: 'draft',
  parent: null
});
const operator = new CodingOperator({
  ...scriptedTask,
  goal: 'Predict the price'
});

/** To write a draft. */
export const writeRequest: WriteRequest = operator.request(
  tree,
  tree.get('0001')
);

/** To review it. */
export const reviewRequest: IReviewRequest = operator.review(
  tree,
  tree.get('0001'),
  anExecution(),
  anEvaluation(0.5)
);

/** What a model is told to write the draft. */
export const prompt = new PromptWriter(12000).write(writeRequest);
