import { Lessons } from '../../src/coder/recipes/recipe';
import { show } from '../../src/coder/recipes/script/python';
import { reader } from '../../src/coder/recipes/script/reader';
import { asDeclared } from '../../src/run/drive/prepare';
import { Dialect, FilePreview } from '../../src/task/data';

it('has scripts read prepared tables as the person’s own, which may have signs and remarks', () => {
  const dialect = (change: object) =>
    Dialect.parse({ format: 'csv', encoding: 'utf-8', skip: 2, ...change });
  const file = FilePreview.parse({
    ...{ path: 'train.csv', size: 9, kind: 'table', table: null },
    ...{ text: null, thumbnail: null, notes: [], dialect: dialect({}) }
  });
  const own = {
    encoding: 'cp1252',
    comment: true,
    lenient: true,
    nested: true,
    plain: true
  };
  const part = 'train' as const;
  const declared = { path: file.path, part, dialect: dialect(own) };
  expect(asDeclared(file, [declared]).dialect).toEqual(dialect(own));
  expect(asDeclared({ ...file, path: 'b.csv' }, [declared])).toMatchObject({
    dialect: dialect({})
  });
  const parquet = dialect({ format: 'parquet', plain: true });
  const call = reader({ ...file, dialect: parquet }, 'path', Lessons.parse({}));
  expect(show(call)).toBe('plain_cells(pd.read_parquet(path))');
});
