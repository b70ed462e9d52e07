import { ownCode } from '../../src/notebook/ownCode';
import { notebookOf } from './notebooks';

it('makes a script of the cells that a person wrote', () => {
  const notebook = notebookOf([
    '# Houses',
    ["%matplotlib inline\n!pip install x\ndf = pd.read_csv('data/train.csv')"],
    ['%%bash\nls'],
    ['score(submission)'],
    ['validation_metric = 1'],
    ['print("of AIDE")']
  ]);
  const cells = notebook.model!.cells;
  cells.get(3).setMetadata('tags', ['aide-objective']);
  cells.get(5).setMetadata('aide', { run: 'a', solution: '0001' });
  expect(ownCode(notebook, 'data')).toBe(
    [
      '# %%',
      '# %matplotlib inline',
      '# !pip install x',
      "df = pd.read_csv('./input/train.csv')",
      '',
      '# %%',
      'validation_metric = 1',
      ''
    ].join('\n')
  );
});

it('finds nothing where nobody wrote code', () => {
  expect(ownCode(notebookOf(['# Houses', ['']]), 'data')).toBeNull();
});

it('leaves texts and sums of the person alone that look like lines of a notebook', () => {
  const cell = 'query = """\n%s\n!x\n"""\nrest = (7\n  % 4)\nnames = !ls';
  expect(ownCode(notebookOf([[cell]]), 'data')).toBe(
    `# %%\n${cell.replace('names', '# names')}\n`
  );
});
