import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { OfClasses } from '../../task/evidence';
import { Plot } from './plot';
import { Table, digits } from './table';

/** Of classes: which are taken for which, figures for each, and curves of chances. */
export function ClassEvidence(props: {
  classes: OfClasses;
  trans: TranslationBundle;
}): JSX.Element {
  const { classes, trans } = props;
  const { names, confusion, figures, curves, leftOut } = classes;
  const numbers = names.map((_, at) => at + 1);
  return (
    <>
      <Table
        caption={trans.__('True class in rows, predicted in columns')}
        head={['', ...names]}
        rows={confusion.map((row, at) => [names[at], ...row.map(String)])}
        numbers={numbers}
        isNamed
      />
      <Table
        caption={trans.__('Class by class')}
        head={[
          trans.__('Class'),
          trans.__('Rows'),
          trans.__('Precision'),
          trans.__('Recall'),
          'F1'
        ]}
        rows={figures.map((row, at) => [names[at], ...row.map(digits)])}
        numbers={[1, 2, 3, 4]}
        isNamed
      />
      {leftOut > 0 && (
        <p>{trans.__('%1 rarer classes are not shown.', leftOut)}</p>
      )}
      {curves.map(({ name, area, precision, roc, recalled, calibration }) => (
        <div key={name} className="jp-AideEvidence-pictures">
          <Plot
            label={trans.__('ROC curve of %1: area %2', name, digits(area))}
            x={trans.__('false positives of %1', name)}
            y={trans.__('true positives, area %1', digits(area))}
            points={roc}
            isLine
            guide="equal"
            within={[0, 1]}
          />
          <Plot
            label={trans.__(
              'Precision by recall of %1: average %2',
              name,
              digits(precision)
            )}
            x={trans.__('recall of %1', name)}
            y={trans.__('precision, average %1', digits(precision))}
            points={recalled}
            isLine
            within={[0, 1]}
          />
          <Plot
            label={trans.__(
              'How often %1 came, by the chance that was said',
              name
            )}
            x={trans.__('chance of %1 that was said', name)}
            y={trans.__('share that came')}
            points={calibration.map(([said, seen]) => [said, seen])}
            guide="equal"
            within={[0, 1]}
          />
        </div>
      ))}
    </>
  );
}
