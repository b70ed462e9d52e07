import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { OfNumbers } from '../../task/evidence';
import { Plot } from './plot';
import { Table, digits } from './table';

/** Of numbers: predicted against true, errors by size, and against features. */
export function NumberEvidence(props: {
  name: string;
  numbers: OfNumbers;
  trans: TranslationBundle;
}): JSX.Element {
  const { name, numbers, trans } = props;
  return (
    <>
      <div className="jp-AideEvidence-pictures">
        <Plot
          label={trans.__('Predicted against true %1', name)}
          x={trans.__('true %1', name)}
          y={trans.__('predicted')}
          points={numbers.points}
          guide="equal"
        />
        {numbers.residuals.map(({ name: feature, points }) => (
          <Plot
            key={feature}
            label={trans.__('Predicted less true, against %1', feature)}
            x={feature}
            y={trans.__('predicted − true')}
            points={points}
            guide="zero"
          />
        ))}
      </div>
      <Table
        caption={trans.__('Errors by the size of the true %1', name)}
        head={[
          trans.__('From'),
          trans.__('To'),
          trans.__('Rows'),
          trans.__('Predicted − true'),
          trans.__('Spread')
        ]}
        rows={numbers.tenths.map(([from, to, rows, bias, spread]) => [
          digits(from),
          digits(to),
          String(rows),
          digits(bias),
          digits(spread)
        ])}
        numbers={[0, 1, 2, 3, 4]}
      />
    </>
  );
}
