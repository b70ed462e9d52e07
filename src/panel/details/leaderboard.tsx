import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import {
  csvOf,
  leaderboardOf,
  type IEntrant
} from '../../run/account/leaderboard';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';
import { stateWord } from '../shared/words';

/** Rows that are drawn; all of them are copied. */
const MOST = 1000;

/** By which column it is sorted, and whether the largest comes first. */
interface IOrder {
  by: keyof IEntrant;
  down: boolean;
}

/** All solutions of a run with what each cost: sorted by any column, copied as csv. */
export function Leaderboard(props: {
  view: RunView;
  trans: TranslationBundle;
  onOpen: (id: string) => void;
}): JSX.Element {
  const { view, trans, onOpen } = props;
  useSignal(view.changed);
  const { tree } = view.run;
  const [order, setOrder] = useState<IOrder>({
    by: 'score',
    down: tree.direction === 'maximize'
  });
  const sorted = inOrder(leaderboardOf(tree), order);
  const columns: readonly [keyof IEntrant, string][] = [
    ['step', trans.__('Step')],
    ['what', trans.__('What')],
    ['of', trans.__('Of step')],
    ['state', trans.__('State')],
    ['score', trans.__('Score')],
    ['error', '±'],
    ['seconds', trans.__('Seconds')],
    ['calls', trans.__('Calls')],
    ['tokens', trans.__('Tokens')]
  ];
  const shown = (entrant: IEntrant, column: keyof IEntrant) => {
    const value = entrant[column];
    switch (column) {
      case 'state':
        return stateWord(tree.get(entrant.id).state, trans);
      case 'score':
        return value === null ? '' : view.format(Number(value));
      case 'error':
        return value === null ? '' : view.format(2 * Number(value));
      default:
        return value ?? '';
    }
  };
  return (
    <article className="jp-AideDetails" aria-label={trans.__('All solutions')}>
      <h2 tabIndex={-1}>{trans.__('All solutions')}</h2>
      <div className="jp-AideDetails-buttons">
        <button
          type="button"
          className="jp-AideButton"
          onClick={() => Clipboard.copyToSystem(csvOf(sorted))}
        >
          {trans.__('Copy as csv')}
        </button>
      </div>
      <div className="jp-AideTable">
        <table>
          <thead>
            <tr>
              {columns.map(([column, label]) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={
                    order.by !== column
                      ? 'none'
                      : order.down
                        ? 'descending'
                        : 'ascending'
                  }
                >
                  <button
                    type="button"
                    className="jp-AideLink"
                    onClick={() =>
                      setOrder({
                        by: column,
                        down: order.by === column && !order.down
                      })
                    }
                  >
                    {label}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, MOST).map(entrant => (
              <tr key={entrant.id}>
                {columns.map(([column]) => (
                  <td key={column}>
                    {column === 'step' ? (
                      <button
                        type="button"
                        className="jp-AideLink"
                        onClick={() => onOpen(entrant.id)}
                      >
                        {entrant.step}
                      </button>
                    ) : (
                      shown(entrant, column)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > MOST && (
        <p>
          {trans.__(
            'The first %1 of %2; all of them are copied.',
            MOST,
            sorted.length
          )}
        </p>
      )}
    </article>
  );
}

/** Those that have nothing in the column stand last, either way. */
function inOrder(
  entrants: readonly IEntrant[],
  { by, down }: IOrder
): IEntrant[] {
  const sign = down ? -1 : 1;
  return [...entrants].sort((one, other) => {
    const [a, b] = [one[by], other[by]];
    if (a === null || b === null) {
      return Number(a === null) - Number(b === null);
    }
    return (
      sign *
      (typeof a === 'number' ? a - Number(b) : a.localeCompare(String(b)))
    );
  });
}
