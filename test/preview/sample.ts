import type {
  ColumnPreview,
  DataPreview,
  FilePreview
} from '../../src/task/data';

/** A column with some properties changed. */
export function columnOf(
  name: string,
  change: Partial<ColumnPreview> = {}
): ColumnPreview {
  return {
    name,
    kind: 'integer',
    dtype: 'int64',
    missing: 0,
    unique: 10,
    min: 1,
    q25: 2,
    median: 5,
    q75: 8,
    max: 1000,
    mean: 5.5,
    top: [],
    histogram: [5, 0, 1],
    ...change
  };
}

/** A csv file with these columns. */
export function tableOf(
  path: string,
  rows: number,
  columns: ColumnPreview[]
): FilePreview {
  return {
    path,
    size: 460676,
    kind: 'table',
    table: {
      rows,
      rowsEstimated: false,
      rowsRead: rows,
      columns,
      columnsOmitted: 0,
      sample: [columns.map((_, at) => (at === 1 ? null : `v${at}`))]
    },
    text: null,
    thumbnail: null,
    notes: []
  };
}

/** A folder with two tables and a text. */
export function sampleData(): DataPreview {
  return {
    root: 'data',
    folders: [
      {
        path: '',
        files: 3,
        bytes: 1_234_567,
        extensions: [
          { ext: 'csv', count: 2 },
          { ext: 'txt', count: 1 }
        ]
      }
    ],
    files: [
      tableOf('train.csv', 1460, [
        columnOf('Id'),
        columnOf('Alley', {
          kind: 'category',
          dtype: 'object',
          missing: 0.94,
          unique: 2,
          min: null,
          max: null,
          median: null,
          histogram: [],
          top: [
            { value: '<Grvl>', count: 50 },
            { value: 'Pave', count: 41 }
          ]
        }),
        columnOf('SalePrice', { unique: 663 })
      ]),
      tableOf('test.csv', 1459, [columnOf('Id')]),
      {
        path: 'about.txt',
        size: 40,
        kind: 'text',
        table: null,
        text: '<script>alert(1)</script>',
        thumbnail: null,
        notes: ['read as latin-1']
      }
    ],
    filesOmitted: 0,
    notes: ['loop leads to a folder that is listed already.']
  };
}
