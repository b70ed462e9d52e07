import { Dialect, type FilePreview } from '../../../task/data';
import type { DeclaredFile } from '../../../task/declaration';
import type { Lessons } from '../recipe';
import { call, dict, list, literal, named, show, type Expr } from './python';

/** What pandas takes for missing where nothing else is said. */
const MISSING = [
  ...['', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan'],
  ...['1.#IND', '1.#QNAN', '<NA>', 'N/A', 'NA', 'NULL', 'NaN', 'None', 'n/a'],
  ...['nan', 'null']
];

/** `name = pd.read_…(INPUT / '…')`, as the file wants to be read. */
export function read(
  name: string,
  file: FilePreview | DeclaredFile,
  lessons: Lessons
): string {
  const dialect = dialectOf(file);
  const { member, header } = dialect;
  const where = dialect.file ?? file.path;
  const path = `INPUT / ${literal(where)}`;
  const load = (source: string) =>
    named(name, reader(file, source, lessons), ' = ');
  const lines: string[] = [];
  if (dialect.parts) {
    const part = isLoaded(dialect)
      ? opened('part', dialect.parts, dialect)
      : 'part';
    lines.push(
      `${name} = pd.concat(`,
      '    [',
      `        ${show(reader(file, part, lessons), 8)}`,
      `        for part in sorted(INPUT.glob(${literal(dialect.parts)}))`,
      '    ],',
      '    ignore_index=True,',
      ')'
    );
  } else if (member) {
    const zip = /\.zip$/i.test(dialect.file!);
    const text = isLoaded(dialect) && encodingOf(dialect).length > 0;
    const inside = text
      ? `io.TextIOWrapper(file, encoding=${literal(dialect.encoding!)})`
      : 'file';
    lines.push(
      `with ${zip ? 'zipfile.ZipFile' : 'tarfile.open'}(${path}) as archive:`,
      `    with archive.${zip ? 'open' : 'extractfile'}(${literal(member)}) as file:`,
      `        ${show(load(inside), 8)}`
    );
  } else if (isLoaded(dialect)) {
    lines.push(
      `with ${opened(path, where, dialect)} as file:`,
      `    ${show(load('file'), 4)}`
    );
  } else {
    lines.push(show(load(path)));
  }
  if (!header) {
    lines.push(`${name}.columns = ${name}.columns.astype(str)`);
  } else if (lessons.stripNames) {
    lines.push(`${name}.columns = ${name}.columns.str.strip()`);
  }
  return lines.join('\n');
}

/** The modules that open packed files. */
const OPENERS: Record<string, string> = {
  gz: 'gzip',
  gzip: 'gzip',
  bz2: 'bz2',
  xz: 'lzma'
};

/** Whether a table is read with the module `json` from an open file. */
export function isLoaded(dialect: Dialect): boolean {
  const { format, nested, records, asWritten } = dialect;
  return format === 'jsonl'
    ? asWritten
    : format === 'json' && (asWritten || nested || records.length > 0);
}

/** The call that opens a file of text, packed or not, with its path. */
function opened(path: string, name: string, dialect: Dialect): string {
  const { encoding } = dialect;
  const packed =
    /\.(gz|bz2|xz)$/i.exec(name)?.[1].toLowerCase() ?? dialect.packed;
  const open = packed ? `${OPENERS[packed]}.open` : 'open';
  const mode = packed ? "'rt', " : '';
  return `${open}(${path}, ${mode}encoding=${literal(encoding ?? 'utf-8')})`;
}

/** The call that reads a table from a path or an open file. */
export function reader(
  file: FilePreview | DeclaredFile,
  source: string,
  lessons: Lessons
): Expr {
  const dialect = dialectOf(file);
  const own = ownReader(dialect, source, lessons);
  return dialect.plain ? call('plain_cells', own) : own;
}

function ownReader(dialect: Dialect, source: string, lessons: Lessons): Expr {
  switch (dialect.format) {
    case 'parquet':
    case 'feather':
    case 'stata':
      return call(`pd.read_${dialect.format}`, source);
    case 'excel':
      return call(
        'pd.read_excel',
        source,
        ...(dialect.sheet ? [`sheet_name=${literal(dialect.sheet)}`] : []),
        ...leftOutOf(dialect)
      );
    case 'jsonl':
      return isLoaded(dialect)
        ? call(
            'pd.DataFrame',
            `[json.loads(line) for line in ${source} if line.strip()]`
          )
        : call(
            'pd.read_json',
            source,
            'lines=True',
            ...encodingOf(dialect),
            ...packingOf(dialect),
            ...asTexts(dialect)
          );
    case 'json': {
      if (dialect.orient) {
        const stars = dialect.orient === 'split' ? '**' : '';
        return list(
          [`${stars}json.load(${source})`],
          'pd.DataFrame(',
          ').reset_index(drop=True)'
        );
      }
      const under = dialect.records.map(key => `[${literal(key)}]`).join('');
      return isLoaded(dialect)
        ? call(
            dialect.nested ? 'pd.json_normalize' : 'pd.DataFrame',
            `json.load(${source})${under}`
          )
        : call(
            'pd.read_json',
            source,
            ...encodingOf(dialect),
            ...packingOf(dialect),
            ...asTexts(dialect)
          );
    }
    case 'csv':
      return call('pd.read_csv', source, ...csvArguments(dialect, lessons));
  }
}

/** The encoding, where readers do not take it by themselves. */
function encodingOf({ encoding }: Dialect): Expr[] {
  return !encoding || /^utf-?8$/i.test(encoding)
    ? []
    : [`encoding=${literal(encoding)}`];
}

/** What keeps lines above the column names, units below them and a total at the end from being rows. */
function leftOutOf({ skip, units, below }: Dialect): Expr[] {
  const above = skip > 0 ? [`*range(${skip})`] : [];
  return [
    ...(units
      ? [named('skiprows', list([...above, String(skip + 1)]))]
      : skip > 0
        ? [`skiprows=${skip}`]
        : []),
    ...(below > 0 ? [`skipfooter=${below}`] : [])
  ];
}

/** What packs a file, where its name does not tell. */
function packingOf({ packed }: Dialect): Expr[] {
  return packed ? [`compression=${literal(packed)}`] : [];
}

/** How a file of text is written, or what a failure taught of it. */
function csvArguments(dialect: Dialect, lessons: Lessons): Expr[] {
  const { separator = ',', header, comment, values } = dialect;
  const encoding = lessons.encoding ?? dialect.encoding ?? 'utf-8';
  const args: Expr[] = [];
  if (lessons.lenient) {
    args.push('sep=None', "engine='python'", "on_bad_lines='skip'");
  } else {
    if (separator !== ',') {
      args.push(
        separator === ' '
          ? "sep=r'\\s+'"
          : separator === '\t'
            ? "sep='\\t'"
            : `sep=${literal(separator)}`
      );
    }
    if (dialect.lenient) {
      args.push("on_bad_lines='skip'");
    }
  }
  args.push(...leftOutOf(dialect));
  if (dialect.below > 0 && !lessons.lenient) {
    args.push("engine='python'");
  }
  if (dialect.spaced) {
    args.push('skipinitialspace=True');
  }
  if (dialect.escaped) {
    args.push("escapechar='\\\\'");
  }
  if (comment) {
    args.push("comment='#'");
  }
  if (!header) {
    args.push('header=None');
  }
  if (!/^utf-?8$/i.test(encoding)) {
    args.push(`encoding=${literal(encoding)}`);
  }
  args.push(...packingOf(dialect), ...asTexts(dialect));
  if (values.length > 0) {
    const missing = MISSING.filter(word => !values.includes(word));
    args.push(
      'keep_default_na=False',
      named('na_values', list(missing.map(literal)))
    );
  }
  return args;
}

/** What keeps names of digits as they are written. */
function asTexts({ texts }: Dialect): Expr[] {
  return texts.length > 0
    ? [named('dtype', dict(texts.map(name => [name, 'str'])))]
    : [];
}

/** How a table is written; of a preview of before, as its notes tell. */
function dialectOf(file: FilePreview | DeclaredFile): Dialect {
  if (file.dialect) {
    return file.dialect;
  }
  const packed = /^(.*\.(zip|tar|tgz|tar\.\w+))\/(.+)$/i.exec(file.path);
  const sheet = /^(.*\.xls[xm])\/(.+)$/i.exec(file.path);
  const ending = file.path
    .toLowerCase()
    .replace(/\.(gz|bz2|xz|zst)$/, '')
    .split('.')
    .at(-1)!;
  const said = file.notes.join('\n');
  const separator = /^separated by (?:“(.)”|spaces)/m.exec(said);
  return Dialect.parse({
    format: sheet
      ? 'excel'
      : ({
          parquet: 'parquet',
          pq: 'parquet',
          xlsx: 'excel',
          xlsm: 'excel',
          jsonl: 'jsonl',
          ndjson: 'jsonl',
          json: 'json'
        }[ending] ?? 'csv'),
    file: packed?.[1] ?? sheet?.[1],
    member: packed?.[3],
    sheet: sheet?.[2],
    encoding: /^read as (\S+)/m.exec(said)?.[1],
    separator: separator
      ? (separator[1] ?? ' ')
      : ending === 'tsv' || ending === 'tab'
        ? '\t'
        : ',',
    skip: Number(/^(\d+) lines? above the table/m.exec(said)?.[1] ?? 0),
    header: !file.notes.includes('no line of column names'),
    lenient: /too many fields|cannot be parsed/.test(said)
  });
}
