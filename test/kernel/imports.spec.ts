import { importsOf } from '../../src/kernel/imports';

describe('importsOf', () => {
  it('names the modules of import statements, each once', () => {
    const code = [
      'import numpy as np, pandas as pd  # import that, too',
      'import sklearn.ensemble',
      'from sklearn.svm import SVC',
      'from . import own',
      'from .own import thing',
      'def f():',
      '    import torch',
      '    from torch.nn import (',
      '        Linear,',
      '    )',
      'import numpy'
    ].join('\n');
    expect(importsOf(code).sort()).toEqual([
      'numpy',
      'pandas',
      'sklearn.ensemble',
      'sklearn.svm',
      'torch',
      'torch.nn'
    ]);
  });

  it('names nothing where nothing is imported', () => {
    expect(importsOf('x = "important"\nprint(x)\nimport\nimport 3\n')).toEqual(
      []
    );
  });
});
