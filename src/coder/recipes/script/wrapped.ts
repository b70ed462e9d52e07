import type { IFacts } from '../facts';
import { families } from '../families';
import type { Member } from '../recipe';
import { call, named, type Expr } from './python';

/** Steps as one model of the target, or of each of several. */
export function wrapped(member: Member, facts: IFacts, steps: Expr[]): Expr {
  const model = steps.length === 1 ? steps[0] : call('make_pipeline', ...steps);
  const one = facts.kind === 'regression' ? withTarget(member, model) : model;
  // A model of its own for each of several targets.
  return facts.targets.length === 1
    ? one
    : call(
        facts.kind === 'regression'
          ? 'MultiOutputRegressor'
          : 'MultiOutputClassifier',
        one
      );
}

/** What the model learns instead of the target: its logarithm, or on one scale. */
function withTarget(member: Member, model: Expr): Expr {
  const scale = families[member.family].scaledTarget === true;
  const inner = named('regressor', model);
  if (member.target === 'log' && !scale) {
    return call(
      'TransformedTargetRegressor',
      inner,
      'func=np.log1p',
      'inverse_func=np.expm1'
    );
  }
  const log = call(
    'FunctionTransformer',
    'np.log1p',
    'inverse_func=np.expm1',
    'check_inverse=False'
  );
  const transformer: Expr | null =
    member.target === 'power'
      ? 'PowerTransformer()'
      : member.target === 'log'
        ? call('make_pipeline', log, 'StandardScaler()')
        : scale
          ? 'StandardScaler()'
          : null;
  return transformer === null
    ? model
    : call(
        'TransformedTargetRegressor',
        inner,
        named('transformer', transformer)
      );
}
