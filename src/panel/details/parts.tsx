import type { IEditorFactoryService } from '@jupyterlab/codeeditor';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Solution } from '../../solution/solution';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { Code } from './code';
import { Evidence } from './evidence';
import { Outputs } from './outputs';
import { Tabs } from './tabs';

/** What of a solution can be looked at. */
export type Part = 'code' | 'changes' | 'outputs' | 'evidence';

/** The code of a solution, what it changed in that of its parent, what it put out, and what speaks for it. */
export function Parts(props: {
  session: Session;
  view: RunView;
  solution: Solution;
  chosen: Part;
  onChoose: (part: Part) => void;
  editors: IEditorFactoryService;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}): JSX.Element {
  const { view, solution, chosen, onChoose, editors, rendermime, trans } =
    props;
  const { run } = view;
  const parent = run.tree.parent(solution);
  const before = parent?.writing?.code ?? null;
  const changes = {
    id: 'changes' as const,
    label: trans.__('Changes to step %1', parent?.step ?? 0)
  };
  const current = chosen === 'changes' && before === null ? 'code' : chosen;
  return (
    <Tabs<Part>
      label={trans.__('Parts of the solution')}
      tabs={[
        { id: 'code', label: trans.__('Code') },
        ...(before === null ? [] : [changes]),
        { id: 'outputs', label: trans.__('Outputs') },
        { id: 'evidence', label: trans.__('Evidence') }
      ]}
      current={current}
      onChange={onChoose}
    >
      {current === 'evidence' ? (
        <Evidence {...props} />
      ) : current === 'outputs' ? (
        <Outputs
          run={run}
          solution={solution}
          rendermime={rendermime}
          trans={trans}
        />
      ) : (
        <Code
          code={solution.writing?.code ?? ''}
          original={current === 'changes' ? before : null}
          editors={editors}
          label={trans.__('Code of the solution')}
        />
      )}
    </Tabs>
  );
}
