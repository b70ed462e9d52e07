import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Split } from '../../task/objectiveKinds';
import { splitName, splitNamed } from '../../task/splitName';
import { Field } from '../shared/field';
import type { FormModel } from './formModel';
import type { Measure } from './values';

/** Who measures solutions, why it is proposed so, and how rows are divided. */
export function ObjectiveField(props: {
  model: FormModel;
  trans: TranslationBundle;
}): JSX.Element {
  const { model, trans } = props;
  const { measure, proposal, objectiveCode } = model.measuring;
  const { split } = model.values;
  // What was chosen stays so, also where it cannot be for now.
  const chosen = model.values.measure ?? measure;
  const shares = proposal?.objective;
  const notes = {
    holdout: trans.__(
      '%1 % to learn from, %2 % to search by, %3 % for the final pick. %4',
      Math.round(100 * (1 - (shares?.search ?? 0) - (shares?.final ?? 0))),
      Math.round(100 * (shares?.search ?? 0)),
      Math.round(100 * (shares?.final ?? 0)),
      split === null ? (proposal?.why ?? '') : ''
    ),
    reported:
      proposal?.objective === null
        ? trans.__(
            'Each script measures itself, as AIDE does. No rows are held out: %1',
            proposal.why
          )
        : trans.__('Each script measures itself, as AIDE does.'),
    cell: trans.__(
      'The last line of the marked cell, run after each script, is the score.'
    )
  };
  return (
    <>
      <Field
        label={trans.__('Scored by')}
        note={chosen === measure ? notes[measure].trim() : ''}
      >
        {control => (
          <select
            {...control}
            value={chosen}
            onChange={event =>
              model.set('measure', event.target.value as Measure)
            }
          >
            {(shares || chosen === 'holdout') && (
              <option value="holdout">
                {trans.__('Rows that solutions never see')}
              </option>
            )}
            {(objectiveCode !== null || chosen === 'cell') && (
              <option value="cell">
                {trans.__('The notebook’s objective cell')}
              </option>
            )}
            <option value="reported">{trans.__('What scripts report')}</option>
          </select>
        )}
      </Field>
      {(measure === 'holdout' || model.measuring.isDivisionOpen) && (
        <SplitField
          model={model}
          trans={trans}
          own={shares?.split ?? model.data.understanding?.declaration?.split}
        />
      )}
    </>
  );
}

/** How the rows are divided, to be changed. */
function SplitField(props: {
  model: FormModel;
  trans: TranslationBundle;
  own: Split | null | undefined;
}): JSX.Element {
  const { model, trans, own } = props;
  const problem = model.checks.question('split');
  const split = model.values.split ?? own ?? null;
  const isClass = model.data.understanding?.kind !== 'regression';
  const value = split === null || problem !== '' ? '' : splitName(split);
  const options: [string, string][] = [
    ['random', trans.__('At random')],
    ...(isClass
      ? [['stratified', trans.__('At random, by class')] as [string, string]]
      : []),
    ...model.data.splitColumns.map(
      ({ kind, column }) =>
        [
          `${kind}:${column}`,
          kind === 'time'
            ? trans.__('In order of %1', column)
            : trans.__('By groups of %1', column)
        ] as [string, string]
    )
  ];
  return (
    <Field label={trans.__('Rows are held out')} problem={problem}>
      {control => (
        <select
          {...control}
          value={value}
          onChange={event => model.set('split', splitNamed(event.target.value))}
        >
          {value === '' && (
            <option value="">{trans.__('Choose how rows are divided')}</option>
          )}
          {options.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Files that solutions get though they cannot be looked into for answers. */
export function GiveField(props: {
  model: FormModel;
  trans: TranslationBundle;
}): JSX.Element {
  const { model, trans } = props;
  return (
    <Field
      label={trans.__('Give as well')}
      note={trans.__(
        'Solutions get no file that could hold the answers. Name those that hold none, with commas between.'
      )}
    >
      {control => (
        <input
          {...control}
          value={model.values.give}
          placeholder={trans.__('*.pkl')}
          spellCheck={false}
          onChange={event => model.set('give', event.target.value)}
        />
      )}
    </Field>
  );
}
