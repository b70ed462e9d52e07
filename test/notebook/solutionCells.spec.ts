import {
  solutionCells,
  solutionNotebook,
  type IOrigin
} from '../../src/notebook/solutionCells';
import type { IScore } from '../../src/run/account/scores';
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
    objective: 'reported',
    submission: null,
    scores: [{ value: 0.1243, error: null, on: 'search' }],
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

  it('names no file of folds that a run alone deals', () => {
    const kept = "if dealt.exists():\n    oof.to_csv('oof.csv')\n";
    const solution = solutionOf(`${kept}\n${code}`);
    const [about] = solutionCells(originOf({ solution }), 'work/houses.ipynb');
    expect(about.source).toContain('it writes `submission.csv` beside');
  });

  it('says what it prints where that is not its score, and what else it scored', () => {
    const about = (scores: IScore[]) =>
      solutionCells(
        originOf({ objective: 'holdout', scores }),
        'work/houses.ipynb'
      )[0].source;
    const verified: IScore = { value: 0.14502, error: 0.00612, on: 'verified' };
    const search: IScore = { value: 0.18627, error: null, on: 'search' };
    const own: IScore = { value: 0.1271522621193174, error: null, on: 'own' };
    const text = about([verified, search, own]);
    expect(text).toContain(
      '**RMSLE 0.145 ± 0.012**, lower is better, run again, on rows that its models did not learn from. 0.1863 on held-out rows, which the search chose by.'
    );
    expect(text).toContain(
      'prints its own validation on them: in the run, on fewer rows, that was 0.1272. That is not the score above'
    );
    const fitted: IScore = { value: 0.12341, error: null, on: 'all rows' };
    expect(about([verified, search, own, fitted])).toContain(
      'prints 0.1234, its own validation on all of them.'
    );
  });

  it('says of a blend that its members print their own', () => {
    const solution = { ...solutionOf(code), stage: 'blend' as const };
    const [{ source }] = solutionCells(
      originOf({ solution, objective: 'holdout' }),
      'work/houses.ipynb'
    );
    expect(source).toMatch(
      /each prints its own validation.* not the score.* It writes/
    );
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
