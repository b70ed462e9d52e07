import type { TranslationBundle } from '@jupyterlab/translation';
import type { Task } from '../../task/task';

/** Libraries of boosted trees that the recipes take where they are; those first that the extra `recipes` installs. */
const boosters = {
  lightgbm: 'LightGBM',
  catboost: 'CatBoost',
  xgboost: 'XGBoost'
};
const ofExtra = ['lightgbm', 'catboost'];

/**
 * What the recipes miss in a kernel, what it would add and how to get it; empty where
 * what the extra `recipes` installs is there.
 *
 * @param kernel - its name. Its environment may be another than the server's, so what is
 *   to be installed there is named by itself.
 */
export function lackingBoosters(
  packages: Task['packages'],
  kernel: string,
  trans: TranslationBundle
): string {
  const there = new Set(packages.map(({ name }) => name));
  const lacking = Object.entries(boosters).filter(([name]) => !there.has(name));
  return lacking.some(([name]) => ofExtra.includes(name))
    ? trans.__(
        'Not installed in the kernel “%1”: %2. With them the recipes try more kinds of boosted trees, often the best on tables. In its environment: pip install %3',
        kernel,
        lacking.map(([, shown]) => shown).join(', '),
        lacking.map(([name]) => name).join(' ')
      )
    : '';
}
