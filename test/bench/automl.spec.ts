import type { ICell, Side } from '../../bench/automl/cells';
import { figuresOf, table } from '../../bench/automl/figures';

const tables = {
  metrics: { loans: 'roc_auc', homes: 'rmse', rent: 'rmse' },
  confirming: ['loans', 'homes']
};

function cell(
  name: string,
  side: Side,
  score: number | null,
  seconds = 60
): ICell {
  return { budget: 60, table: name, seed: 0, side, score, seconds };
}

const cells = [
  cell('loans', 'ours', 0.8),
  cell('loans', 'hgb', 0.7),
  cell('loans', 'flaml', 0.9),
  cell('homes', 'ours', 10, 70),
  cell('homes', 'hgb', 20),
  cell('homes', 'flaml', null),
  // Chosen on, so not counted.
  cell('rent', 'ours', 9),
  cell('rent', 'hgb', 1)
];

it('ranks the sides over the tables that confirm', () => {
  const figures = figuresOf(cells, 60, tables);
  expect(figures).toMatchObject({
    matches_60: 2,
    mean_rank_ours_60: 1.5,
    mean_rank_flaml_60: 2,
    win_rate_vs_hgb_60: 1,
    win_rate_vs_flaml_60: 0.5,
    normalised_ours_60: expect.closeTo(0.75),
    over_budget_share_60: 1 / 3
  });
  expect(Object.keys(figures).join()).not.toContain('with_automl');
});

it('tells ours with AutoML in drafts apart, against the others alone', () => {
  const more = [
    ...cells,
    cell('loans', 'ours_with_automl', 0.95),
    cell('homes', 'ours_with_automl', 30)
  ];
  const figures = figuresOf(more, 60, tables);
  expect(figures).toMatchObject({
    ...figuresOf(cells, 60, tables),
    matches_60_with_automl: 2,
    mean_rank_ours_60_with_automl: 1.5,
    win_rate_vs_flaml_60_with_automl: 1,
    win_rate_vs_hgb_60_with_automl: 0.5
  });
  expect(table(more, 60, tables)).toContain('ours, AutoML in drafts');
});
