import { type DeclaredFile, liesWithin } from '../../task/declaration';
import type { Task } from '../../task/task';
import type { ITables } from './tables';

/** How the tables of a person's own folder differ from what a run prepared of them. */
export interface IOwnTables {
  /** Of a hold-out, what was made for it: a script does without where it is run elsewhere. */
  made: { test: boolean; sample: boolean; id: boolean };
  /** Whether the person's own rows to predict lie in the table with the answers. */
  within: boolean;
  /** The file that the answers lie in, where that is one of their own. */
  beside: DeclaredFile | null;
}

/** What a script has to know to read the person's own folder as well as a run's. */
export function ownTables(
  { data: { prepared }, declaration }: Task,
  { test }: ITables
): IOwnTables {
  const files = declaration?.files ?? [];
  const isMade = (name?: string) =>
    name !== undefined && prepared!.made.includes(name);
  return {
    made: {
      test: isMade(prepared?.test),
      sample: isMade(prepared?.sample),
      id: typeof prepared?.key === 'string'
    },
    within: [test, ...files].some(liesWithin),
    beside: files.find(({ part }) => part === 'answers') ?? null
  };
}
