import { z } from 'zod';

/**
 * The data preview: one structure, read once from the data folder by a kernel,
 * shown to a coder as text (`previewText`) and to a person as a table. Bounded
 * by construction: heads and samples, never a whole large file.
 */

/** What a column holds, as far as its sample shows. */
export const ColumnKind = z.enum([
  'number',
  'integer',
  'boolean',
  'date',
  'category',
  'text',
  'constant',
  'empty',
  'other'
]);
export type ColumnKind = z.infer<typeof ColumnKind>;

/** One column of a table, measured on the rows that were read. */
export const ColumnPreview = z.object({
  name: z.string(),
  kind: ColumnKind,
  /** The pandas dtype it was read as. */
  dtype: z.string(),
  /** Share of missing values, 0 to 1. */
  missing: z.number(),
  /** Share of infinite ones among the numbers that are there, where there are any. */
  infinite: z.number().optional(),
  /** Of a column of dates a value that is none, where there are any. */
  odd: z.string().optional(),
  /** Whether readers of dates do not know how some of its dates are written. */
  unusual: z.boolean().optional(),
  /** Number of different values. */
  unique: z.number().int(),
  /** Numbers: smallest, quartiles and largest. Dates: first and last as text. */
  min: z.union([z.number(), z.string()]).nullable(),
  q25: z.number().nullable(),
  median: z.number().nullable(),
  q75: z.number().nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  mean: z.number().nullable(),
  /** Most frequent values with their counts, most frequent first, at most 10. */
  top: z.array(z.object({ value: z.string(), count: z.number().int() })),
  /** Numbers that are written as text. */
  written: z
    .object({
      /** One of them, and as it is read. */
      text: z.string(),
      number: z.number().nullable(),
      /** Whether “1,234” may be one and a bit: nothing else in the column tells. */
      unsure: z.boolean(),
      /** Whether some are so many thousands or millions: “1.2k”, “3,4 Mio”. */
      scaled: z.boolean().optional(),
      /** A value that is no number, where there are any. */
      odd: z.string().optional()
    })
    .optional(),
  /** Of numbers that are read as decimals, and may have dots between thousands, one. */
  dotted: z.string().optional(),
  /** Whether some of its digits are lost where they are read as numbers: “007”, “12.50”. */
  coded: z.boolean().optional(),
  /** Whether each row has a code of its own: “T17”, “C-0042”. */
  codes: z.boolean().optional(),
  /** Words such as “NA” that count as missing here and may be values, with their counts. */
  words: z
    .array(z.object({ value: z.string(), count: z.number().int() }))
    .optional(),
  /**
   * Words that differ in their case or in blanks around them alone: of each the commonest
   * form, the others, and how many there are of all.
   */
  spellings: z
    .array(
      z.object({
        value: z.string(),
        others: z.array(z.string()),
        count: z.number().int()
      })
    )
    .optional(),
  /** Columns that never change within one of its values, where these repeat. */
  within: z.array(z.string()).optional(),
  /** Share of its values that the same column of the table beside it holds, 0 to 1. */
  shared: z.number().optional(),
  /**
   * Of a first column: where else its values stand, and what share of them, 0 to 1; and with
   * which columns behind it it names each row of both tables.
   */
  found: z
    .array(
      z.object({
        path: z.string(),
        column: z.string(),
        shared: z.number(),
        with: z.array(z.string()).optional()
      })
    )
    .optional(),
  /** Counts in equal bins between `min` and `max`; empty where it makes no sense. */
  histogram: z.array(z.number().int())
});
export type ColumnPreview = z.infer<typeof ColumnPreview>;

/** A table: a csv, tsv, parquet, Excel sheet, json or jsonl file. */
export const TablePreview = z.object({
  /** Rows of the file; an estimate where `rowsEstimated`. */
  rows: z.number().int(),
  rowsEstimated: z.boolean(),
  /** Rows that the columns' figures were measured on. */
  rowsRead: z.number().int(),
  /** Rows that memory has room for, where these are fewer. */
  fits: z.number().int().optional(),
  columns: z.array(ColumnPreview),
  /** Columns that the file has beyond those listed. */
  columnsOmitted: z.number().int(),
  /** All names in their order, where some columns are not listed. */
  names: z.array(z.string()).optional(),
  /** The first rows, cells as text, `null` for missing. */
  sample: z.array(z.array(z.string().nullable()))
});
export type TablePreview = z.infer<typeof TablePreview>;

