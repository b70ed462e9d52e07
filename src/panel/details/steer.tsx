import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { JSX } from 'react';
import { canBuildOn, stageOn } from '../../run/userRequests';
import type { Solution } from '../../solution/solution';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { CommandIDs } from '../shared/commandIds';
import { OneLine } from '../shared/oneLine';

/** The properties of {@link Steer}. */
export interface ISteerProps {
  session: Session;
  view: RunView;
  solution: Solution;
  commands: CommandRegistry;
  trans: TranslationBundle;
  /** Begin to edit its code. */
  onEdit: () => void;
}

/** Where the search goes from one solution, as a person wants it. */
export function Steer(props: ISteerProps): JSX.Element | null {
  const { session, view, solution, commands, trans, onEdit } = props;
  const { tree, config } = view.run;
  if (!canBuildOn(solution)) {
    return null;
  }
  const execute = (command: string, args: { hint?: string } = {}) =>
    void commands.execute(command, {
      id: solution.id,
      notebook: session.path,
      ...args
    });
  const isClosed = tree.isClosed(solution);
  return (
    <section
      className="jp-AideSteer"
      aria-label={trans.__('Go on from this solution')}
    >
      <div className="jp-AideDetails-buttons">
        <button
          type="button"
          className="jp-AideButton"
          title={trans.__('Have one more solution made on this one')}
          onClick={() => execute(CommandIDs.branchNode)}
        >
          {stageOn(solution) === 'debug'
            ? trans.__('Mend it now')
            : trans.__('Branch from here')}
        </button>
        <button
          type="button"
          className="jp-AideButton"
          title={trans.__('Change its code and run that as a new solution')}
          onClick={onEdit}
        >
          {trans.__('Edit and run')}
        </button>
        <button
          type="button"
          className="jp-AideButton"
          aria-pressed={isClosed}
          title={trans.__(
            'The search builds no more on it, nor on what came of it'
          )}
          onClick={() => execute(CommandIDs.closeNode)}
        >
          {isClosed
            ? trans.__('Look here again')
            : trans.__('Never look here again')}
        </button>
      </div>
      {config.coder.kind === 'openai' && (
        <OneLine
          className="jp-AideSteer-try"
          label={trans.__('Try this on it')}
          placeholder={trans.__(
            'Try this on it: “target-encode the neighbourhood”'
          )}
          action={trans.__('Try')}
          onSend={hint => execute(CommandIDs.branchNode, { hint })}
        />
      )}
    </section>
  );
}
