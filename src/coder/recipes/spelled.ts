import type { ColumnPreview } from '../../task/data';

/** Says that labels which differ in their case alone are classes of their own. */
const apart =
  /\bcase[- ]?sensitive|\bcase matters|\b(?:upper|lower|capital)\b[^.]{0,40}\b(?:distinct|different|separate) class|gro(?:ss|ß)-? ?(?:und|\/) ?kleinschreibung/iu;

/**
 * Labels that are one class however they are written; `null`: all of which the data have
 * several forms, unless the goal says that case matters.
 *
 * @param declared - what was declared apart from the goal, which wins.
 */
export function spelledIn(
  goal: string,
  declared: readonly string[] | undefined
): readonly string[] | null {
  return declared ?? (apart.test(goal) ? [] : null);
}

/** As scripts and scorer compare labels that are written in several ways. */
export const folded = (label: string): string => label.trim().toLowerCase();

/** A column with its labels in one form each. */
export function inOneForm(
  column: ColumnPreview,
  spelled: readonly string[] | null
): ColumnPreview {
  const forms = new Map(
    (spelled ?? column.spellings?.map(({ value }) => value) ?? []).map(
      form => [folded(form), form] as const
    )
  );
  if (forms.size === 0) {
    return { ...column, spellings: undefined };
  }
  const spellings = (column.spellings ?? [])
    .filter(({ value }) => forms.has(folded(value)))
    .map(each => ({ ...each, value: forms.get(folded(each.value))! }));
  const several = new Set(spellings.map(({ value }) => folded(value)));
  const unique =
    column.unique -
    spellings.reduce((sum, { others }) => sum + others.length, 0);
  return {
    ...column,
    kind: unique === 1 ? 'constant' : column.kind,
    unique,
    spellings,
    top: column.top
      .filter(({ value }) => !several.has(folded(value)))
      .map(({ value, count }) => ({
        value: forms.get(folded(value)) ?? value,
        count
      }))
      .concat(spellings.map(({ value, count }) => ({ value, count })))
      .sort((a, b) => b.count - a.count)
      .slice(0, 10)
  };
}
