import { nullTranslator } from '@jupyterlab/translation';
import {
  act,
  fireEvent,
  render,
  screen,
  waitFor
} from '@testing-library/react';
import { Signal } from '@lumino/signaling';
import { Form } from '../../src/panel/form/form';
import { FormModel } from '../../src/panel/form/formModel';
import { Session } from '../../src/panel/model/session';
import { declareTask } from '../../src/coder/recipes/declare';
import { said, saidText } from '../../src/task/said';
import { cases, previewsOf } from '../cases/cases';
import { FakeEngine, fakeNotebook, houses, nothing } from './fakeEngine';

const trans = nullTranslator.load('jupyterlab_aide');

/** The form as it is once it has filled itself. */
async function show(
  engine = new FakeEngine(),
  settings: Record<string, unknown> = {}
): Promise<{ model: FormModel; engine: FakeEngine; connects: string[] }> {
  const session = new Session(engine, fakeNotebook());
  const model = new FormModel(session, settings, trans);
  const connects: string[] = [];
  render(
    <Form
      model={model}
      trans={trans}
      onConnect={() => connects.push('asked')}
    />
  );
  await act(() => model.fill());
  return { model, engine, connects };
}

/** An engine whose server knows a model. */
function withModel(engine: FakeEngine): FakeEngine {
  engine.settings = {
    ...engine.settings,
    baseUrl: 'http://localhost:11434/v1',
    model: 'qwen'
  };
  return engine;
}

const start = () =>
  screen.getByRole<HTMLButtonElement>('button', { name: 'Start' });

function type(label: string, text: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
}

