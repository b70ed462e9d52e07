import { families } from '../families';
import type { IFacts } from '../facts';
import type { Member, Recipe } from '../recipe';
import { stoppingFolds, stopsOf } from '../settings';
import type { IEncoded } from './encoded';
import { encoders } from './model';
import type { IColumns } from './prepare';
import { call, show } from './python';

/** Trees that may come without any gain before no more are added. */
const PATIENCE = 50;

/**
 * The lines that find how many trees boosting takes: they are added until rows of a fold,
 * that they do not learn from, get no better. All folds and the last fit take as many.
 *
 * @param model - the member's model in the script.
 * @param encoded - the steps before it, where these stand by themselves.
 */
export function stoppedLines(
  member: Member,
  model: string,
  encoded: IEncoded | null,
  recipe: Recipe,
  facts: IFacts,
  columns: IColumns
): string[] {
  const stops = stopsOf(member, facts);
  if (stops === null) {
    return [];
  }
  const isPlain = member.target === 'plain' || facts.kind !== 'regression';
  const steps = isPlain ? model : `${model}.regressor`;
  const encode = encoded?.name ?? `${steps}[:-1]`;
  const isEncoded = encoders(member, facts, columns).length > 0;
  const truth = isPlain ? 'y' : 'learned';
  const looked = stoppingFolds(recipe, facts);
  const needs = families[member.family].needs!;
  return [
    `# How many trees: added until the rows of ${looked === 1 ? 'a fold' : `${looked} folds`}, held out, get no better`,
    ...(isPlain ? [] : [`learned = ${learned(member)}`]),
    `trees, counts = ${isEncoded ? `${steps}[-1]` : steps}, []`,
    // The last ones, since in the order of time those have the most to learn from.
    `for fitted, held in folds[-${looked}:]:`,
    ...(isEncoded
      ? [
          `    fold_encode = clone(${encode})`,
          `    seen = fold_encode.fit_transform(X.iloc[fitted], ${truth}.iloc[fitted])`,
          '    other = fold_encode.transform(X.iloc[held])'
        ]
      : ['    seen, other = X.iloc[fitted], X.iloc[held]']),
    `    tried = clone(trees).set_params(n_estimators=${stops.most}, early_stopping_rounds=${PATIENCE})`,
    `    ${show(
      call(
        'tried.fit',
        'seen',
        `${truth}.iloc[fitted]`,
        ...stops.fit('other', `${truth}.iloc[held]`, facts.packages.get(needs))
      ),
      4
    )}`,
    `    counts.append(tried.${stops.found})`,
    'trees.set_params(n_estimators=max(1, round(float(np.mean(counts)))))',
    "print('trees:', *counts)",
    ''
  ];
}

/** The target as the model learns it. */
function learned({ target }: Member): string {
  return target === 'log'
    ? 'np.log1p(y)'
    : 'pd.Series(PowerTransformer().fit_transform(y.to_frame())[:, 0])';
}
