import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { useEffect, useMemo, type JSX } from 'react';
import { Earlier } from './form/earlier';
import { Form } from './form/form';
import { formOf } from './form/forms';
import { Welcome } from './form/welcome';
import type { RunView } from './model/runView';
import type { Session } from './model/session';
import { Curve } from './run/curve';
import { Driving } from './run/driving';
import { Hint } from './run/hint';
import { More } from './run/more';
import { Progress } from './run/progress';
import { Question } from './run/question';
import { Probed } from './run/probed';
import { RunNotice } from './run/runNotice';
import { Story } from './run/story';
import { Submitted } from './run/submission';
import { Verified } from './run/verified';
import { CommandIDs } from './shared/commandIds';
import { useSignal } from './shared/hooks';
import { Notice } from './shared/notice';
import type { IAide } from './tokens';
import { Tree } from './tree/tree';

/** The properties of {@link Body}. */
export interface IBodyProps {
  aide: IAide;
  commands: CommandRegistry;
  trans: TranslationBundle;
}

/** The panel: what to do first, the form, or the run. */
export function Body(props: IBodyProps): JSX.Element {
  const { aide, trans } = props;
  useSignal(aide.changed);
  const { session } = aide;
  if (session === null) {
    return <Welcome trans={trans} />;
  }
  return session.view === null ? (
    <Before key={session.path} {...props} session={session} />
  ) : (
    <During
      key={session.view.run.path}
      {...props}
      session={session}
      view={session.view}
    />
  );
}

function Before(props: IBodyProps & { session: Session }): JSX.Element {
  const { aide, session, commands, trans } = props;
  const form = useMemo(
    () => formOf(session, aide.settings(), trans),
    [session, aide, trans]
  );
  useEffect(() => void form.open(), [form]);
  return (
    <div className="jp-AidePanel-body">
      {session.problem && <Notice kind="problem">{session.problem}</Notice>}
      {form.settingsProblem && (
        <Notice kind="problem">{form.settingsProblem}</Notice>
      )}
      <Earlier session={session} trans={trans} />
      <Form
        model={form}
        trans={trans}
        onConnect={() => void commands.execute(CommandIDs.connectModel)}
      />
    </div>
  );
}

function During(
  props: IBodyProps & { session: Session; view: RunView }
): JSX.Element {
  const { session, view, commands, trans } = props;
  const resume = () => void session.steering.resume();
  const open = (id: string) =>
    void commands.execute(CommandIDs.showNode, { id, notebook: session.path });
  return (
    <div className="jp-AidePanel-body jp-mod-run">
      <Progress
        view={view}
        trans={trans}
        onResume={resume}
        onStop={() => void session.steering.stop()}
      />
      <Actions {...props} />
      {session.problem && <Notice kind="problem">{session.problem}</Notice>}
      <RunNotice
        view={view}
        trans={trans}
        onResume={resume}
        onConnect={() => void commands.execute(CommandIDs.connectModel)}
      />
      <Probed session={session} view={view} trans={trans} />
      <Driving session={session} view={view} trans={trans} />
      <Question
        questions={session.engine.questions}
        run={view.run.path}
        trans={trans}
      />
      <Story
        view={view}
        trans={trans}
        onOpen={open}
        onTable={() =>
          void commands.execute(CommandIDs.leaderboard, {
            notebook: session.path
          })
        }
        onReport={() =>
          void commands.execute(CommandIDs.report, { notebook: session.path })
        }
      />
      <Tree
        view={view}
        trans={trans}
        selected={session.selected}
        onOpen={open}
      />
      <Hint session={session} view={view} trans={trans} />
      <Verified view={view} trans={trans} onOpen={open} />
      <Submitted view={view} trans={trans} />
      {/* Notifications come and go above what stands last. */}
      <Curve view={view} trans={trans} />
    </div>
  );
}

/** What can be done with the run's result. */
function Actions(
  props: IBodyProps & { session: Session; view: RunView }
): JSX.Element {
  const { session, view, commands, trans } = props;
  useSignal(view.changed);
  const { phase } = view.run.status;
  return (
    <div className="jp-AidePanel-actions">
      <button
        type="button"
        className={`jp-AideButton${phase === 'finished' ? ' jp-mod-accept' : ''}`}
        disabled={view.best === null}
        onClick={() =>
          void commands.execute(CommandIDs.insertBest, {
            notebook: session.path
          })
        }
      >
        {trans.__('Insert the best')}
      </button>
      {view.isAtRest && view.best !== null && !view.isVerified && (
        <button
          type="button"
          className="jp-AideButton"
          title={trans.__(
            'Run the leading solutions again with other seeds, and compare them by what they score then and scored before'
          )}
          onClick={() =>
            void commands.execute(CommandIDs.verify, { notebook: session.path })
          }
        >
          {trans.__('Verify the best')}
        </button>
      )}
      {view.isAtRest && !view.canGoOn && (
        <More
          onMore={count => void session.steering.extend(count)}
          trans={trans}
        />
      )}
      {view.isAtRest && (
        <button
          type="button"
          className="jp-AideButton"
          onClick={() => session.leave()}
        >
          {trans.__('New run')}
        </button>
      )}
    </div>
  );
}
