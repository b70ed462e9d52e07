import { liesWithin, type TaskDeclaration } from '../../task/declaration';
import { listed, said } from '../../task/said';
import type { Task } from '../../task/task';
import { cutTokens } from './tokens';

/**
 * What was settled of a task before the search, for whoever writes: what is predicted,
 * how rows are divided and what is handed in; empty where nothing was declared. The
 * metric has a section of its own.
 *
 * @param withRows - whether it may tell values of the data, such as classes.
 */
export function declaredText(
  { declaration = null, objective }: Task,
  tokens: number,
  withRows: boolean
): string {
  if (declaration === null) {
    return '';
  }
  const told: TaskDeclaration = withRows
    ? declaration
    : { ...declaration, classes: [], positive: null, notes: [] };
  const lines = said(told)
    .filter(
      ({ entry }) =>
        entry !== 'metric' &&
        // Rows that are held out are told of beside who measures.
        !(entry === 'rows' && objective.kind === 'holdout')
    )
    .map(({ label, text }) => `- ${label}: ${text}`);
  const { files } = declaration;
  const within = files.find(liesWithin);
  const beside = files.find(({ part }) => part === 'answers');
  const path = beside?.dialect?.sheet
    ? beside.path
    : (beside?.dialect?.file ?? beside?.path);
  const on = [beside?.dialect?.on ?? []].flat();
  return cutTokens(
    [
      'This was settled before the search. Keep to it, and divide rows in the same way where the script measures its score:',
      ...lines,
      ...(within && objective.kind === 'holdout'
        ? [
            `- Where the table of rows to predict is not there, as in the last fit, they are those of \`${within.dialect!.file}\` in which ${listed(within.dialect!.lacks)} is empty.`
          ]
        : []),
      ...(beside
        ? [
            `- The answers lie in \`${path}\`, ${on.length === 0 ? 'row by row in the order of the table' : `by ${listed(on.map(name => `\`${name}\``))}`}. ${objective.kind === 'holdout' ? 'In a run the table has them and they are not there; elsewhere, as in the last fit, they are: join them where the table lacks them.' : 'Join them.'}`
          ]
        : [])
    ].join('\n'),
    tokens,
    1
  );
}