describe('Form', () => {
  it('holds rows out where the data are a table, and lets people choose', async () => {
    const { engine } = await show();
    await waitFor(() => expect(start().disabled).toBe(false));
    expect(screen.getByLabelText('Scored by')).toHaveProperty(
      'value',
      'holdout'
    );
    expect(screen.getByText(/80 % to learn from/).textContent).toContain(
      'Rows are drawn at random: rows repeat nothing that a column names.'
    );
    fireEvent.click(screen.getByText('More'));
    fireEvent.change(screen.getByLabelText('Give as well'), {
      target: { value: 'model.pkl, extra/*' }
    });
    fireEvent.click(start());
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.created[0].objective).toMatchObject({
      give: ['model.pkl', 'extra/*'],
      kind: 'holdout',
      table: 'train.csv',
      target: 'SalePrice',
      metric: 'RMSLE',
      split: { kind: 'random' }
    });
  });

  it('begins with the code of the notebook where that is asked', async () => {
    const engine = new FakeEngine();
    const notebook = fakeNotebook();
    Object.assign(notebook.content, {
      model: {
        contentChanged: new Signal({}),
        cells: [
          {
            type: 'code',
            getMetadata: () => undefined,
            sharedModel: { getSource: () => 'pd.read_csv("data/train.csv")' }
          }
        ]
      }
    });
    const model = new FormModel(new Session(engine, notebook), {}, trans);
    render(<Form model={model} trans={trans} onConnect={() => undefined} />);
    await act(() => model.fill());
    await waitFor(() => expect(start().disabled).toBe(false));
    fireEvent.click(screen.getByText('More'));
    fireEvent.click(
      screen.getByLabelText('Begin with this notebook’s own code')
    );
    expect(screen.getByText(/submission\.csv/)).toBeTruthy();
    fireEvent.click(start());
    await waitFor(() => expect(engine.run?.asked).toContain('start'));
    expect(engine.run!.tree.get('0001').writing).toMatchObject({
      by: 'person',
      code: '# %%\npd.read_csv("./input/train.csv")\n'
    });
  });

  it('goes by what scripts report where that is chosen', async () => {
    const { engine } = await show();
    await waitFor(() => expect(start().disabled).toBe(false));
    type('Scored by', 'reported');
    expect(screen.queryByLabelText('Rows are held out')).toBeNull();
    fireEvent.click(start());
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.created[0].objective).toEqual({ kind: 'reported' });
  });

  it('marks what is open in the task and asks before Start, also for a model', async () => {
    const engine = new FakeEngine();
    const rides: typeof houses = JSON.parse(JSON.stringify(houses));
    const [train] = rides.files;
    const [, some] = train.table!.columns;
    train.table!.columns.push(
      { ...some, name: 'casual' },
      { ...some, name: 'registered' }
    );
    engine.preview = { ...rides, files: [train] };
    engine.goalText = 'Predict `casual` or `registered`.';
    engine.settings = { ...engine.settings, baseUrl: 'http://x', model: 'm' };
    const { model } = await show(engine);
    act(() => model.setModel('m'));
    expect(model.values.coder.kind).toBe('openai');
    const target = screen.getByLabelText('Target');
    expect(target.getAttribute('aria-invalid')).toBe('true');
    // The likeliest is not shown as if it were chosen: then it could not be.
    expect(target).toHaveProperty('value', '');
    expect(
      screen.getAllByText(/Which column is to be predicted/).length
    ).toBeGreaterThan(0);
    // The model may know; this one does not.
    await waitFor(() => expect(start().disabled).toBe(false));
    fireEvent.click(start());
    await waitFor(() => expect(start().disabled).toBe(true));
    expect(engine.advises).toBe(1);
    expect(engine.created).toEqual([]);
    type('Target', 'registered');
    await waitFor(() => expect(start().disabled).toBe(false));
    expect(target.getAttribute('aria-invalid')).toBe('false');
  });

  it('asks before Start what is measured where a sentence seems to say so', async () => {
    const { model } = await show();
    act(() =>
      model.set(
        'goal',
        'Predict the sale price. The winner is whoever has the fewest misses.'
      )
    );
    const metric = await screen.findByLabelText('Metric');
    await waitFor(() =>
      expect(metric.getAttribute('aria-invalid')).toBe('true')
    );
    expect(metric).toHaveProperty('value', '');
    expect(start().disabled).toBe(true);
    // What would have been taken can be chosen, too.
    type('Metric', 'RMSE');
    await waitFor(() => expect(start().disabled).toBe(false));
    expect(metric.getAttribute('aria-invalid')).toBe('false');
  });

  it('asks before Start how rows are divided that may belong together', async () => {
    const engine = new FakeEngine();
    const sales: typeof houses = JSON.parse(JSON.stringify(houses));
    const [train] = sales.files;
    const [, some] = train.table!.columns;
    train.table!.columns.push({
      ...some,
      name: 'store_id',
      kind: 'integer',
      unique: Math.round(train.table!.rowsRead / 20)
    });
    engine.preview = { ...sales, files: [train] };
    const { model } = await show(engine);
    const held = screen.getByLabelText('Rows are held out');
    expect(held.getAttribute('aria-invalid')).toBe('true');
    expect(
      screen.getAllByText(/Several rows share one “store_id”/).length
    ).toBeGreaterThan(0);
    expect(start().disabled).toBe(true);
    type('Rows are held out', 'group:store_id');
    await waitFor(() => expect(start().disabled).toBe(false));
    expect(held.getAttribute('aria-invalid')).toBe('false');
    expect(model.measuring.objective).toMatchObject({
      split: { kind: 'group', column: 'store_id' }
    });
  });

  it('says once which boosted trees the kernel lacks, and only where the recipes write', async () => {
    const engine = new FakeEngine();
    engine.packages = engine.packages.filter(({ name }) => name === 'lightgbm');
    engine.settings = { ...engine.settings, baseUrl: 'http://x', model: 'm' };
    const { model } = await show(engine);
    act(() => model.setModel(''));
    const lacking =
      /Not installed in the kernel “python3”: CatBoost, XGBoost\..+pip install catboost xgboost$/;
    expect(screen.getByText(lacking)).toBeTruthy();
    act(() => model.setModel('m'));
    expect(screen.queryByText(lacking)).toBeNull();
  });

  it('is filled from the notebook and its data, and needs only Start', async () => {
    const { engine } = await show();
    await waitFor(() => expect(start().disabled).toBe(false));
    expect(screen.getByLabelText('Goal')).toHaveProperty(
      'value',
      engine.goalText
    );
    expect(screen.getByLabelText('Data')).toHaveProperty('value', 'data');
    // What the goal names is measured, however many columns there are.
    expect(engine.surveyedFor).toBe(engine.goalText);
    expect(
      screen.getByText('train.csv 1,460 × 4 · test.csv 1,459 × 2')
    ).toBeTruthy();
    expect(screen.getByLabelText('Target')).toHaveProperty(
      'value',
      'SalePrice'
    );
    expect(
      screen.getByRole('option', { name: 'RMSLE, lower is better' })
    ).toHaveProperty('selected', true);
    expect(
      screen.getByText('SalePrice, a number · from the goal')
    ).toBeTruthy();
    expect(screen.getByText(/^from the goal: “/)).toBeTruthy();
    expect(screen.queryByText(/Not installed/)).toBeNull();
    expect(
      screen.getByRole('option', { name: 'Offline recipes' })
    ).toHaveProperty('selected', true);
    fireEvent.click(start());
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.created[0]).toMatchObject({
      goal: engine.goalText,
      data: 'houses/data',
      notebook: 'houses/houses.ipynb',
      metric: 'RMSLE',
      direction: 'minimize',
      coder: { kind: 'recipes' },
      kernel: 'python3',
      steps: 20,
      timeLimit: 600
    });
    expect(engine.run?.asked).toEqual(['start']);
  });

  it('takes another target and another metric', async () => {
    const { engine } = await show();
    fireEvent.change(await screen.findByLabelText('Target'), {
      target: { value: 'Rent' }
    });
    fireEvent.change(screen.getByLabelText('Metric'), {
      target: { value: 'MAE' }
    });
    await waitFor(() =>
      expect(screen.getByLabelText('Target')).toHaveProperty('value', 'Rent')
    );
    fireEvent.click(start());
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.created[0]).toMatchObject({
      metric: 'MAE',
      direction: 'minimize'
    });
    expect(engine.created[0].goal).toBe(
      'Predict the `Rent` of each house. The metric is RMSLE.'
    );
  });

  it('does not begin with another measure than the one that was chosen', async () => {
    const engine = new FakeEngine();
    engine.settings = {
      ...engine.settings,
      baseUrl: 'http://localhost:11434/v1',
      model: 'qwen'
    };
    const { model } = await show(engine);
    await waitFor(() => expect(start().disabled).toBe(false));
    act(() => model.set('measure', 'holdout'));
    fireEvent.change(screen.getByLabelText('Metric'), {
      target: { value: '…' }
    });
    type('Name of the metric', 'profit');
    await waitFor(() => expect(start().disabled).toBe(true));
    expect(
      screen.getByText(/no longer be held out, as you chose/)
    ).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Scored by'), {
      target: { value: 'reported' }
    });
    await waitFor(() => expect(start().disabled).toBe(false));
  });

  it('takes a metric of the person’s own, with its direction', async () => {
    const engine = withModel(new FakeEngine());
    await show(engine);
    fireEvent.change(await screen.findByLabelText('Metric'), {
      target: { value: '…' }
    });
    type('Name of the metric', 'profit');
    fireEvent.change(screen.getByLabelText('Which way is better'), {
      target: { value: 'maximize' }
    });
    await waitFor(() => expect(start().disabled).toBe(false));
    fireEvent.click(start());
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.created[0]).toMatchObject({
      metric: 'profit',
      direction: 'maximize',
      coder: { kind: 'openai', model: 'qwen' }
    });
  });

  it('asks the model once how it reads the task, and begins where both agree', async () => {
    const engine = withModel(new FakeEngine());
    engine.advice = {
      targets: ['SalePrice'],
      metric: 'RMSLE',
      positive: null,
      split: null
    };
    await show(engine);
    await waitFor(() => expect(start().disabled).toBe(false));
    fireEvent.click(start());
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.advises).toBe(1);
    expect(engine.created[0].reading).toMatchObject({ calls: 1 });
  });

  it.each(['LotArea', 'SalePrice'])(
    'asks what to predict where the model and the goal differ, and takes %s',
    async answer => {
      const engine = withModel(new FakeEngine());
      // Without a test table, which would tell.
      engine.preview = {
        ...engine.preview,
        files: engine.preview.files.filter(({ path }) => path === 'train.csv')
      };
      engine.advice = {
        targets: ['LotArea'],
        metric: null,
        positive: null,
        split: null
      };
      await show(engine);
      await waitFor(() => expect(start().disabled).toBe(false));
      fireEvent.click(start());
      expect(
        await screen.findAllByText(
          /speak for “SalePrice”, the model for “LotArea”/
        )
      ).not.toEqual([]);
      expect(engine.created).toEqual([]);
      expect(start().disabled).toBe(true);
      fireEvent.change(screen.getByLabelText('Target'), {
        target: { value: answer }
      });
      await waitFor(() => expect(start().disabled).toBe(false));
      fireEvent.click(start());
      await waitFor(() => expect(engine.created).toHaveLength(1));
      expect(engine.created[0].declaration).toMatchObject({
        targets: [answer]
      });
    }
  );

  it('offers the model that is connected, and to connect one', async () => {
    const { model, connects } = await show();
    fireEvent.click(screen.getByRole('button', { name: 'Connect a model…' }));
    expect(connects).toHaveLength(1);
    act(() =>
      model.connected({
        baseUrl: 'https://api.example/v1',
        hasKey: true,
        model: 'gpt-x',
        source: 'stored',
        locked: false,
        near: false,
        learned: {},
        prices: { in: null, out: null }
      })
    );
    expect(await screen.findByRole('option', { name: 'gpt-x' })).toHaveProperty(
      'selected',
      true
    );
    expect(screen.getByText('https://api.example/v1')).toBeTruthy();
    expect(screen.getByText(/20 solutions, .* 80 calls/)).toBeTruthy();
  });

  it.each([
    [
      'Solutions',
      '0',
      'The number of solutions must be a whole number from 1 to 10000.'
    ],
    [
      'Solutions',
      '1000000000',
      'The number of solutions must be a whole number from 1 to 10000.'
    ],
    [
      'Solutions',
      '',
      'The number of solutions must be a whole number from 1 to 10000.'
    ],
    [
      'Kernels at once',
      '2.5',
      'The number of kernels must be a whole number from 1 to 64, or nothing for as many as there are cores.'
    ],
    [
      'Minutes for each',
      'ten',
      'The time limit must be a number of minutes above 0, at most 10,080.'
    ],
    ['Goal', '  ', 'Say in a sentence or two what to predict.']
  ])('refuses %s “%s” with a sentence', async (label, text, sentence) => {
    const { engine } = await show();
    await waitFor(() => expect(start().disabled).toBe(false));
    type(label, text);
    expect(screen.getAllByText(sentence).length).toBeGreaterThan(0);
    expect(start().disabled).toBe(true);
    fireEvent.submit(start().form!);
    expect(engine.created).toHaveLength(0);
  });

  it('lets a person say how long a model is waited for, and how long replies are', async () => {
    const { engine, model } = await show();
    await waitFor(() => expect(start().disabled).toBe(false));
    // The recipes are no model.
    expect(screen.queryByLabelText('Seconds of patience')).toBeNull();
    act(() => model.setModel('gpt-x'));
    type('Tokens of a reply', '99');
    expect(
      screen.getByText(
        'The tokens of a reply must be a whole number from 100 to 1000000, or nothing for as many as the endpoint gives.'
      )
    ).toBeTruthy();
    expect(start().disabled).toBe(true);
    type('Tokens of a reply', '4000');
    type('Seconds of patience', '900');
    fireEvent.submit(start().form!);
    await waitFor(() => expect(engine.created).toHaveLength(1));
    expect(engine.created[0]).toMatchObject({
      patience: 900,
      replyTokens: 4000
    });
  });

  it('says what to do where no goal, no data or no kernel is found', async () => {
    const engine = new FakeEngine();
    engine.goalText = '';
    engine.folder = null;
    await show(engine);
    expect(
      screen.getByText('Say in a sentence or two what to predict.')
    ).toBeTruthy();
    expect(
      await screen.findByText(
        /No folder with data was found beside the notebook/
      )
    ).toBeTruthy();
    expect(start().disabled).toBe(true);
  });

  it('says that a folder is empty, and reads another that is named', async () => {
    const engine = new FakeEngine();
    engine.preview = nothing;
    await show(engine);
    expect(await screen.findByText('The folder “data” is empty.')).toBeTruthy();
    engine.preview = { ...nothing, notes: [], files: [...houses.files] };
    type('Data', '../other');
    fireEvent.blur(screen.getByLabelText('Data'));
    await waitFor(() => expect(start().disabled).toBe(false));
    expect(engine.surveyed).toEqual(['houses/data', 'other']);
  });

  it('says why the data could not be read', async () => {
    const engine = new FakeEngine();
    engine.faults.set('kernel', new Error('There is no Python kernel.'));
    await show(engine);
    expect(await screen.findByText('There is no Python kernel.')).toBeTruthy();
  });

  it('begins with the person’s settings, and names one that makes no sense', async () => {
    const { model } = await show(new FakeEngine(), { steps: 50, kernels: -3 });
    expect(screen.getByLabelText('Solutions')).toHaveProperty('value', '50');
    expect(screen.getByLabelText('Kernels at once')).toHaveProperty(
      'value',
      ''
    );
    expect(model.settingsProblem).toContain('“kernels”');
  });
});

