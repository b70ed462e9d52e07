import type { IEditorFactoryService } from '@jupyterlab/codeeditor';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { useState, type JSX } from 'react';
import { isSettled, type Solution } from '../../solution/solution';
import { addUsage, noUsage } from '../../task/usage';
import { CommandIDs } from '../commandIds';
import { useSignal } from '../hooks';
import { InlineMark } from '../marks';
import type { RunView } from '../run/runView';
import { explained } from '../run/scoreText';
import type { Session } from '../session';
import { formatDuration, formatUsage, stageWord, stateWord } from '../words';
import { Code } from './code';
import { Edit } from './edit';
import { Outputs } from './outputs';
import { Steer } from './steer';
import { Stream } from './stream';
import { Tabs } from './tabs';
import { Why } from './why';

/** The properties of {@link Details}. */
export interface IDetailsProps {
  session: Session;
  commands: CommandRegistry;
  editors: IEditorFactoryService;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}

/** Everything about the solution that is selected. */
export function Details(props: IDetailsProps): JSX.Element {
  const { session, trans } = props;
  useSignal(session.changed);
  const { view, selected } = session;
  return view === null || selected === null || !view.run.tree.has(selected) ? (
    <p className="jp-AideDetails-empty">
      {trans.__('Choose a solution in the tree to see it here.')}
    </p>
  ) : (
    <OneSolution {...props} view={view} id={selected} />
  );
}

type Tab = 'code' | 'changes' | 'outputs';

/** Code that is being edited: as it was when that began, and as it is. */
interface IEdit {
  start: string;
  text: string;
}

function OneSolution(
  props: IDetailsProps & { view: RunView; id: string }
): JSX.Element {
  const { view, id, session, commands, editors, rendermime, trans } = props;
  useSignal(view.changed);
  const [chosen, setChosen] = useState<Tab>('code');
  // What a person made of the code of some solutions, not run yet.
  const [edits, setEdits] = useState<Readonly<Record<string, IEdit | null>>>(
    {}
  );
  const { run } = view;
  const solution = run.tree.get(id);
  const parent = run.tree.parent(solution);
  const code = solution.writing?.code ?? '';
  const before = parent?.writing?.code ?? null;
  const isUnderWay =
    !view.isAtRest &&
    (solution.state === 'writing' || solution.state === 'running');
  const tab = chosen === 'changes' && before === null ? 'code' : chosen;
  const edit = edits[id] ?? null;
  const setEdit = (change: IEdit | null) =>
    setEdits({ ...edits, [id]: change });
  return (
    <article className="jp-AideDetails" aria-label={trans.__('Solution')}>
      <Header {...props} solution={solution} />
      <Steer
        {...props}
        solution={solution}
        onEdit={() => setEdit({ start: code, text: code })}
      />
      <Why solution={solution} trans={trans} />
      {edit !== null && (
        <Edit
          code={edit.start}
          objective={run.config.objective}
          isChanged={edit.text.trim() !== code.trim()}
          editors={editors}
          trans={trans}
          onChange={text => setEdit({ ...edit, text })}
          onDiscard={() => setEdit(null)}
          onRun={() => {
            setEdit(null);
            void commands.execute(CommandIDs.branchNode, {
              id,
              notebook: session.path,
              code: edit.text
            });
          }}
        />
      )}
      {isUnderWay && <Stream run={run} id={id} trans={trans} />}
      {code !== '' && edit === null && (
        <Tabs
          label={trans.__('Parts of the solution')}
          tabs={[
            { id: 'code', label: trans.__('Code') },
            ...(before === null
              ? []
              : [
                  {
                    id: 'changes' as const,
                    label: trans.__('Changes to step %1', parent!.step)
                  }
                ]),
            { id: 'outputs', label: trans.__('Outputs') }
          ]}
          current={tab}
          onChange={setChosen}
        >
          {tab === 'outputs' ? (
            <Outputs
              run={run}
              solution={solution}
              rendermime={rendermime}
              trans={trans}
            />
          ) : (
            <Code
              code={code}
              original={tab === 'changes' ? before : null}
              editors={editors}
              label={trans.__('Code of the solution')}
            />
          )}
        </Tabs>
      )}
    </article>
  );
}

/** What it is, how it did, where it comes from, and what can be done with it. */
function Header(
  props: IDetailsProps & { view: RunView; solution: Solution }
): JSX.Element {
  const { view, solution, session, commands, trans } = props;
  const { evaluation, execution, writing, state, step, stage } = solution;
  const isBest = view.best?.id === solution.id;
  const score = view.score(solution);
  const used = addUsage(
    writing?.usage ?? noUsage,
    evaluation?.usage ?? noUsage
  );
  const usage = formatUsage(used, view.cost(used), trans);
  const facts = [
    trans.__('Step %1, %2', step, stageWord(stage, trans)),
    ...(writing?.by === 'person'
      ? [trans.__('written by you')]
      : solution.asked
        ? [trans.__('asked for by you')]
        : []),
    ...(view.run.tree.isOpen(solution)
      ? []
      : [trans.__('not looked at any more')]),
    isBest
      ? view.isVerified
        ? trans.__('best, verified')
        : trans.__('best so far')
      : stateWord(state, trans),
    ...(execution === null
      ? []
      : [
          ...(execution.smoke?.passed === false
            ? []
            : [trans.__('ran %1', formatDuration(execution.seconds, trans))]),
          ...(execution.smoke
            ? [
                trans.__(
                  '%1 on a sample of %2 rows',
                  formatDuration(execution.smoke.seconds, trans),
                  execution.smoke.rows
                )
              ]
            : [])
        ]),
    ...(usage ? [usage] : [])
  ];
  const run = (command: string) => () =>
    void commands.execute(command, {
      id: solution.id,
      notebook: session.path
    });
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
      <p className="jp-AideDetails-facts">{facts.join(' · ')}</p>
      {score !== null && (
        <p className="jp-AideDetails-facts">
          {trans.__('Score: %1.', explained(view, solution, trans).join('; '))}
        </p>
      )}
      <Kin {...props} />
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
    </header>
  );
}

/** The way from its draft, and what was built on it. */
function Kin(
  props: IDetailsProps & { view: RunView; solution: Solution }
): JSX.Element | null {
  const { view, solution, session, trans } = props;
  const { tree } = view.run;
  const path = tree.path(solution);
  const children = tree.children(solution);
  if (path.length === 1 && children.length === 0) {
    return null;
  }
  const link = (other: Solution) => {
    const score = view.score(other);
    return (
      <li key={other.id}>
        {other.id === solution.id ? (
          <span aria-current="true">{other.step}</span>
        ) : (
          <button
            type="button"
            className="jp-AideLink"
            title={other.writing?.title}
            onClick={() => session.select(other.id)}
          >
            {score === null
              ? `${other.step} ${stateWord(other.state, trans)}`
              : `${other.step} ${view.format(score.value)}`}
          </button>
        )}
      </li>
    );
  };
  return (
    <nav className="jp-AideDetails-kin" aria-label={trans.__('Its relatives')}>
      {path.length > 1 && (
        <ol className="jp-AideDetails-path">{path.map(link)}</ol>
      )}
      {children.length > 0 && (
        <div>
          {trans.__('Built on it:')}
          <ul>{children.map(link)}</ul>
        </div>
      )}
    </nav>
  );
}
