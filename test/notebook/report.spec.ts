import { reportNotebook } from '../../src/notebook/report';
import { SolutionTree } from '../../src/search/tree';
import { TaskDeclaration } from '../../src/task/declaration';
import { said } from '../../src/task/said';
import { finished } from '../search/support';

it('tells the way to the best, what failed and what it took, then the best as cells', () => {
  const tree = SolutionTree.from(
    [
      ...finished(1, null, 2),
      ...finished(2, 1, 1, 'improve', { title: 'a | b <b>bold</b>' }),
      ...finished(3, 2, null)
    ],
    'minimize'
  );
  const { cells, nbformat } = reportNotebook(
    {
      tree,
      goal: 'Predict the price.\nLower is better.',
      task: said(
        TaskDeclaration.parse({
          targets: ['price'],
          kind: 'regression',
          sources: { targets: { from: 'from the goal' } }
        })
      ),
      best: {
        solution: tree.get('0002'),
        run: 'houses/aide-runs/houses-1',
        data: 'houses/data',
        metric: 'RMSE',
        direction: 'minimize',
        objective: 'reported',
        submission: null,
        scores: []
      },
      evidence: null,
      importance: null,
      run: 'houses/aide-runs/houses-1',
      costs: ['3 solutions', '2 min of work'],
      end: 'Best 1.0, 50 % better than the first draft.',
      format: score => score.toFixed(1),
      gain: () => '50 %'
    },
    'houses/houses-report.ipynb',
    { name: 'python3' }
  );
  expect(nbformat).toBe(4);
  expect(cells[0].source).toBe(
    [
      '# What AIDE found',
      '',
      '> Predict the price.',
      '> Lower is better.',
      '',
      '- Target: price, a number (from the goal)',
      '',
      'Best 1.0, 50 % better than the first draft.',
      '',
      '## The way to the best',
      '',
      '| step | what | score in the search | gain |',
      '| --- | --- | --- | --- |',
      '| 1 | ridge on log price | 2.0 |  |',
      '| 2 | a \\| b &lt;b>bold&lt;/b> | 1.0 | 50 % |',
      '',
      '## What failed',
      '',
      '| what | times | mended | first |',
      '| --- | --- | --- | --- |',
      "| KeyError: 'price' in cell 2 | 1 | 0 | step 3: KeyError: 'price' in cell 2 |",
      '',
      '## What it took',
      '',
      '- 3 solutions',
      '- 2 min of work',
      '',
      'All of it is in `houses/aide-runs/houses-1`.'
    ].join('\n')
  );
  expect(cells.at(-1)).toMatchObject({ cell_type: 'code', outputs: [] });
});
