import fc from 'fast-check';
import { previewText } from '../../../src/coder/prompt/previewText';
import {
  brief,
  countTokens,
  cutTokens
} from '../../../src/coder/prompt/tokens';
import { aColumn, aPreview } from '../../search/previews';

describe('countTokens', () => {
  it('does not fall short of what a byte-pair encoding counts', () => {
    // Counted with cl100k_base.
    const counted: [string, number][] = [
      ['The quick brown fox jumps over the lazy dog.', 10],
      ['model.fit(X_train, np.log1p(y_train))', 13],
      ['0.123456,1.5,-3.25\n', 13]
    ];
    for (const [text, tokens] of counted) {
      expect(countTokens(text)).toBeGreaterThanOrEqual(tokens);
      expect(countTokens(text)).toBeLessThan(tokens * 2);
    }
  });

  it('counts the sum of its parts at most', () => {
    // Fractions that are added up one by one do not.
    const [a, b] = ['!AAA!{!!A', '!A!AA!!A!'];
    expect(countTokens(a + b)).toBeLessThanOrEqual(
      countTokens(a) + countTokens(b)
    );
  });

  it('never counts less for a longer text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(countTokens(a + b)).toBeGreaterThanOrEqual(countTokens(a));
        expect(countTokens(a + b)).toBeLessThanOrEqual(
          countTokens(a) + countTokens(b)
        );
      })
    );
  });
});

describe('cutTokens', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 2000 }),
    fc.array(fc.string(), { maxLength: 200 }).map(lines => lines.join('\n'))
  );

  it('keeps to its tokens, and to the text where that fits', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 0, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, tokens, head) => {
          const cut = cutTokens(text, tokens, head);
          expect(countTokens(cut)).toBeLessThanOrEqual(tokens);
          if (countTokens(text) <= tokens) {
            expect(cut).toBe(text);
          } else if (cut !== '') {
            const mark = /\[\.\.\. (\d+) characters left out \.\.\.\]/.exec(
              cut
            )!;
            const [start, end] = [
              cut.slice(0, mark.index).replace(/\n$/, ''),
              cut.slice(mark.index + mark[0].length).replace(/^\n/, '')
            ];
            expect(text.startsWith(start)).toBe(true);
            expect(text.endsWith(end)).toBe(true);
            expect(Number(mark[1])).toBe(
              text.length - start.length - end.length
            );
          }
        }
      )
    );
  });

  it('never cuts a character in two', () => {
    const text = '🌲'.repeat(200);
    for (let tokens = 0; tokens < 100; tokens++) {
      expect(cutTokens(text, tokens)).not.toMatch(
        /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
      );
    }
  });

  it('cuts at whole lines', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const cut = cutTokens(lines.join('\n'), 100).split('\n');
    expect(cut[0]).toBe('line 0');
    expect(cut[cut.length - 1]).toBe('line 99');
    expect(cut.filter(line => !lines.includes(line))).toHaveLength(1);
  });
});

describe('brief', () => {
  it('puts a text on one line and cuts its end off', () => {
    expect(brief(' a\n  b ', 10)).toBe('a b');
    const cut = brief('word '.repeat(100), 20);
    expect(cut).toMatch(/^word word .*\.\.\.$/);
    expect(countTokens(cut)).toBeLessThanOrEqual(20);
  });
});

describe('previewText', () => {
  it('tells the files, the columns with their figures, and sample rows', () => {
    expect(previewText(aPreview(), 1000)).toBe(
      [
        './: 2 files, 461 kB (1 csv, 1 txt)',
        '- train.csv: 1460 rows x 2 columns, 460 kB, read as latin-1',
        '  LotArea: integer (int64); 1073 different; 1300 to 215245, median 9478.5',
        '  Street: category (object); 13% missing; 2 different; Pave x1454, Grvl x6',
        '  first rows:',
        '  8450 | Pave',
        '  9600 | ',
        '- description.txt: text, 1.0 kB',
        '  LotArea: size of the lot',
        '  Street: kind of road'
      ].join('\n')
    );
  });

  it('says that rows are estimated and that columns and files are left out', () => {
    const preview = aPreview();
    Object.assign(preview.files[0].table!, {
      rowsEstimated: true,
      rows: 20_000_000,
      columnsOmitted: 3
    });
    preview.filesOmitted = 7;
    const text = previewText(preview, 1000);
    expect(text).toContain('about 20000000 rows x 5 columns');
    expect(text).toContain('... and 3 more columns');
    expect(text).toContain('... and 7 more files');
  });

  it('names every file before it tells much of one, where there is little room', () => {
    const preview = aPreview();
    const [table] = preview.files;
    table.table!.columns = Array.from({ length: 500 }, (_, index) =>
      aColumn({ name: `column_${index}` })
    );
    preview.files = [table, { ...table, path: 'test.csv' }];
    const text = previewText(preview, 400);
    expect(countTokens(text)).toBeLessThanOrEqual(400);
    expect(text).toContain('train.csv: 1460 rows x 500 columns');
    expect(text).toContain('test.csv: 1460 rows x 500 columns');
    expect(text).toContain('column_0');
    expect(text).toMatch(/and (\d+) more columns: column_\d+ … column_499$/m);
  });

  it('names what it does not show of columns, also of those that were not measured', () => {
    const preview = aPreview();
    const { table } = preview.files[0];
    Object.assign(table!, {
      names: [
        ...table!.columns.map(({ name }) => name),
        ...['f008', 'f009', 'f010', 'b', 'c1', 'c2', 'c4']
      ],
      columnsOmitted: 7
    });
    expect(previewText(preview, 1000)).toContain(
      '... and 7 more columns: f008 … f010, b, c1, c2, c4'
    );
  });

  it('keeps to its tokens, however few, and says where it cut', () => {
    const preview = aPreview();
    preview.files = Array.from({ length: 500 }, (_, index) => ({
      ...preview.files[0],
      path: `folder/part-${index}-${'x'.repeat(200)}.csv`
    }));
    for (const tokens of [0, 10, 30, 100, 300, 1000, 5000]) {
      const text = previewText(preview, tokens);
      expect(countTokens(text)).toBeLessThanOrEqual(tokens);
      if (tokens >= 100) {
        expect(text).toMatch(/left out|more file/);
      }
    }
  });

  it('tells empty folders as such', () => {
    const preview = { ...aPreview(), files: [], folders: [] };
    expect(
      previewText({ ...preview, notes: ['The folder is empty.'] }, 100)
    ).toBe('The folder is empty.');
  });
});