/** How a table is written: found once, and gone by wherever it is read. */
export const Dialect = z.object({
  format: z.enum([
    'csv',
    'json',
    'jsonl',
    'parquet',
    'excel',
    'feather',
    'stata'
  ]),
  /** The file that it lies in, where that is an archive or a workbook of several. */
  file: z.string().optional(),
  /** The pattern of its files, from the data folder, where its rows lie in several. */
  parts: z.string().optional(),
  /** Its name in an archive. */
  member: z.string().nullish(),
  /** What packs it, as pandas names that, where its name does not tell. */
  packed: z.enum(['gzip', 'bz2', 'xz']).optional(),
  /** As Python names it. */
  encoding: z.string().nullish(),
  /** One character; a blank stands for any number of them. */
  separator: z.string().optional(),
  /** Whether blanks behind a separator are none of the cell. */
  spaced: z.boolean().default(false),
  /** Whether “\\"” is a quote within a text. */
  escaped: z.boolean().default(false),
  /** Lines, or rows of a sheet, above the column names. */
  skip: z.number().int().default(0),
  /** Whether the first line below the column names has units, and is no row. */
  units: z.boolean().default(false),
  /** Rows at the end that are none of the table: a total. */
  below: z.number().int().default(0),
  /** Whether lines that begin with “#” are no rows. */
  comment: z.boolean().default(false),
  /** Whether a line has the names of the columns. */
  header: z.boolean().default(true),
  /** Whether rows of too many fields are left out. */
  lenient: z.boolean().default(false),
  /** Words that look missing and are values. */
  values: z.array(z.string()).default([]),
  /** Columns of digits that are names, and read as they are written. */
  texts: z.array(z.string()).default([]),
  sheet: z.string().optional(),
  /** The keys below which the rows of a JSON file lie. */
  records: z.array(z.string()).default([]),
  /** How pandas wrote a JSON file, where that is no list of objects. */
  orient: z.enum(['columns', 'split']).optional(),
  /** Of rows to be predicted that lie among others, the columns that are empty in them. */
  lacks: z.array(z.string()).default([]),
  /** Of answers in a file of their own, the columns by which rows find them; none: by order. */
  on: z.union([z.string(), z.array(z.string())]).optional(),
  /** Whether objects in the rows make columns of their own. */
  nested: z.boolean().default(false),
  /**
   * Whether cells are durations, times of day, decimals or objects, which are read as numbers
   * and columns; runs of before read them as they are.
   */
  plain: z.boolean().default(false),
  /** Whether what JSON has as texts stays text; runs of before read “007” as 7. */
  asWritten: z.boolean().default(false)
});
export type Dialect = z.infer<typeof Dialect>;

/** One file of the data folder. */
export const FilePreview = z.object({
  /** Relative to the data folder, with `/`; inside an archive `a.zip/b.csv`. */
  path: z.string(),
  /** Bytes. */
  size: z.number(),
  kind: z.enum([
    'table',
    'text',
    'image',
    'archive',
    'json',
    'binary',
    'empty',
    'other'
  ]),
  table: TablePreview.nullable(),
  /** How the table is written; previews of before have none. */
  dialect: Dialect.nullish(),
  /** The head of a text or of an irregular json; a listing for an archive. */
  text: z.string().nullable(),
  /** PNG as base64 for one image of a folder, small. */
  thumbnail: z.string().nullable(),
  /** Anything odd: "read as latin-1", "3 broken rows left out". */
  notes: z.array(z.string())
});
export type FilePreview = z.infer<typeof FilePreview>;

/** A file of the data folder that holds a table. */
export type TableFile = FilePreview & { table: TablePreview };

/** A folder's own line in the tree. */
export const FolderPreview = z.object({
  path: z.string(),
  files: z.number().int(),
  bytes: z.number(),
  /** Number of files by extension, most frequent first. */
  extensions: z.array(z.object({ ext: z.string(), count: z.number().int() }))
});
export type FolderPreview = z.infer<typeof FolderPreview>;

/** The tables of a hold-out that candidates find in `./input`, by their names there. */
export const Prepared = z.object({
  /** What is learned from. */
  train: z.string(),
  /** The rows that are to be predicted. */
  test: z.string(),
  /** The form of what is handed in. */
  sample: z.string(),
  /** Which fold each row to learn from is in; missing where nothing tells. */
  folds: z.string().nullish(),
  /** Those of them that a person's own folder has not. */
  made: z.array(z.string()),
  /** The column that names the rows, where the person's own tables have none such. */
  key: z.string().nullable()
});
export type Prepared = z.infer<typeof Prepared>;

/** The preview of a data folder. */
export const DataPreview = z.object({
  /** The folder as the person named it. */
  root: z.string(),
  folders: z.array(FolderPreview),
  files: z.array(FilePreview),
  /** Files that exist beyond those listed. */
  filesOmitted: z.number().int(),
  notes: z.array(z.string()),
  /** Where rows are held out: the tables that were prepared for it. */
  prepared: Prepared.optional()
});
export type DataPreview = z.infer<typeof DataPreview>;
