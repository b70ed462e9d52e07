import type { FilePreview, TableFile, TablePreview } from '../../task/data';

/** Columns of a sample at most. */
const MOST = 1000;
/** What files are called that show how something is to be done. */
const SHOWN =
  /sample|example|template|format|beispiel|muster|vorlage|exemple|modele|ejemplo|plantilla|exemplo|modelo|esempio|modello|пример|образец|样例|示例|サンプル/u;

/**
 * The file that shows what is handed in, or `null`: one whose name says so, else one that
 * names the rows of the test table and holds a filler beside them.
 *
 * @param isSample - whether a file's name says so.
 * @param isTest - whether a file's name says that it holds the rows to be predicted.
 */
export function sampleAmong(
  files: readonly TableFile[],
  isSample: (file: FilePreview) => boolean,
  isTest: (file: FilePreview) => boolean
): TableFile | null {
  const small = files.filter(({ table }) => table.columns.length <= MOST);
  const named = small.filter(isSample);
  // An earlier submission of one's own has the same columns.
  return (
    named.find(isShown) ??
    named.find(file => isFilled(file.table.columns.slice(1))) ??
    named[0] ??
    small.find(file =>
      files.some(
        test => test !== file && isTest(test) && asksFor(file, test, files)
      )
    ) ??
    null
  );
}

/** Whether a file names rows of the test table, and holds what is no feature and no answer. */
function asksFor(
  file: TableFile,
  { path, table }: TableFile,
  files: readonly TableFile[]
): boolean {
  const [first, ...others] = file.table.columns;
  const given = new Set(table.columns.map(({ name }) => name));
  const asked = others.filter(({ name }) => !given.has(name));
  const rest = files.filter(each => each !== file && each.path !== path);
  const isLearned = ({ name }: { name: string }) =>
    rest.some(each => each.table.columns.some(own => own.name === name));
  return (
    asked.length > 0 &&
    first.found?.some(each => each.path === path && each.shared === 1) ===
      true &&
    (isFilled(asked) ||
      (isShown(file) &&
        (file.table.rows === table.rows || asked.every(isLearned))))
  );
}

/** Whether columns hold one value each, as those of a sample mostly do. */
function isFilled(columns: TablePreview['columns']): boolean {
  return columns.every(({ kind }) => kind === 'constant' || kind === 'empty');
}

function isShown({ path }: FilePreview): boolean {
  return SHOWN.test(path.split('/').at(-1)!.toLowerCase());
}
