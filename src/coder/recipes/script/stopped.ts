import { families } from '../families';
import type { IFacts } from '../facts';
import type { Member, Recipe } from '../recipe';
import { stoppingFolds, stopsOf } from '../settings';
import { encoders } from './model';
import type { IColumns } from './prepare';
import { call, literal, show } from './python';

/**
 * The lines that find how many trees boosting takes: they are added until rows of a fold,
 * that they do not learn from, get no better. All folds and the last fit take as many.
 *
 * @param model - the member's model in the script.
 */
export function stoppedLines(
  member: Member,
  model: string,
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
          `    encode = clone(${steps}[:-1])`,
          `    seen = encode.fit_transform(X.iloc[fitted], ${truth}.iloc[fitted])`,
          '    other = encode.transform(X.iloc[held])'
        ]
      : ['    seen, other = X.iloc[fitted], X.iloc[held]']),
    `    tried = ${show(
      call(
        'clone(trees).set_params',
        ...Object.entries({
          n_estimators: stops.most,
          ...stops.settings
        }).map(([name, value]) => `${name}=${literal(value)}`)
      ),
      4
    )}`,
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
