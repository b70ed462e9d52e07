import {
  assumeDirection,
  directionOf,
  findDirection
} from '../../src/task/direction';
import { aTask } from '../search/support';

describe('directionOf', () => {
  it.each([
    'rmse',
    'RMSE',
    'RMSLE',
    'root_mean_squared_error',
    'Mean Absolute Error',
    'log loss',
    'log_loss',
    'logloss',
    'cross-entropy',
    'Brier score',
    'error',
    'validation loss',
    'AUC, lower is better',
    'Minimise the total cost'
  ])('takes %s to be minimized', text => {
    expect(directionOf(text)).toBe('minimize');
  });

  it.each([
    'accuracy',
    'Balanced accuracy',
    'AUC',
    'ROC-AUC',
    'roc_auc',
    'F1',
    'macro F1',
    'R2',
    'R²',
    'MCC',
    'precision',
    'mAP',
    'quadratic weighted kappa',
    'neg_mean_squared_error',
    'RMSE-like score, higher is better',
    'maximize the profit'
  ])('takes %s to be maximized', text => {
    expect(directionOf(text)).toBe('maximize');
  });

  it.each([
    '',
    'my own figure',
    'accuracy and log loss',
    'Predict the loss of each customer in the coming year.',
    'Draw a map of the places and find those with the highest recall of faults.',
    'lower is better, higher is better'
  ])('cannot tell from "%s"', text => {
    expect(directionOf(text)).toBeNull();
  });
});

describe('findDirection', () => {
  it("takes the metric's name before the goal, and the goal before the output", () => {
    const task = aTask({ metric: 'AUC', goal: 'Keep the log loss low.' });
    expect(findDirection(task, 0.9, '')).toEqual({
      direction: 'maximize',
      reason: "Higher is better: read from the metric's name, “AUC”."
    });
    expect(findDirection({ ...task, metric: '' }, 0.9, '')).toEqual({
      direction: 'minimize',
      reason: 'Lower is better: read from the goal.'
    });
  });

  it('reads the line that shows the score, not what a library logs', () => {
    const task = aTask({ metric: '', goal: 'Predict.' });
    const log = '[LightGBM] binary_logloss: 0.22\n';
    expect(findDirection(task, 0.93124, log)).toBeNull();
    expect(
      findDirection(task, 0.93124, `${log}Accuracy: 0.9312\n`)?.direction
    ).toBe('maximize');
    // A short number is found in a line by chance.
    expect(findDirection(task, 0.2, `${log}Accuracy: 0.2\n`)).toBeNull();
  });
});

describe('assumeDirection', () => {
  it('takes the review, else lower is better, and says so', () => {
    expect(assumeDirection(true).direction).toBe('minimize');
    expect(assumeDirection(false)).toEqual({
      direction: 'maximize',
      reason: 'Higher is better: so the review of the first solution takes it.'
    });
    expect(assumeDirection(null)).toEqual({
      direction: 'minimize',
      reason:
        'Lower is better: assumed, since nothing says which way is better.'
    });
  });
});
