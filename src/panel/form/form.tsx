import type { TranslationBundle } from '@jupyterlab/translation';
import { caretRightIcon, runIcon } from '@jupyterlab/ui-components';
import { useState, type FormEvent, type JSX } from 'react';
import type { Wait } from '../model/steering';
import { Field } from '../shared/field';
import { useSignal } from '../shared/hooks';
import { formatCount, formatDuration } from '../shared/words';
import type { FormModel } from './formModel';
import { limitsFor } from './limits';
import { GiveField, ObjectiveField } from './objectiveField';
import { AlsoSaid, MetricField, TargetField } from './understood';

/** The properties of {@link Form}. */
export interface IFormProps {
  model: FormModel;
  trans: TranslationBundle;
  /** Open the dialog that connects a model. */
  onConnect: () => void;
}

/** What is asked before a run: filled already, with one button. */
export function Form({ model, trans, onConnect }: IFormProps): JSX.Element {
  useSignal(model.changed);
  useSignal(model.session.changed);
  const { values } = model;
  const { survey } = model.data;
  const { busy } = model.session;

  const waits: Record<Wait, string> = {
    create: trans.__('The run’s folder is made.'),
    read: trans.__('The run is read from its folder.'),
    handOver: trans.__('The server takes the run over.'),
    advise: trans.__('The model reads the task.')
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void model.start();
  };

  return (
    <form
      className="jp-AideForm"
      aria-label={trans.__('New run')}
      onSubmit={onSubmit}
    >
      <Field label={trans.__('Goal')} note={model.checks.advice('goal')}>
        {control => (
          <textarea
            {...control}
            rows={4}
            value={values.goal}
            placeholder={trans.__(
              'Predict the sale price of each house. The metric is RMSLE.'
            )}
            onChange={event => model.set('goal', event.target.value)}
          />
        )}
      </Field>
      <DataField model={model} trans={trans} />
      {survey.state === 'read' && (
        <div className="jp-AideForm-pair">
          <TargetField model={model} trans={trans} />
          <MetricField model={model} trans={trans} />
        </div>
      )}
      {survey.state === 'read' && (
        <ObjectiveField model={model} trans={trans} />
      )}
      {survey.state === 'read' && <AlsoSaid model={model} trans={trans} />}
      <CoderField model={model} trans={trans} onConnect={onConnect} />
      <More model={model} trans={trans} />
      <BackgroundField model={model} trans={trans} />
      <div className="jp-AideForm-start">
        <button
          type="submit"
          className="jp-AideForm-submit"
          disabled={!model.checks.isReady || busy !== null}
        >
          <runIcon.react tag="span" aria-hidden="true" />
          {trans.__('Start')}
        </button>
        <p className="jp-AideForm-bounds" role="status">
          {(busy && waits[busy]) || model.checks.obstacle || (
            <Bounds model={model} trans={trans} />
          )}
        </p>
      </div>
    </form>
  );
}

function DataField(props: {
  model: FormModel;
  trans: TranslationBundle;
}): JSX.Element {
  const { model, trans } = props;
  const { values } = model;
  const { survey, found } = model.data;
  // What is typed is read when it is done, not letter by letter.
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== values.data) {
      void model.setData(typed);
    }
    setTyped(null);
  };
  return (
    <Field
      label={trans.__('Data')}
      problem={model.checks.problem('data')}
      note={
        survey.state === 'reading'
          ? trans.__('A kernel reads “%1”…', survey.folder)
          : model.checks.advice('data') || found
      }
    >
      {control => (
        <input
          {...control}
          value={typed ?? values.data}
          placeholder={trans.__('data')}
          spellCheck={false}
          onChange={event => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={event => {
            if (event.key === 'Enter') {
              event.preventDefault();
              commit();
            }
          }}
        />
      )}
    </Field>
  );
}

