import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { JSX } from 'react';
import { isSettled, type Solution } from '../../solution/solution';
import type { RunView } from '../model/runView';
import { explained } from '../model/scoreText';
import type { Session } from '../model/session';
import { CommandIDs } from '../shared/commandIds';
import { InlineMark } from '../shared/marks';
import { stateWord } from '../shared/words';
import { factsOf } from './facts';
import { Kin } from './kin';

/** The properties of {@link Header}. */
export interface IHeaderProps {
  session: Session;
  view: RunView;
  solution: Solution;
  commands: CommandRegistry;
  trans: TranslationBundle;
}

/** What it is, how it did, where it comes from, and what can be done with it. */
export function Header(props: IHeaderProps): JSX.Element {
  const { view, solution, trans } = props;
  const { writing, state } = solution;
  const isBest = view.best?.id === solution.id;
  const score = view.score(solution);
  return (
    <header className="jp-AideDetails-header">
      <h2 tabIndex={-1}>
        <InlineMark mark={isBest ? 'best' : state} />
        {score !== null && (
          <span className="jp-AideDetails-score">
            {view.format(score.value)}
          </span>
        )}
        <span>{writing?.title || stateWord(state, trans)}</span>
      </h2>
      <p className="jp-AideDetails-facts">
        {factsOf(view, solution, trans).join(' · ')}
      </p>
      {score !== null && (
        <p className="jp-AideDetails-facts">
          {trans.__('Score: %1.', explained(view, solution, trans).join('; '))}
        </p>
      )}
      <Kin {...props} />
      <Buttons {...props} />
    </header>
  );
}

/** What can be done with it. */
function Buttons(props: IHeaderProps): JSX.Element {
  const { session, view, solution, commands, trans } = props;
  const { writing } = solution;
  const run = (command: string) => () =>
    void commands.execute(command, {
      id: solution.id,
      notebook: session.path
    });
  return (
    <div className="jp-AideDetails-buttons">
      {writing !== null && writing.code !== '' && (
        <>
          <button
            type="button"
            className="jp-AideButton jp-mod-accept"
            onClick={run(CommandIDs.insertNode)}
          >
            {trans.__('Insert into notebook')}
          </button>
          <button
            type="button"
            className="jp-AideButton"
            onClick={run(CommandIDs.saveNotebook)}
          >
            {trans.__('Save as notebook')}
          </button>
          <button
            type="button"
            className="jp-AideButton"
            onClick={run(CommandIDs.copyCode)}
          >
            {trans.__('Copy code')}
          </button>
        </>
      )}
      {!isSettled(solution) && view.run.status.phase !== 'paused' && (
        <button
          type="button"
          className="jp-AideButton"
          onClick={run(CommandIDs.cancelNode)}
        >
          {trans.__('Cancel this one')}
        </button>
      )}
    </div>
  );
}
