import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';
import { literal } from './python';

/**
 * The lines that divide the rows into `folds`: as the run gives them, so that all its
 * solutions are measured alike; elsewhere the script's own.
 */
export function foldLines(recipe: Recipe, facts: IFacts): string[] {
  const own = ownFolds(recipe, facts);
  if (facts.foldsFile === null) {
    return own;
  }
  const dealt = "pd.read_csv(dealt)['fold'][train.index]";
  const fewer = recipe.lessons.folds;
  const parts = facts.time !== null || fewer !== null ? 'fold' : dealt;
  return [
    `dealt = INPUT / ${literal(facts.foldsFile)}  # the same folds for all solutions`,
    'if dealt.exists():',
    ...(parts === dealt ? [] : [`    fold = ${dealt}.to_numpy()`]),
    ...(fewer === null
      ? []
      : [
          `    fold = fold * ${fewer} // (fold.max() + 1)  # fewer, to stay within the time limit`
        ]),
    facts.time === null
      ? `    folds = list(PredefinedSplit(${parts}).split())`
      : '    folds = [(np.flatnonzero(fold < k), np.flatnonzero(fold == k)) for k in np.unique(fold)[1:]]',
    'else:',
    ...own.map(line => `    ${line}`)
  ];
}

function ownFolds(recipe: Recipe, facts: IFacts): string[] {
  const count = recipe.lessons.folds ?? facts.folds;
  const seeded = `${count}, shuffle=True, random_state=0`;
  if (facts.time !== null) {
    return [`folds = list(TimeSeriesSplit(${count}).split(X))`];
  }
  if (facts.group !== null) {
    const splitter =
      facts.kind === 'regression' || facts.targets.length > 1
        ? `GroupKFold(${count})`
        : `StratifiedGroupKFold(${seeded})`;
    return [
      `groups = train[${literal(facts.group)}].astype(str)`,
      `folds = list(${splitter}.split(X, y, groups))`
    ];
  }
  if (facts.kind === 'binary' && facts.targets.length > 1) {
    return [
      '# Rows with the same classes are dealt out in turn, those with the rarest first',
      'turn = np.empty(len(y), dtype=int)',
      'rarest_last = y.mean().sort_values(ascending=False).index',
      `turn[np.lexsort(y[rarest_last].to_numpy().T)] = np.arange(len(y)) % ${count}`,
      'folds = list(PredefinedSplit(turn).split())'
    ];
  }
  return [
    facts.kind === 'regression'
      ? `folds = list(KFold(${seeded}).split(X))`
      : `folds = list(StratifiedKFold(${seeded}).split(X, y))`
  ];
}
