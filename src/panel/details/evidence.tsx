import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, type JSX } from 'react';
import type { TargetEvidence } from '../../task/evidence';
import { useSignal } from '../shared/hooks';
import { ClassEvidence } from './classEvidence';
import { Columns, type IEvidenceProps } from './columns';
import { NumberEvidence } from './numberEvidence';
import { Table, digits } from './table';

/** What a solution predicted for rows that it was not trained on, beside the answers. */
export function Evidence(props: IEvidenceProps): JSX.Element {
  const why = whyNone(props);
  return why !== null ? (
    <p className="jp-AideDetails-empty">{why}</p>
  ) : (
    <Shown {...props} />
  );
}

/** Why there is none to be asked for; `null` where there is. */
function whyNone({ view, solution, trans }: IEvidenceProps): string | null {
  if (view.run.config.objective.kind !== 'holdout') {
    return trans.__(
      'No rows were held out in this run, so there is nothing to set its predictions beside.'
    );
  }
  if (solution.state !== 'good') {
    return trans.__('It has no predictions that were scored.');
  }
  return view.isAtRest
    ? null
    : trans.__(
        'The answers are looked at once the run is at rest: until then nobody chooses by them.'
      );
}

function Shown(props: IEvidenceProps): JSX.Element {
  const { session, view, solution, trans } = props;
  const { evidences } = session;
  const { run } = view;
  const { id } = solution;
  useSignal(evidences.changed);
  useEffect(() => void evidences.show(run, id), [evidences, run, id]);
  const { evidence } = evidences.of(run, id);
  if (evidence?.problem) {
    return <p className="jp-AideDetails-empty">{evidence.problem}</p>;
  }
  if (!evidence?.value) {
    return (
      <p className="jp-AideDetails-empty" role="status">
        {trans.__(
          'Its predictions are set beside the answers, in a kernel of their own…'
        )}
      </p>
    );
  }
  const { rows, held, targets } = evidence.value;
  return (
    <div className="jp-AideEvidence">
      <p>
        {held < rows
          ? trans.__(
              'From %1 rows that it was not trained on: %2 that were held out, and those that its own folds left out.',
              rows.toLocaleString(),
              held.toLocaleString()
            )
          : trans.__('From %1 rows that were held out.', rows.toLocaleString())}
      </p>
      <Columns {...props} />
      {targets.map(target => (
        <section key={target.name} aria-label={target.name}>
          {targets.length > 1 && <h3>{target.name}</h3>}
          <OfTarget target={target} trans={trans} />
        </section>
      ))}
    </div>
  );
}

function OfTarget(props: {
  target: TargetEvidence;
  trans: TranslationBundle;
}): JSX.Element {
  const { target, trans } = props;
  return (
    <>
      {target.numbers !== null && (
        <NumberEvidence
          name={target.name}
          numbers={target.numbers}
          trans={trans}
        />
      )}
      {target.classes !== null && (
        <ClassEvidence classes={target.classes} trans={trans} />
      )}
      <Slices target={target} trans={trans} />
      <Worst target={target} trans={trans} />
    </>
  );
}

/** What the loss of a row is, in words. */
function lossOf({ wants }: TargetEvidence, trans: TranslationBundle): string {
  switch (wants) {
    case 'values':
      return trans.__('Off by, on average');
    case 'labels':
      return trans.__('Share that is wrong');
    case 'chances':
      return trans.__('1 − chance of the true class');
    case 'ranking':
      return trans.__('1 − share of the true class');
  }
}

function Slices(props: {
  target: TargetEvidence;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { target, trans } = props;
  const { slices, loss } = target;
  return slices.length === 0 ? null : (
    <Table
      caption={trans.__('Where it is better and worse, by the main categories')}
      head={[
        trans.__('Column'),
        trans.__('Value'),
        trans.__('Rows'),
        lossOf(target, trans),
        '±'
      ]}
      rows={[
        [trans.__('all'), '', '', digits(loss), ''],
        ...slices.map(([column, value, rows, mean, error]) => [
          column,
          value,
          String(rows),
          digits(mean),
          digits(error === null ? null : 2 * error)
        ])
      ]}
      numbers={[2, 3, 4]}
    />
  );
}

function Worst(props: {
  target: TargetEvidence;
  trans: TranslationBundle;
}): JSX.Element {
  const { target, trans } = props;
  const { named, columns, rows } = target.worst;
  return (
    <Table
      caption={trans.__('The rows that it is furthest off at')}
      head={[
        named ?? '',
        trans.__('True: %1', target.name),
        trans.__('Predicted'),
        target.wants === 'chances'
          ? trans.__('Chance of the true class')
          : trans.__('Off by'),
        ...columns
      ]}
      rows={rows}
      numbers={[3]}
    />
  );
}
