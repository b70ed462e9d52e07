import * as python from './python';

/** What scores and what hands in have in common, each after what it imports. */
const MODULES = [
  'preview_encoding',
  'preview_source',
  'answer_text',
  'answer_files',
  'answers',
  'given',
  'written',
  'dialect',
  'own_tables',
  'holdout',
  'metrics',
  'targets',
  'submission'
] as const;

const IMPORTS = new RegExp(
  `^from (${MODULES.join('|')}) import (\\([^)]*\\)|.*)$`,
  'gm'
);

/**
 * Modules that import one another by name, and one that imports them, as one text: a
 * kernel has no files of ours.
 */
export function together(last: string): string {
  return [...MODULES.map(name => python[name]), last]
    .join('\n')
    .replace(IMPORTS, '');
}