describe('the form says of a task what the terminal prints', () => {
  const names = [
    '12-multi-label',
    '13-class-probability-columns',
    '16-german-csv',
    '20-groups',
    '75-map5',
    '34-panel-series',
    '76-pinball',
    '93-empty-label-in-test',
    '101-mixed-case-labels',
    '211-sans-utiliser'
  ];
  const all = cases().filter(({ name }) => names.includes(name));
  let previews: ReturnType<typeof previewsOf>;
  beforeAll(() => {
    previews = previewsOf(all);
  }, 60_000);

  it.each(all.map(({ name }, i): [string, number] => [name, i]))(
    '%s',
    async (_, i) => {
      const engine = new FakeEngine();
      engine.goalText = all[i].goal;
      engine.preview = previews[i];
      await show(engine);
      const lines = said(declareTask(all[i].goal, previews[i]).declaration);
      expect(lines.length).toBeGreaterThan(2);
      const noteOf = (label: string) => {
        const field = screen.getByLabelText<HTMLSelectElement>(label);
        const note = field.getAttribute('aria-describedby')!;
        return document.getElementById(note)!.textContent.toLowerCase();
      };
      const chosen = screen.getByLabelText<HTMLSelectElement>('Metric');
      const shown = screen
        .queryAllByRole('listitem')
        .map(({ textContent }) => textContent);
      for (const line of lines) {
        switch (line.entry) {
          case 'targets':
            expect(noteOf('Target')).toBe(saidText(line).toLowerCase());
            break;
          case 'metric':
            expect(chosen.selectedOptions[0].text).toBe(line.text);
            expect(noteOf('Metric')).toBe(line.from.toLowerCase());
            break;
          case 'split':
            expect(noteOf('Scored by')).toContain(line.text);
            expect(noteOf('Scored by')).toContain(line.from.toLowerCase());
            break;
          default:
            expect(shown).toContain(`${line.label}: ${saidText(line)}`);
        }
      }
    }
  );
});