function CoderField({ model, trans, onConnect }: IFormProps): JSX.Element {
  const { values, offers } = model;
  const chosen = values.coder.kind === 'openai' ? values.coder.model : '';
  return (
    <Field
      label={trans.__('Coder')}
      note={
        chosen === ''
          ? `${trans.__('Writes scikit-learn scripts by itself, without a model.')} ${model.data.lacking}`.trim()
          : offers.endpoint
      }
      problem={offers.modelProblem}
    >
      {control => (
        <div className="jp-AideForm-coder">
          <select
            {...control}
            value={chosen}
            onChange={event => model.setModel(event.target.value)}
          >
            <option value="">{trans.__('Offline recipes')}</option>
            {offers.model !== '' && <option>{offers.model}</option>}
          </select>
          <button type="button" className="jp-AideButton" onClick={onConnect}>
            {offers.model === ''
              ? trans.__('Connect a model…')
              : trans.__('Change…')}
          </button>
        </div>
      )}
    </Field>
  );
}

function BackgroundField(props: {
  model: FormModel;
  trans: TranslationBundle;
}): JSX.Element {
  const { model, trans } = props;
  const problem = model.backgroundProblem;
  return (
    <div className="jp-AideForm-background">
      <label>
        <input
          type="checkbox"
          checked={model.isBackground}
          disabled={problem !== ''}
          onChange={event => model.setBackground(event.target.checked)}
        />
        {trans.__('Keep running without this tab')}
      </label>
      {problem !== '' && <p className="jp-AideForm-bounds">{problem}</p>}
    </div>
  );
}

function More(props: {
  model: FormModel;
  trans: TranslationBundle;
}): JSX.Element {
  const { model, trans } = props;
  const labels = {
    steps: trans.__('Solutions'),
    kernels: trans.__('Kernels at once'),
    timeLimit: trans.__('Minutes for each'),
    patience: trans.__('Seconds of patience'),
    replyTokens: trans.__('Tokens of a reply')
  };
  const placeholders = {
    kernels: trans.__('As many as cores'),
    replyTokens: trans.__('No limit of ours')
  };
  return (
    <details className="jp-AideForm-more">
      <summary>
        <caretRightIcon.react tag="span" aria-hidden="true" />
        {trans.__('More')}
      </summary>
      <div className="jp-AideForm-grid">
        {limitsFor(model.values.coder).map(field => (
          <Field
            key={field}
            label={labels[field]}
            problem={model.checks.problem(field)}
          >
            {control => (
              <input
                {...control}
                inputMode="numeric"
                placeholder={(placeholders as Partial<typeof labels>)[field]}
                value={model.values[field]}
                onChange={event => model.set(field, event.target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      {model.measuring.measure === 'holdout' && (
        <GiveField model={model} trans={trans} />
      )}
      {model.hasOwnCode && (
        <div className="jp-AideForm-background">
          <label>
            <input
              type="checkbox"
              checked={model.isOwnFirst}
              onChange={event => model.setOwnFirst(event.target.checked)}
            />
            {trans.__('Begin with this notebook’s own code')}
          </label>
          {model.isOwnFirst && model.measuring.measure !== 'cell' && (
            <p className="jp-AideForm-bounds">
              {model.measuring.measure === 'holdout'
                ? trans.__(
                    'It is scored by the submission.csv that it writes, with a prediction for each row of the data’s test.csv. Without one it is a bug to be mended.'
                  )
                : trans.__(
                    'It is scored by what it leaves in validation_metric. Without that it is a bug to be mended.'
                  )}
            </p>
          )}
        </div>
      )}
      <p className="jp-AideForm-bounds">
        {trans.__('Everything else is in the settings, under AIDE.')}
      </p>
    </details>
  );
}

function Bounds(props: {
  model: FormModel;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { model, trans } = props;
  const { solutions, seconds, calls, tokens } = model.bounds;
  if (!Number.isFinite(solutions * seconds)) {
    return null;
  }
  return (
    <>
      {calls === 0
        ? trans.__(
            'At most %1 solutions and %2.',
            solutions,
            formatDuration(seconds, trans)
          )
        : trans.__(
            'At most %1 solutions, %2, %3 calls and %4 prompt tokens.',
            solutions,
            formatDuration(seconds, trans),
            formatCount(calls),
            formatCount(tokens)
          )}
    </>
  );
}
