const waysOut: readonly (readonly [RegExp, string])[] = [
  [
    /ENOSPC|EDQUOT|No space left|Disk quota|Errno (28|122)\b/i,
    'The disk is full. Make room, then go on.'
  ],
  [
    /EFBIG|File too large|Errno 27\b/i,
    'A file would be larger than a process may make one here. Raise that limit (“ulimit -f”), then go on.'
  ],
  [
    /EMFILE|ENFILE|Too many open files|Errno (23|24)\b/i,
    'Too many files are open. Raise that limit (“ulimit -n 4096”), then go on.'
  ],
  [
    /ENOMEM|out of memory|cannot allocate memory|Errno 12\b/i,
    'There is not enough memory. Close something, or raise the limit where “ulimit -v” sets one; then go on.'
  ],
  [
    /EACCES|EPERM|EROFS|Permission denied|Read-only file system/i,
    'That may not be written. Give yourself the right to it, or choose another place.'
  ]
];

/**
 * Why an operating system refused something, in a sentence with the way out.
 *
 * @param error - what was thrown, here or at the server; its causes are looked at, too.
 * @returns `null` where it was something else.
 */
export function systemRefusal(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code = '' } = at as { code?: unknown };
    const told = waysOut.find(([why]) => why.test(`${code} ${at.message}`));
    if (told) {
      return told[1];
    }
  }
  return null;
}
