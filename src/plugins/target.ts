import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { RunView } from '../panel/model/runView';
import type { Session } from '../panel/model/session';
import type { IAide } from '../panel/tokens';

/** What a command is about: a solution of the run that a notebook's session shows. */
export interface ITarget {
  session: Session;
  view: RunView;
  id: string;
}

/** The run that a notebook's session shows; `null` where there is none. */
export function runOf(
  aide: IAide,
  args: ReadonlyPartialJSONObject
): Omit<ITarget, 'id'> | null {
  const session =
    typeof args.notebook === 'string' ? aide.find(args.notebook) : aide.session;
  const view = session?.view ?? null;
  return session && view && { session, view };
}

/**
 * Find what a command's arguments name.
 *
 * @returns `null` where there is no run, or no such solution in it.
 */
export function targetOf(
  aide: IAide,
  args: ReadonlyPartialJSONObject
): ITarget | null {
  const found = runOf(aide, args);
  const id = args.id ?? found?.session.selected ?? found?.view.best?.id;
  return found && typeof id === 'string' && found.view.run.tree.has(id)
    ? { ...found, id }
    : null;
}

/** The arguments of such a command, described. */
export function describeTarget(trans: TranslationBundle) {
  return {
    args: {
      type: 'object',
      properties: {
        id: {
          type: 'string',
          description: trans.__(
            'The id of a solution; by default the selected one, else the best'
          )
        },
        notebook: {
          type: 'string',
          description: trans.__(
            'The path of the notebook that the run belongs to; by default the one in front'
          )
        }
      }
    }
  };
}
