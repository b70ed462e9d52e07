import type { Split } from './objectiveKinds';

/** A division as options name it: `group:match_id`, `random`. */
export function splitName(split: Split): string {
  return 'column' in split ? `${split.kind}:${split.column}` : split.kind;
}

/** The division that has such a name; `null` where none has. */
export function splitNamed(name: string): Split | null {
  const [, kind, column] = /^(\w+)(?::(.+))?$/s.exec(name.trim()) ?? [];
  if ((kind === 'group' || kind === 'time') && column) {
    return { kind, column };
  }
  return (kind === 'random' || kind === 'stratified') && !column
    ? { kind }
    : null;
}
