import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Solution } from '../../solution/solution';
import type { Importance } from '../../task/evidence';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { useSignal } from '../shared/hooks';
import { Table, digits } from './table';

/** The properties of the evidence for a solution. */
export interface IEvidenceProps {
  session: Session;
  view: RunView;
  solution: Solution;
  trans: TranslationBundle;
}

/** Which columns a solution goes by: what its score loses when one is shuffled. */
export function Columns(props: IEvidenceProps): JSX.Element {
  const { session, view, solution, trans } = props;
  const { evidences } = session;
  useSignal(evidences.changed);
  const { importance } = evidences.of(view.run, solution.id);
  if (importance?.problem) {
    return <p>{importance.problem}</p>;
  }
  if (importance !== null) {
    return importance.value === null ? (
      <div className="jp-AideDetails-buttons">
        <p role="status">
          {trans.__(
            'It runs again, and predicts with one column after another shuffled…'
          )}
        </p>
        <button
          type="button"
          className="jp-AideButton"
          onClick={() => evidences.stop(view.run)}
        >
          {trans.__('Stop')}
        </button>
      </div>
    ) : (
      <Shuffled {...props} importance={importance.value} />
    );
  }
  return (
    <div className="jp-AideDetails-buttons">
      <button
        type="button"
        className="jp-AideButton"
        title={trans.__(
          'Runs the script again, and measures what its score loses when one column is shuffled'
        )}
        onClick={() => void evidences.weigh(view.run, solution.id)}
      >
        {trans.__('Which columns it goes by')}
      </button>
    </div>
  );
}

function Shuffled(
  props: IEvidenceProps & { importance: Importance }
): JSX.Element {
  const { view, importance, trans } = props;
  const { columns, of, rows } = importance;
  return (
    <>
      <Table
        caption={trans.__(
          'What %1 loses when a column is shuffled',
          view.run.config.metric || trans.__('the score')
        )}
        head={[trans.__('Column'), trans.__('Loss'), '±']}
        rows={columns.map(([name, loss, error]) => [
          name,
          digits(loss),
          digits(error === null ? null : 2 * error)
        ])}
        numbers={[1, 2]}
      />
      <p>
        {columns.length < of
          ? trans.__(
              'On %1 held-out rows, shuffled several times; of %2 columns those are shown that move its predictions most.',
              rows,
              of
            )
          : trans.__('On %1 held-out rows, shuffled several times.', rows)}
      </p>
    </>
  );
}
