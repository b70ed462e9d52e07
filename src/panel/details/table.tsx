import type { JSX } from 'react';

/** A table of text, which scrolls where it is wider than there is room. */
export function Table(props: {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** The places of columns of numbers. */
  numbers?: readonly number[];
  /** Whether a row's first cell names it. */
  isNamed?: boolean;
}): JSX.Element {
  const { caption, head, rows, numbers = [], isNamed = false } = props;
  const look = (at: number) =>
    numbers.includes(at) ? 'jp-mod-number' : undefined;
  return (
    <div
      className="jp-AideTable"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((text, at) => (
              <th key={at} scope="col" className={look(at)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              {row.map((text, at) =>
                isNamed && at === 0 ? (
                  <th key={at} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={at} className={look(at)}>
                    {text}
                  </td>
                )
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A number with so many digits as a table has room for; a dash for none. */
export function digits(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)));
}
