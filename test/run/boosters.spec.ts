import { nullTranslator } from '@jupyterlab/translation';
import { lackingBoosters } from '../../src/run/account/boosters';

const trans = nullTranslator.load('jupyterlab_aide');
const lacking = (...names: string[]) =>
  lackingBoosters(
    names.map(name => ({ name, version: '4.0' })),
    'mine',
    trans
  );

describe('what the recipes miss in a kernel', () => {
  it('is named with what it would add and what brings it there', () => {
    expect(lacking('sklearn', 'lightgbm')).toBe(
      'Not installed in the kernel “mine”: CatBoost, XGBoost. With them the recipes try more kinds of boosted trees, often the best on tables. In its environment: pip install catboost xgboost'
    );
  });

  it('is not spoken of where all that the extra installs is there', () => {
    expect(lacking('lightgbm', 'catboost')).toBe('');
  });
});
