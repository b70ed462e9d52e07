import type { ColumnPreview, DataPreview } from '../../src/task/data';

export function aColumn(change: Partial<ColumnPreview> = {}): ColumnPreview {
  return {
    name: 'LotArea',
    kind: 'integer',
    dtype: 'int64',
    missing: 0,
    unique: 1073,
    min: 1300,
    q25: 7553.5,
    median: 9478.5,
    q75: 11601.5,
    max: 215245,
    mean: 10516.8,
    top: [
      { value: '7200', count: 25 },
      { value: '9600', count: 24 }
    ],
    histogram: [1400, 50, 5, 3, 2],
    ...change
  };
}

export function aPreview(): DataPreview {
  return {
    root: 'data',
    folders: [
      {
        path: '',
        files: 2,
        bytes: 461_000,
        extensions: [
          { ext: 'csv', count: 1 },
          { ext: 'txt', count: 1 }
        ]
      }
    ],
    files: [
      {
        path: 'train.csv',
        size: 460_000,
        kind: 'table',
        table: {
          rows: 1460,
          rowsEstimated: false,
          rowsRead: 1460,
          columns: [
            aColumn(),
            aColumn({
              name: 'Street',
              kind: 'category',
              dtype: 'object',
              missing: 0.125,
              unique: 2,
              min: null,
              q25: null,
              median: null,
              q75: null,
              max: null,
              mean: null,
              top: [
                { value: 'Pave', count: 1454 },
                { value: 'Grvl', count: 6 }
              ],
              histogram: []
            })
          ],
          columnsOmitted: 0,
          sample: [
            ['8450', 'Pave'],
            ['9600', null]
          ]
        },
        text: null,
        thumbnail: null,
        notes: ['read as latin-1']
      },
      {
        path: 'description.txt',
        size: 1000,
        kind: 'text',
        table: null,
        text: 'LotArea: size of the lot\nStreet: kind of road',
        thumbnail: null,
        notes: []
      }
    ],
    filesOmitted: 0,
    notes: []
  };
}
