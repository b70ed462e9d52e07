import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import { metrics } from '../../coder/recipes/metrics';
import { saidText } from '../../task/said';
import type { Direction } from '../../task/task';
import { Field } from '../shared/field';
import type { FormModel } from './formModel';

interface IProps {
  model: FormModel;
  trans: TranslationBundle;
}

/** What is predicted, where that was read, and a menu to change it. */
export function TargetField({ model, trans }: IProps): JSX.Element | null {
  const target = model.data.understanding?.target ?? null;
  const { columns } = model.data;
  const said = model.data.said.find(({ entry }) => entry === 'targets');
  const problem = model.checks.question('targets');
  // As below: the likeliest could not be chosen where it stood there already.
  const name = problem === '' ? (target?.name ?? '') : '';
  if (columns.length === 0) {
    return null;
  }
  return (
    <Field
      label={trans.__('Target')}
      note={said ? saidText(said) : target?.from}
      problem={problem}
    >
      {control => (
        <select
          {...control}
          value={name}
          onChange={event => model.setTarget(event.target.value)}
        >
          {name === '' && (
            <option value="">{trans.__('Choose a column')}</option>
          )}
          {columns.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What is measured and which way is better, and a menu to change it. */
export function MetricField({ model, trans }: IProps): JSX.Element {
  const { values } = model;
  const { understanding } = model.data;
  const [isOwn, setOwn] = useState(false);
  const read = understanding?.metric ?? null;
  // A cell may measure anything: what it is called, and above all which way is better.
  const isCell = model.measuring.measure === 'cell';
  const problem = isCell ? '' : model.checks.question('metric');
  // What is asked about is chosen, even where it is what would be taken.
  const metric = values.metric || (problem === '' ? (read?.name ?? '') : '');
  const kind = understanding?.kind ?? null;
  const names = [
    ...new Set([
      ...metrics
        .filter(each => kind === null || each.kinds.includes(kind))
        .map(each => each.name),
      // Such as MAP@5, whose number is the goal's own.
      ...(read ? [read.name] : [])
    ])
  ];
  const wording = (name: string, direction: Direction) =>
    direction === 'minimize'
      ? trans.__('%1, lower is better', name)
      : trans.__('%1, higher is better', name);
  const own = isCell || isOwn || (metric !== '' && !names.includes(metric));
  return (
    <Field
      label={trans.__('Metric')}
      problem={problem}
      note={
        isCell
          ? trans.__('of what the objective cell gives')
          : own
            ? undefined
            : values.metric
              ? trans.__('chosen by you')
              : (read?.from ?? trans.__('the coder chooses it'))
      }
    >
      {control => (
        <>
          {!isCell && (
            <select
              {...control}
              value={own ? ownMetric : metric}
              onChange={event => {
                const name = event.target.value;
                setOwn(name === ownMetric);
                if (name !== ownMetric) {
                  model.set('direction', null);
                  model.set('metric', name);
                }
              }}
            >
              {metric === '' && (
                <option value="">
                  {problem === ''
                    ? trans.__('Let AIDE decide')
                    : trans.__('Choose a metric')}
                </option>
              )}
              {names.map(name => (
                <option key={name} value={name}>
                  {wording(
                    name,
                    name === read?.name
                      ? read.direction
                      : metrics.find(each => each.name === name)!.direction
                  )}
                </option>
              ))}
              <option value={ownMetric}>{trans.__('Another one…')}</option>
            </select>
          )}
          {own && (
            <div className="jp-AideForm-coder">
              <input
                {...(isCell
                  ? control
                  : { 'aria-label': trans.__('Name of the metric') })}
                placeholder={read?.name ?? trans.__('Name of the metric')}
                value={values.metric}
                onChange={event => model.set('metric', event.target.value)}
              />
              <select
                aria-label={trans.__('Which way is better')}
                value={
                  values.direction ?? (isCell ? (read?.direction ?? '') : '')
                }
                onChange={event =>
                  model.set(
                    'direction',
                    (event.target.value || null) as Direction | null
                  )
                }
              >
                <option value="">{trans.__('as it turns out')}</option>
                <option value="minimize">{trans.__('lower is better')}</option>
                <option value="maximize">{trans.__('higher is better')}</option>
              </select>
            </div>
          )}
        </>
      )}
    </Field>
  );
}

/** Value of the menu's last entry; no metric is called that. */
const ownMetric = '…';

/** Entries that fields of their own show. */
const fields: ReadonlySet<string> = new Set(['targets', 'metric', 'split']);

/** What else the task says: which rows are predicted, what is left out, what is odd. */
export function AlsoSaid({ model, trans }: IProps): JSX.Element | null {
  const lines = model.data.said.filter(({ entry }) => !fields.has(entry));
  return lines.length === 0 ? null : (
    <ul className="jp-AideForm-said" aria-label={trans.__('The task')}>
      {lines.map(each => (
        <li key={each.entry}>
          {each.label}: {saidText(each)}
        </li>
      ))}
    </ul>
  );
}
