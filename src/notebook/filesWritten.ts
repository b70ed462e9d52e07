/** The files that a script writes, by their names in it. */
export function filesWritten(code: string): string[] {
  const calls =
    /(?:\.to_(?:csv|parquet|json|excel|pickle|feather)|savefig|\bsave|\bdump|\bopen)\(\s*(?:[\w.]+\s*,\s*)?(["'])([^"'\n{}]+\.\w+)\1(\s*,\s*["'][^"']*["'])?/g;
  const names = [...code.matchAll(calls)]
    .filter(
      ([call, , , mode]) => !call.startsWith('open') || /[wax]/.test(mode ?? '')
    )
    .map(([, , name]) => name.replace(/^\.\//, ''));
  return [...new Set(names)];
}
