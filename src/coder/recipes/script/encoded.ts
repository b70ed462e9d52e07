import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';
import { encoders } from './model';
import type { IColumns } from './prepare';
import { call, named, show, type Expr } from './python';

/** Steps before a model that have a name of their own in the script. */
export interface IEncoded {
  name: string;
  /** The line that makes them. */
  line: string;
}

/**
 * For each member the steps before its model that stand by themselves: the only one's, and
 * what several members of a blend share, once.
 */
export function encodedOf(
  recipe: Recipe,
  facts: IFacts,
  columns: IColumns
): (IEncoded | null)[] {
  const all = recipe.members.map(member =>
    together(encoders(member, facts, columns))
  );
  const shown = all.map(steps => steps && show(steps));
  const isNamed = (text: string | null) =>
    text !== null &&
    (shown.length === 1 || shown.filter(other => other === text).length > 1);
  const different = [...new Set(shown.filter(isNamed))];
  return all.map((steps, at) => {
    const nth = different.indexOf(shown[at]);
    const name = nth > 0 ? `encode_${nth + 1}` : 'encode';
    return nth < 0 ? null : { name, line: show(named(name, steps!, ' = ')) };
  });
}

/** Steps as one; `null` where there are none. */
export function together(steps: Expr[]): Expr | null {
  return steps.length > 1
    ? call('make_pipeline', ...steps)
    : (steps[0] ?? null);
}
