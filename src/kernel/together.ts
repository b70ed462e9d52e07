import * as python from './python';

/** What scores and what hands in have in common, each after what it imports. */
export const HOLDOUT_MODULES = [
  'preview_encoding',
  'preview_source',
  'left_by_run',
  'answer_text',
  'answer_files',
  'answers',
  'given',
  'date_forms',
  'number_forms',
  'written',
  'packed',
  'plain_cells',
  'dialect',
  'beside',
  'own_tables',
  'declared',
  'alike',
  'holdout',
  'folds',
  'metric_table',
  'metrics',
  'targets',
  'submission',
  'odd_rows'
] as const;

/** What keeps the answers and scores with them. */
export const SCORER_MODULES = [
  ...HOLDOUT_MODULES,
  'scorer',
  'oof',
  'stacking',
  'stacked'
] as const;

/**
 * Modules that import one another by name as one text, each after what it imports: a
 * kernel has no files of ours.
 */
export function together(...names: (keyof typeof python)[]): string {
  const imports = new RegExp(
    `^from (${names.join('|')}) import (\\([^)]*\\)|.*)$`,
    'gm'
  );
  return names
    .map(name => python[name])
    .join('\n')
    .replace(imports, '');
}

/** Prepares a kernel for a candidate, and reads what that left. */
export const CANDIDATE = together('limits', 'streams', 'guard', 'candidate');
