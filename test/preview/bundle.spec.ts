import { previewBundle } from '../../src/preview/bundle';
import { PREVIEW_MIME_TYPE } from '../../src/preview/mimeType';
import { bytes, describeData, percent } from '../../src/preview/words';
import { DataPreview } from '../../src/task/data';
import { columnOf, sampleData, tableOf } from './sample';

describe('describeData', () => {
  it('names the tables with their sizes', () => {
    const data = sampleData();
    expect(describeData(data)).toBe(
      'train.csv 1,460 × 3 · test.csv 1,459 × 1 · 1 more'
    );
    data.files[0].table!.columnsOmitted = 78;
    data.files[1].table!.rowsEstimated = true;
    data.files.pop();
    expect(describeData(data)).toBe(
      'train.csv 1,460 × 81 · test.csv ≈ 1,459 × 1'
    );
  });

  it('names other files where there is no table, and the reason where there is nothing', () => {
    const data = sampleData();
    data.files.splice(0, 2);
    expect(describeData(data)).toBe('about.txt text, 40 B');
    expect(
      describeData({ ...data, files: [], notes: ['There is no folder x.'] })
    ).toBe('There is no folder x.');
  });
});

describe('words', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [2_147_483_648, '2.1 GB']
  ])('%d bytes are %s', (size, expected) => {
    expect(bytes(size)).toBe(expected);
  });

  it('rounds no missing values away', () => {
    expect([0, 0.001, 0.5, 1].map(percent)).toEqual([
      '0 %',
      '<1 %',
      '50 %',
      '100 %'
    ]);
  });
});

describe('previewBundle', () => {
  it('holds the data, and HTML and text for other readers', () => {
    const bundle = previewBundle(sampleData());
    expect(Object.keys(bundle)).toEqual([
      PREVIEW_MIME_TYPE,
      'text/html',
      'text/plain'
    ]);
    expect(DataPreview.parse(bundle[PREVIEW_MIME_TYPE])).toEqual(sampleData());
    const text = bundle['text/plain'];
    expect(text).toContain('data: 3 files, 1.2 MB');
    expect(text).toContain('train.csv (1,460 × 3)');
    expect(text).toContain(
      'Alley: category, 94 % missing, 2 different: <Grvl>, Pave'
    );
    expect(text).toContain('SalePrice: integer, 663 different: 1 … 5 … 1,000');
  });

  it('escapes everything in its HTML', () => {
    const data = sampleData();
    data.root = '"><script>alert(1)</script>';
    data.notes = ['<img src=x onerror=alert(1)>'];
    data.files[0].path = "<b onclick='x'>.csv";
    data.files[0].thumbnail = '"><script>';
    const html = previewBundle(data)['text/html'] as string;
    const page = new DOMParser().parseFromString(html, 'text/html');
    const tags = new Set(
      [...page.body.querySelectorAll('*')].map(node => node.localName)
    );
    expect([...tags].sort()).toEqual(
      ['p strong details summary em table thead tbody tr th td pre'.split(' ')]
        .flat()
        .sort()
    );
    expect(page.querySelectorAll('[onclick],[onerror]')).toHaveLength(0);
    expect(page.querySelector('tbody tr:nth-child(2)')!.textContent).toContain(
      '<Grvl>'
    );
  });

  it('stays light whatever the data are', () => {
    const columns = Array.from({ length: 200 }, (_, i) =>
      columnOf(`column ${i}`, { histogram: Array(20).fill(12345) })
    );
    const data = {
      ...sampleData(),
      files: Array.from({ length: 60 }, (_, i) =>
        tableOf(`${i}.csv`, 1e6, columns)
      )
    };
    const bundle = previewBundle(data);
    expect(JSON.stringify(bundle).length).toBeLessThan(400_000);
    const kept = DataPreview.parse(bundle[PREVIEW_MIME_TYPE]);
    expect(kept.files).toHaveLength(60);
    expect(kept.files[0].table!.columns.length).toBe(10);
    expect(kept.files[0].table!.columnsOmitted).toBe(190);
    expect(kept.files[0].table!.sample[0]).toHaveLength(10);
    // What was handed in is as it was.
    expect(data.files[0].table!.columns).toHaveLength(200);
  });
});
