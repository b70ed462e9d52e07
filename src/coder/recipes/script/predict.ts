import type { IFacts } from '../facts';

/** How a fitted model's predictions are asked for: classes as probabilities. */
export function predict(model: string, rows: string, facts: IFacts): string {
  switch (facts.kind) {
    case 'regression':
      return `${model}.predict(${rows})`;
    case 'binary':
      return facts.targets.length > 1
        ? `np.column_stack([p[:, 1] for p in ${model}.predict_proba(${rows})])`
        : `${model}.predict_proba(${rows})[:, 1]`;
    case 'multiclass':
      return `${model}.predict_proba(${rows})`;
  }
}
