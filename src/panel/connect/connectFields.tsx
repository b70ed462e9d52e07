import type { TranslationBundle } from '@jupyterlab/translation';
import { useId, type JSX } from 'react';
import { Field } from '../shared/field';
import { useSignal } from '../shared/hooks';
import type { ConnectModel } from './connectModel';

/** Endpoints that many use. They fill in the address and nothing else. */
const PRESETS = [
  { name: 'OpenAI', url: 'https://api.openai.com/v1' },
  { name: 'OpenRouter', url: 'https://openrouter.ai/api/v1' },
  { name: 'Ollama', url: 'http://localhost:11434/v1' },
  { name: 'LM Studio', url: 'http://localhost:1234/v1' },
  { name: 'vLLM', url: 'http://localhost:8000/v1' }
];

/** The properties of {@link ConnectFields}. */
export interface IConnectProps {
  model: ConnectModel;
  trans: TranslationBundle;
}

/** The form in the dialog. */
export function ConnectFields({ model, trans }: IConnectProps): JSX.Element {
  useSignal(model.changed);
  const { status } = model;
  return (
    <div className="jp-AideConnect" aria-busy={status.state === 'busy'}>
      {model.settings.locked && (
        <p className="jp-AideConnect-locked" role="note">
          {trans.__(
            'The administrator of this server has set the endpoint. Only what is left open can be changed here.'
          )}
        </p>
      )}
      <Endpoint model={model} trans={trans} />
      <Key model={model} trans={trans} />
      <ModelAndPrices model={model} trans={trans} />
      <div className="jp-AideConnect-test">
        <button
          type="button"
          className="jp-AideButton"
          disabled={model.values.baseUrl === ''}
          onClick={() => void model.test()}
        >
          {trans.__('Save and test')}
        </button>
        <span
          className={`jp-AideConnect-status jp-mod-${status.state}`}
          role="status"
        >
          {status.text}
        </span>
      </div>
    </div>
  );
}

function Endpoint({ model, trans }: IConnectProps): JSX.Element {
  const { baseUrl } = model.values;
  const preset = PRESETS.find(({ url }) => url === baseUrl);
  const isLocal = /^https?:\/\/(localhost|127\.|\[::1\])/.test(baseUrl);
  const { locked } = model.settings;
  return (
    <>
      <Field label={trans.__('Service')}>
        {control => (
          <select
            {...control}
            className="jp-mod-styled"
            disabled={locked}
            value={preset?.url ?? ''}
            onChange={event => model.set({ baseUrl: event.target.value })}
          >
            {PRESETS.map(({ name, url }) => (
              <option key={url} value={url}>
                {name}
              </option>
            ))}
            <option value="">{trans.__('Other')}</option>
          </select>
        )}
      </Field>
      <Field
        label={trans.__('Address')}
        note={
          isLocal
            ? trans.__(
                'localhost is the computer that the Jupyter server runs on.'
              )
            : trans.__(
                'Any endpoint that speaks the OpenAI protocol; it usually ends in /v1.'
              )
        }
      >
        {control => (
          <input
            {...control}
            className="jp-mod-styled"
            type="url"
            spellCheck={false}
            disabled={locked}
            placeholder={PRESETS[0].url}
            value={baseUrl}
            onChange={event => model.set({ baseUrl: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function Key({ model, trans }: IConnectProps): JSX.Element {
  const { hasKey, source } = model.settings;
  const isStored = hasKey && !model.isElsewhere;
  return (
    <Field
      label={trans.__('Key')}
      note={
        <>
          {hasKey && model.isElsewhere
            ? trans.__(
                'The key that is stored belongs to another address and is never sent to this one. Enter a key for it, if it needs one.'
              )
            : trans.__(
                'The key goes to the Jupyter server, stays there and never comes back. A local endpoint needs no key.'
              )}{' '}
          {isStored && source === 'stored' && (
            <button
              type="button"
              className="jp-AideLink"
              onClick={() => void model.removeKey()}
            >
              {trans.__('Remove the stored key')}
            </button>
          )}
        </>
      }
    >
      {control => (
        <input
          {...control}
          className="jp-mod-styled"
          type="password"
          autoComplete="new-password"
          spellCheck={false}
          placeholder={
            isStored ? trans.__('A key is stored') : trans.__('No key')
          }
          value={model.values.apiKey}
          onChange={event => model.set({ apiKey: event.target.value })}
        />
      )}
    </Field>
  );
}

function ModelAndPrices({ model, trans }: IConnectProps): JSX.Element {
  const list = useId();
  const prices = {
    priceIn: trans.__('Price in'),
    priceOut: trans.__('Price out')
  };
  return (
    <>
      <Field
        label={trans.__('Model')}
        note={
          model.models.length > 0
            ? trans._n(
                'The endpoint offers %1 model.',
                'The endpoint offers %1 models.',
                model.models.length
              )
            : trans.__('Test the connection to see what the endpoint offers.')
        }
      >
        {control => (
          <>
            <input
              {...control}
              className="jp-mod-styled"
              type="text"
              list={list}
              autoComplete="off"
              spellCheck={false}
              value={model.values.model}
              onChange={event => model.set({ model: event.target.value })}
            />
            <datalist id={list}>
              {model.models.map(id => (
                <option key={id} value={id} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div className="jp-AideConnect-prices">
        {(['priceIn', 'priceOut'] as const).map(name => (
          <Field
            key={name}
            label={prices[name]}
            note={trans.__('for a million tokens')}
          >
            {control => (
              <input
                {...control}
                className="jp-mod-styled"
                type="number"
                min="0"
                step="any"
                placeholder={trans.__('unknown')}
                value={model.values[name]}
                onChange={event => model.set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </>
  );
}
