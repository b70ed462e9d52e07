import type { DataPreview } from '../../task/data';

/** Files that may hold a table and are not read, each with a sentence that says why and a way out. */
export function unread({
  files
}: DataPreview): { path: string; said: string }[] {
  return files.flatMap(({ path, notes }) => {
    const why = notes.find(note => /^not (?:read|opened), since/.test(note));
    return why === undefined ? [] : [{ path, said: `${path} is ${why}.` }];
  });
}
