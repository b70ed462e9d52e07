/**
 * A candidate's script as it has to read outside the run: there `./input` leads
 * to the data, elsewhere the data folder itself has to be named.
 *
 * @param folder - the data folder from where the script will run, with `/`, or
 *   absolute.
 * @returns the script with every `./input` replaced, or `null` where the
 *   folder's name cannot stand in a Python string as it is.
 */
export function readFrom(code: string, folder: string): string | null {
  if (/["'\\{}\n]/.test(folder)) {
    return null;
  }
  return (
    code
      // "./input/train.csv", Path("./input"), in comments too
      .replace(/(?<![\w./\\])\.\/input(?![\w-])/g, () => folder)
      // "input/train.csv"
      .replace(/(?<=["'])input(?=\/)/g, () => folder)
      // Path("input"), os.listdir('input')
      .replace(
        /(?<=\b(?:Path|join|listdir|scandir|walk|isdir|exists|i?glob)\(\s*(["']))input(?=\1)/g,
        () => folder
      )
  );
}

/** The name of a table in a call that reads it, without a folder. */
const READ =
  /(?<=\b(?:read_\w+|open|scan_\w+)\(\s*["'])(?:\.\/)?(?=[\w-][^"'/\\]*\.\w+["'])/g;

/**
 * The other way: a script of a person's as it has to read in a run, where the
 * data folder is `./input`.
 *
 * @param folder - the data folder as the script names it, `.` where the data lie
 *   beside it.
 */
export function readInput(code: string, folder: string): string {
  if (folder === '.') {
    return code.replace(READ, () => './input/');
  }
  const named = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return code.replace(
    new RegExp(`(?<=["'])(?:\\./)?${named}(?=["'/\\\\])`, 'g'),
    () => './input'
  );
}
