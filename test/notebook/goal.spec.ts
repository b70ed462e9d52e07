import { goalOf } from '../../src/notebook/goal';
import { insertSolution } from '../../src/notebook/insert';
import { notebookOf, solutionOf } from './notebooks';

describe('goalOf', () => {
  it('takes the first Markdown cell that says something', () => {
    const notebook = notebookOf([
      ['import pandas as pd'],
      '# House prices\n\n---',
      'House prices\n============\n\nPredict the sale price of each house.\n\n<!-- todo -->\n## Metric\n\n- RMSLE, lower is better',
      'Another cell.'
    ]);
    expect(goalOf(notebook)).toBe(
      'Predict the sale price of each house.\n\n- RMSLE, lower is better'
    );
  });

  it('prefers the selected one', () => {
    const notebook = notebookOf(['First goal.', ['x = 1'], 'Second goal.']);
    notebook.activeCellIndex = 2;
    expect(goalOf(notebook)).toBe('Second goal.');
    notebook.activeCellIndex = 1;
    expect(goalOf(notebook)).toBe('First goal.');
  });

  it('takes a heading where there is nothing else', () => {
    expect(goalOf(notebookOf(['## Predict the price ##']))).toBe(
      'Predict the price'
    );
    const notebook = notebookOf(['Some prose.', '# Predict churn']);
    notebook.activeCellIndex = 1;
    expect(goalOf(notebook)).toBe('Predict churn');
  });

  it('is empty where the notebook states none', () => {
    expect(goalOf(notebookOf([['# just a comment']]))).toBe('');
    expect(goalOf(notebookOf(['![plot](x.png)\n\n***']))).not.toContain('***');
    expect(goalOf(notebookOf(['']))).toBe('');
  });

  it('does not take what was inserted from a run', () => {
    const notebook = notebookOf([['x = 1']]);
    insertSolution(
      notebook,
      {
        solution: solutionOf('x = 2'),
        run: 'aide-runs/a',
        data: 'data',
        metric: '',
        direction: null,
        objective: 'reported',
        submission: null,
        scores: []
      },
      'a.ipynb'
    );
    expect(notebook.activeCell!.model.type).toBe('markdown');
    expect(goalOf(notebook)).toBe('');
  });
});
