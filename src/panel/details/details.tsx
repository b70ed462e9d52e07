import type { IEditorFactoryService } from '@jupyterlab/codeeditor';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { useState, type JSX } from 'react';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { CommandIDs } from '../shared/commandIds';
import { useSignal } from '../shared/hooks';
import { Edit } from './edit';
import { Header } from './header';
import { Leaderboard } from './leaderboard';
import { Parts, type Part } from './parts';
import { Steer } from './steer';
import { Stream } from './stream';
import { Why } from './why';

/** The properties of {@link Details}. */
export interface IDetailsProps {
  session: Session;
  commands: CommandRegistry;
  editors: IEditorFactoryService;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}

/** Everything about the solution that is selected; all of them where none is. */
export function Details(props: IDetailsProps): JSX.Element {
  const { session, trans } = props;
  useSignal(session.changed);
  const { view, selected } = session;
  if (view === null || view.run.tree.size === 0) {
    return (
      <p className="jp-AideDetails-empty">
        {trans.__('Choose a solution in the tree to see it here.')}
      </p>
    );
  }
  return selected === null || !view.run.tree.has(selected) ? (
    <Leaderboard view={view} trans={trans} onOpen={id => session.select(id)} />
  ) : (
    <OneSolution {...props} view={view} id={selected} />
  );
}

/** Code that is being edited: as it was when that began, and as it is. */
interface IEdit {
  start: string;
  text: string;
}

function OneSolution(
  props: IDetailsProps & { view: RunView; id: string }
): JSX.Element {
  const { view, id, session, commands, editors, trans } = props;
  useSignal(view.changed);
  const [chosen, setChosen] = useState<Part>('code');
  // What a person made of the code of some solutions, not run yet.
  const [edits, setEdits] = useState<Readonly<Record<string, IEdit | null>>>(
    {}
  );
  const { run } = view;
  const solution = run.tree.get(id);
  const code = solution.writing?.code ?? '';
  const isUnderWay =
    !view.isAtRest &&
    (solution.state === 'writing' || solution.state === 'running');
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
        <Parts
          {...props}
          solution={solution}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
    </article>
  );
}
