/**
 * Whether a package's version is this one or a later one. One that nobody told is
 * taken for a recent one.
 */
export function atLeast(
  version: string | undefined,
  major: number,
  minor = 0
): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version ?? '');
  if (!match) {
    return true;
  }
  const [has, and] = [Number(match[1]), Number(match[2])];
  return has > major || (has === major && and >= minor);
}
