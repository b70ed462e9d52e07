import OpenAI from 'openai';
import { OpenAICoder } from '../../src/coder/openai';
import { countTokens } from '../../src/coder/prompt/tokens';
import { objectiveBody } from '../../src/coder/prompt/wording';
import { Objective } from '../../src/task/objectiveKinds';
import { startEndpoint } from '../support/endpoint.mjs';
import { writeRequest } from './requests';

const lacking = `import pandas as pd
train = pd.read_csv('./input/train.csv')
validation_metric = train['y'].std()
train[['y']].to_csv('submission.csv')
print(f'validation_metric: {validation_metric}')
`;
const whole = `import pandas as pd
INPUT = './input'
train = pd.read_csv(f'{INPUT}/train.csv')
def predict(table):
    return table[['Id']].assign(y=train['y'].mean())
validation_metric = train['y'].std()
predict(pd.read_csv(f'{INPUT}/test.csv')).to_csv('submission.csv')
print(f'validation_metric: {validation_metric}')
`;
const heldOut = {
  ...writeRequest,
  task: {
    ...writeRequest.task,
    objective: Objective.parse({
      kind: 'holdout',
      table: 'train.csv',
      target: 'y',
      metric: 'rmse',
      split: { kind: 'random' }
    })
  }
};

const reply = (code: string) =>
  `the mean\n\nPredicts the mean.\n\n\`\`\`python\n${code}\`\`\`\n`;

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
let unused: string[];
afterEach(() => endpoint.close());

/** A coder whose model answers with these scripts, the last of them for good. */
async function coderOf(...codes: string[]) {
  unused = [];
  let at = 0;
  endpoint = await startEndpoint({
    answer: () => ({ text: reply(codes[Math.min(at++, codes.length - 1)]) })
  });
  const coder = new OpenAICoder({
    client: new OpenAI({
      baseURL: endpoint.url,
      apiKey: 'secret',
      logLevel: 'off'
    }),
    model: 'scripted-large',
    temperature: null,
    promptTokens: 12000,
    host: 'localhost',
    sleep: async () => undefined
  });
  return (request: typeof writeRequest = heldOut) =>
    coder.write(request, {
      signal: new AbortController().signal,
      onUnused: text => unused.push(text)
    });
}

it('asks once for what lets a script run on other data, and counts what that cost', async () => {
  const write = await coderOf(lacking, whole);
  const { code, title, usage } = await write();
  expect(code.trim()).toBe(whole.trim());
  expect(title).toBe('the mean');
  expect(usage.calls).toBe(2);
  const { messages } = endpoint.requests.at(-1)!.body;
  expect(messages[0].content + messages[1].content).toContain(
    'a function `predict(table)`'
  );
  // It is shown its whole script, or could not keep to it.
  expect(messages.at(-2)!.content).toContain(lacking);
  expect(messages.at(-1)!.content).toMatch(
    /lacks the constant `INPUT = .*` and the function `predict\(table\)`/
  );
  expect(unused).toEqual([expect.stringContaining(lacking)]);
});

it('takes a script as it is that is not mended, and stops asking where that is in vain', async () => {
  const write = await coderOf(lacking);
  const calls: number[] = [];
  for (let i = 0; i < 3; i++) {
    const { code, usage } = await write();
    expect(code.trim()).toBe(lacking.trim());
    calls.push(usage.calls);
  }
  expect(calls).toEqual([2, 2, 1]);
});

it('asks for nothing more where it is all there, or where no rows are predicted', async () => {
  const write = await coderOf(whole, lacking);
  expect((await write()).usage.calls).toBe(1);
  expect((await write(writeRequest)).usage.calls).toBe(1);
  expect(endpoint.requests.at(-1)!.prompt).not.toContain('predict(table)');
});

it('asks in the same breath for what is predicted for given folds, in few words', async () => {
  const prepared = {
    train: 'train.csv',
    test: 'test.csv',
    sample: 'sample_submission.csv',
    made: [],
    key: null
  };
  const task = {
    ...heldOut.task,
    data: {
      ...heldOut.task.data,
      prepared: { ...prepared, folds: 'folds.csv' }
    }
  };
  const write = await coderOf(lacking, `${whole}# and oof.csv\n`);
  const { code, usage } = await write({ ...heldOut, task });
  expect(code).toMatch(/oof/);
  expect(usage.calls).toBe(2);
  expect(endpoint.requests.at(-1)!.body.messages.at(-1)!.content).toMatch(
    /predict\(table\).* and .*`oof.csv`/
  );
  const told = objectiveBody(heldOut.task.objective, task.data.prepared);
  expect(told).toContain('INPUT / "folds.csv"');
  const before = objectiveBody(heldOut.task.objective, prepared);
  expect(countTokens(told) - countTokens(before)).toBeLessThanOrEqual(60);
});
