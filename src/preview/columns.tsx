import type { TranslationBundle } from '@jupyterlab/translation';
import { useMemo, useState } from 'react';
import type { ColumnPreview, TablePreview } from '../task/data';
import { count, percent, values } from './words';

/** By what columns can be put in order; `place` is their order in the file. */
type Key = 'place' | 'name' | 'kind' | 'missing' | 'unique';
interface IOrder {
  key: Key;
  isDescending: boolean;
}

interface ITableProps {
  table: TablePreview;
  trans: TranslationBundle;
}

/** A table's columns, one to a row, and its first rows. */
export function ColumnTable({ table, trans }: ITableProps): JSX.Element {
  const [order, setOrder] = useState<IOrder>({
    key: 'place',
    isDescending: false
  });
  const columns = useMemo(
    () => sorted(table.columns, order),
    [table.columns, order]
  );
  return (
    <>
      <div
        className="jp-AidePreview-scroll"
        tabIndex={0}
        role="group"
        aria-label={trans.__('Columns')}
      >
        <table className="jp-AidePreview-columns">
          <Heads order={order} onOrder={setOrder} trans={trans} />
          <tbody>
            {columns.map((column, index) => (
              <tr key={`${column.name}-${index}`}>
                <th scope="row">{column.name}</th>
                <td title={column.dtype}>{column.kind}</td>
                <td>
                  <span
                    className="jp-AidePreview-share"
                    style={{ '--jp-aide-share': column.missing } as never}
                  >
                    {percent(column.missing)}
                  </span>
                </td>
                <td className="jp-AidePreview-number">
                  {count(column.unique)}
                </td>
                <td>
                  <Bars column={column} trans={trans} />
                </td>
                <td className="jp-AidePreview-values">{values(column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Measured table={table} trans={trans} />
      {table.sample.length > 0 && <Sample table={table} trans={trans} />}
    </>
  );
}

/** The heads of the columns, by most of which they can be put in order. */
function Heads({
  order,
  onOrder,
  trans
}: {
  order: IOrder;
  onOrder: (order: IOrder) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const heads: [Key, string][] = [
    ['name', trans.__('Column')],
    ['kind', trans.__('Kind')],
    ['missing', trans.__('Missing')],
    ['unique', trans.__('Different')]
  ];
  const way = order.isDescending ? 'descending' : 'ascending';
  return (
    <thead>
      <tr>
        {heads.map(([key, label]) => (
          <th
            key={key}
            scope="col"
            aria-sort={order.key === key ? way : 'none'}
          >
            <button
              type="button"
              title={trans.__('Sort by this')}
              onClick={() => onOrder(after(order, key))}
            >
              {label}
            </button>
          </th>
        ))}
        <th scope="col">{trans.__('Distribution')}</th>
        <th scope="col">{trans.__('Values')}</th>
      </tr>
    </thead>
  );
}

/** What the figures rest on, and how many columns are not shown. */
function Measured({ table, trans }: ITableProps): JSX.Element {
  const { columnsOmitted, rows, rowsEstimated, rowsRead } = table;
  const facts = [
    columnsOmitted > 0 &&
      trans._n('%1 more column', '%1 more columns', columnsOmitted),
    rowsRead < rows
      ? trans.__(
          'Measured on %1 of %2 rows',
          count(rowsRead),
          (rowsEstimated ? '≈ ' : '') + count(rows)
        )
      : trans.__('Measured on all rows')
  ];
  return (
    <p className="jp-AidePreview-note">{facts.filter(Boolean).join(' · ')}</p>
  );
}

/** The other way round, then as in the file again. */
function after(order: IOrder, key: Key): IOrder {
  // What is missing most, or differs most, is what one looks for.
  const first = key === 'missing' || key === 'unique';
  if (order.key !== key) {
    return { key, isDescending: first };
  }
  return order.isDescending === first
    ? { key, isDescending: !first }
    : { key: 'place', isDescending: false };
}

function sorted(
  columns: readonly ColumnPreview[],
  { key, isDescending }: IOrder
): readonly ColumnPreview[] {
  if (key === 'place') {
    return columns;
  }
  const sign = isDescending ? -1 : 1;
  return [...columns].sort((a, b) => {
    const [x, y] = [a[key], b[key]];
    return (
      sign *
      (typeof x === 'string' || typeof y === 'string'
        ? String(x).localeCompare(String(y))
        : x - y)
    );
  });
}

/** A histogram, or how often the most frequent values are. */
function Bars({
  column,
  trans
}: {
  column: ColumnPreview;
  trans: TranslationBundle;
}): JSX.Element | null {
  const isHistogram = column.histogram.length > 0;
  const heights = isHistogram
    ? column.histogram
    : column.top.map(({ count }) => count);
  if (heights.length === 0) {
    return null;
  }
  const most = Math.max(...heights, 1);
  const label = isHistogram
    ? trans.__('Histogram from %1 to %2', column.min, column.max)
    : trans.__(
        'Most frequent: %1',
        column.top.map(({ value, count }) => `${value} (${count})`).join(', ')
      );
  return (
    <svg
      className="jp-AidePreview-bars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${heights.length * 4} 16`}
      width={heights.length * 4}
      height={16}
    >
      <title>{label}</title>
      {heights.map((height, index) => (
        <rect
          key={index}
          x={index * 4}
          // Something is never shown as nothing.
          y={16 - Math.max(height > 0 ? 1 : 0, (height / most) * 16)}
          width={3}
          height={Math.max(height > 0 ? 1 : 0, (height / most) * 16)}
        />
      ))}
    </svg>
  );
}

function Sample({ table, trans }: ITableProps): JSX.Element {
  return (
    <details>
      <summary>
        {trans._n('First row', 'First %1 rows', table.sample.length)}
      </summary>
      <div
        className="jp-AidePreview-scroll"
        tabIndex={0}
        role="group"
        aria-label={trans.__('First rows')}
      >
        <table>
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <th key={index} scope="col">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.sample.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td
                    key={at}
                    className={cell === null ? 'jp-mod-missing' : undefined}
                  >
                    {cell ?? trans.__('missing')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
