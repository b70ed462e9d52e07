/** `import a.b as c, d` and `from a.b import c`, at the beginning of a line. */
const IMPORT = /^[ \t]*import[ \t]+(.+)$/gm;
const FROM = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import\b/gm;

/**
 * The modules that a script's import statements name, each once. Read line by
 * line: what is in a text by chance does no harm, it is not installed.
 */
export function importsOf(code: string): string[] {
  const listed = [...code.matchAll(IMPORT)].flatMap(([, names]) =>
    names.split('#')[0].split(',')
  );
  const names = [...listed, ...[...code.matchAll(FROM)].map(match => match[1])]
    .map(name => name.trim().split(/\s/)[0])
    // A relative import is of the candidate's own files.
    .filter(name =>
      /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)
    );
  return [...new Set(names)];
}
