import type { IOutput } from '@jupyterlab/nbformat';
import { OutputAreaModel, SimplifiedOutputArea } from '@jupyterlab/outputarea';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type JSX
} from 'react';
import type { IRun } from '../../run/interfaces';
import type { Solution } from '../../solution/solution';
import type { CellOutput, Execution } from '../../task/execution';
import { formatDuration } from '../shared/words';
import { untrusted } from './untrusted';

/** Outputs of one cell that are drawn before the rest is asked for. */
const mostOutputs = 50;

/** What each cell of a solution put out, as the notebook would have shown it. */
export function Outputs(props: {
  run: IRun;
  solution: Solution;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}): JSX.Element {
  const { run, solution, trans } = props;
  const rendermime = useMemo(
    () => untrusted(props.rendermime),
    [props.rendermime]
  );
  const { execution, problem } = useExecution(run, solution);
  if (problem) {
    return <p className="jp-AideDetails-empty">{problem}</p>;
  }
  if (execution === null) {
    return (
      <p className="jp-AideDetails-empty">
        {solution.execution === null
          ? trans.__('It has not run yet.')
          : trans.__('Its outputs are read from the run’s folder…')}
      </p>
    );
  }
  const cells = execution.cells
    .map((cell, at) => ({ ...cell, number: at + 1 }))
    .filter(cell => cell.outputs.length > 0);
  if (cells.length === 0) {
    return (
      <p className="jp-AideDetails-empty">{trans.__('It put out nothing.')}</p>
    );
  }
  return (
    <>
      {cells.map(({ number, seconds, outputs }) => (
        <section key={number} className="jp-AideOutputs-cell">
          <h4>
            {trans.__('Cell %1', number)}
            {seconds !== null && ` · ${formatDuration(seconds, trans)}`}
          </h4>
          <CellOutputs outputs={outputs} rendermime={rendermime} />
        </section>
      ))}
    </>
  );
}

/** Outputs through rendermime. A candidate's HTML is never trusted. */
function CellOutputs(props: {
  outputs: readonly CellOutput[];
  rendermime: IRenderMimeRegistry;
}): JSX.Element {
  const { outputs, rendermime } = props;
  const host = useRef<HTMLDivElement>(null);
  // A widget has to be disposed of while it is still in the document.
  useLayoutEffect(() => {
    const model = new OutputAreaModel({
      trusted: false,
      values: outputs as unknown as IOutput[]
    });
    const area = new SimplifiedOutputArea({
      model,
      rendermime,
      maxNumberOutputs: mostOutputs
    });
    Widget.attach(area, host.current!);
    return () => {
      area.dispose();
      model.dispose();
    };
  }, [outputs, rendermime]);
  return <div ref={host} />;
}

/** The full execution: its cells are kept apart and come when asked for. */
function useExecution(
  run: IRun,
  solution: Solution
): { execution: Execution | null; problem: string } {
  const [loaded, setLoaded] = useState<{
    of: Execution;
    execution: Execution | null;
    problem: string;
  } | null>(null);
  const { id, execution } = solution;
  useEffect(() => {
    if (execution === null) {
      return;
    }
    let isGone = false;
    run.execution(id).then(
      full =>
        !isGone && setLoaded({ of: execution, execution: full, problem: '' }),
      (error: Error) =>
        !isGone &&
        setLoaded({ of: execution, execution: null, problem: error.message })
    );
    return () => {
      isGone = true;
    };
  }, [run, id, execution]);
  return loaded !== null && loaded.of === execution
    ? loaded
    : { execution: null, problem: '' };
}
