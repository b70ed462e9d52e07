import {
  solutionCells,
  solutionNotebook,
  type IOrigin
} from '../../src/notebook/solutionCells';
import { Execution } from '../../src/task/execution';
import { solutionOf } from './notebooks';

const code = `# %%
import pandas as pd

# %% [markdown]
# ## The data
# Houses <img src=x onerror=alert(1)> and their prices.

# %%
train = pd.read_csv("./input/train.csv")

# %% Fit
train.to_csv("submission.csv")
`;

function originOf(change: Partial<IOrigin> = {}): IOrigin {
  return {
    solution: solutionOf(code),
    run: 'work/aide-runs/houses',
    data: 'work/data',
    metric: 'RMSLE',
    direction: 'minimize',
    ...change
  };
}

describe('solutionCells', () => {
  it('tells the score, what it does and where it comes from, then the code', () => {
    const [about, ...cells] = solutionCells(originOf(), 'work/houses.ipynb');
    expect(about.cell_type).toBe('markdown');
    for (const part of [
      'ridge on log price',
      '**RMSLE 0.1243**, lower is better',
      'its own validation',
      'Fits a ridge regression to the logarithm.',
      'Solution 0012 of the run `work/aide-runs/houses`',
      'It reads its data from `data`.',
      'it writes `submission.csv` beside this notebook'
    ]) {
      expect(about.source).toContain(part);
    }
    expect(about.source).not.toContain('It is quick.');
    expect(cells.map(cell => [cell.cell_type, cell.source])).toEqual([
      ['code', 'import pandas as pd'],
      [
        'markdown',
        '## The data\nHouses &lt;img src=x onerror=alert(1)> and their prices.'
      ],
      ['code', 'train = pd.read_csv("data/train.csv")'],
      ['code', '# Fit\ntrain.to_csv("submission.csv")']
    ]);
    expect(
      cells.every(cell => !('outputs' in cell) || !cell.execution_count)
    ).toBe(true);
  });

  it('says what it prints where that is not its score', () => {
    const solution = solutionOf(code);
    const measured = {
      ...solution,
      evaluation: { ...solution.evaluation!, reported: 0.1271522621193174 }
    };
    const [about] = solutionCells(
      originOf({ solution: measured }),
      'work/houses.ipynb'
    );
    expect(about.source).toContain(
      'prints its own measure of that: in the run, by fewer rows, it was 0.1272. That is not the score above'
    );
  });

  it('gives scores from outside as many digits as people read', () => {
    const solution = solutionOf(code);
    const measured = {
      ...solution,
      execution: Execution.parse({
        status: 'ok',
        seconds: 1,
        cells: [],
        error: null,
        reason: '',
        output: '',
        metric: { variable: null, printed: null },
        warnings: [],
        measured: { score: 0.763888888888889 }
      }),
      evaluation: { ...solution.evaluation!, score: 0.763888888888889 }
    };
    const [about] = solutionCells(
      originOf({ solution: measured, verified: 0.9027777777777777 }),
      'work/houses.ipynb'
    );
    expect(about.source).toContain('**RMSLE 0.7639**');
    expect(about.source).toContain('leading solutions: 0.9028 by scores');
  });

  it('says whose code it is', () => {
    const solution = solutionOf(code);
    const theirs = {
      ...solution,
      writing: { ...solution.writing!, by: 'person' as const }
    };
    const text = (origin: IOrigin) =>
      solutionCells(origin, 'work/houses.ipynb')[0].source;
    expect(text(originOf())).toContain('found by AIDE');
    expect(text(originOf({ solution: theirs }))).toContain(
      'written by a person'
    );
  });

  it('names the data from where the notebook is', () => {
    const reads = (notebook: string, data: string) =>
      solutionCells(originOf({ data }), notebook)
        .map(cell => cell.source)
        .find(source => String(source).includes('read_csv'));
    expect(reads('a.ipynb', 'data')).toContain('"data/train.csv"');
    expect(reads('x/y/a.ipynb', 'data')).toContain('"../../data/train.csv"');
    expect(reads('x/a.ipynb', 'x')).toContain('"./train.csv"');
    expect(reads('x/a.ipynb', '/srv/data')).toContain('"/srv/data/train.csv"');
  });

  it('says what to do where the folder cannot be named in the code', () => {
    const [about] = solutionCells(originOf({ data: 'a"b' }), 'a.ipynb');
    expect(about.source).toContain('make that a link to `a"b`');
  });

  it('shows no HTML or pictures that a model wrote', () => {
    const solution = solutionOf('x = 1');
    solution.writing!.title = '<b>bold</b>';
    solution.writing!.plan = 'See ![x](http://example.invalid/pixel).';
    const [about] = solutionCells(originOf({ solution }), 'a.ipynb');
    expect(about.source).toContain('&lt;b>bold&lt;/b>');
    expect(about.source).not.toMatch(/!\[/);
  });

  it('refuses a solution without code with a sentence', () => {
    const solution = { ...solutionOf(''), writing: null };
    expect(() => solutionCells(originOf({ solution }), 'a.ipynb')).toThrow(
      'Solution 0012 has no code yet.'
    );
  });

  it('makes a notebook of nbformat 4.5', () => {
    const notebook = solutionNotebook(originOf(), 'work/b.ipynb', {
      name: 'python3',
      display_name: 'Python 3'
    });
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(notebook.metadata.kernelspec!.name).toBe('python3');
    const ids = notebook.cells.map(cell => cell.id);
    expect(new Set(ids).size).toBe(notebook.cells.length);
    expect(ids.every(id => /^[\w-]{1,64}$/.test(id as string))).toBe(true);
  });
});
