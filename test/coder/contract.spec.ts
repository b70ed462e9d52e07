import { lackingOf } from '../../src/coder/reply/contract';
import { noNeeds } from '../../src/coder/reply/needs';

const lacking = (line: string) =>
  lackingOf(`INPUT = './input'\n${line}\n    return table\n`, {
    ...noNeeds,
    submission: true
  });

it.each([
  'def predict(table):',
  'def predict( table : pd.DataFrame ) -> pd.DataFrame:',
  'def predict(table, threshold=0.5, *, quiet: bool = True):',
  'def predict(table,):'
])('takes “%s” for what predicts rows', line => {
  expect(lacking(line)).toBeNull();
});

it.each([
  'def predict():',
  'def predict(model, table):',
  'def predict_all(table):',
  '    def predict(table):'
])('asks for what predicts rows where there is “%s”', line => {
  expect(lacking(line)).toContain('`predict(table)`');
});
