import { declareTask } from '../../../src/coder/recipes/declare';
import { proposeHoldout } from '../../../src/coder/recipes/holdout';
import { Dialect, type DataPreview } from '../../../src/task/data';
import { category, preview, rowId } from './support';

/** A preview whose files are written so. */
function written(
  data: DataPreview,
  change: (path: string) => Partial<Dialect> = () => ({})
): DataPreview {
  return {
    ...data,
    files: data.files.map(file => ({
      ...file,
      dialect: Dialect.parse({ format: 'csv', ...change(file.path) })
    }))
  };
}

const columns = [rowId('Id'), 'area', 'price'];
const propose = (data: DataPreview, goal = 'Predict the price. RMSE.') =>
  proposeHoldout(data, declareTask(goal, data));

it('holds rows out of tables that lie in one archive, workbook or JSON file', () => {
  const data = written(
    preview({
      'houses.zip/train.csv': columns,
      'houses.zip/test.csv': columns.slice(0, 2)
    }),
    path => ({ file: 'houses.zip', member: path.slice('houses.zip/'.length) })
  );
  expect(propose(data).objective).toMatchObject({
    table: 'houses.zip/train.csv',
    files: [{ part: 'train' }, { part: 'test' }]
  });
});

it('says by the file why no rows are held out, and the way out', () => {
  const few = written(preview({ 'train.csv': columns }));
  few.files[0].table!.rows = 40;
  expect(propose(few)).toEqual({
    objective: null,
    why: 'train.csv has 40 rows with an answer, and it takes 60 to hold some out.'
  });
  const two = {
    'train.csv': columns,
    'test.csv': columns.slice(0, 2)
  };
  expect(propose(written(preview(two), () => ({ header: false }))).why).toBe(
    'train.csv has no line of column names, by which train.csv and test.csv could be matched. Write one into each.'
  );
  expect(
    propose(written(preview({ 'train.csv': columns })), 'Learn. RMSE.').why
  ).toContain('which column of train.csv is predicted. Name it in the goal.');
});

it('holds nothing out where one of two classes has a few rows', () => {
  const kinds = category('kind', 'no', 'yes');
  kinds.top[1].count = 4;
  const data = written(preview({ 'train.csv': [rowId('Id'), 'area', kinds] }));
  const task = declareTask('Predict the kind. ROC AUC.', data);
  expect(proposeHoldout(data, task).why).toBe(
    'train.csv has 4 rows of “yes”, and it takes 10 of each class to hold some out.'
  );
  expect(task.declaration!.notes).toContain(
    'The class “yes” has 4 rows only, so scores say little of it.'
  );
});

it('keeps rows that are nearly the same together', () => {
  expect(
    propose(written(preview({ 'train.csv': columns }))).objective
  ).toMatchObject({ nearTogether: true, chanceApart: true });
});

it('names rows by no column of a table without column names', () => {
  const data = written(
    preview({ 'rows.csv': [rowId('0'), '1', category('2', 'a', 'b')] }),
    () => ({ header: false })
  );
  const task = declareTask('Learn.', data, { given: { targets: ['2'] } });
  expect(proposeHoldout(data, task).objective).toMatchObject({ id: null });
});

it('names a file that may hold the table and is not read', () => {
  const data = preview({ 'houses.7z': [] });
  const note = 'not read, since it is a 7z archive; as .zip it would be';
  Object.assign(data.files[0], { table: null, kind: 'binary', notes: [note] });
  expect(declareTask('Predict the price.', data).problems[0]).toBe(
    `No table was found in “data”. houses.7z is ${note}. Put a csv, Excel or parquet file with the training rows there, or choose another data folder.`
  );
});
