import { piecesOf } from './pieces';

/** A line that only a notebook understands: a magic, a shell command. */
export interface INotebookLine {
  from: number;
  to: number;
  /** Its text, without the indentation. */
  text: string;
}

/** A shell's command for packages, as people write it without a mark. */
const INSTALL =
  /^(?:pip3?|conda|mamba|apt(?:-get)?|uv (?:pip|add)|python3? -m pip)[ \t]+(?:install|add|-\w|sync|\w+[ \t]+(?:-|install\b))/;

/** The lines of a script that are for a notebook or a shell, in their order. */
export function notebookLines(code: string): INotebookLine[] {
  if (!/[%!?]|^[ \t]*(?:pip|conda|mamba|apt|uv|python)/m.test(code)) {
    return [];
  }
  const found: INotebookLine[] = [];
  const pieces = piecesOf(code);
  let begins = true;
  for (const { kind, from, to } of pieces) {
    const text = code.slice(from, to).trim();
    if (kind === 'magic') {
      found.push({ from, to, text });
    } else if (begins && kind === 'code' && INSTALL.test(text)) {
      const end = code.indexOf('\n', from);
      const line = end < 0 ? code.length : end;
      found.push({ from, to: line, text: code.slice(from, line).trim() });
    }
    begins = kind === 'end' || (begins && text === '');
  }
  return found;
}

/**
 * A script without the lines that only a notebook understands: each is a comment
 * instead, and does nothing. The lines stay where they are.
 *
 * @param lines - which; all of them unless told.
 */
export function withoutNotebookLines(
  code: string,
  lines: readonly INotebookLine[] = notebookLines(code)
): string {
  let script = '';
  let at = 0;
  for (const { from, to } of lines) {
    const [indent] = /^[ \t]*/.exec(code.slice(from, to))!;
    const written = code
      .slice(from + indent.length, to)
      .split('\n')
      .map(line => `# ${line}`)
      .join('\n');
    // It may be all that a block has.
    const nothing = indent === '' ? '' : 'pass  ';
    script += `${code.slice(at, from)}${indent}${nothing}${written}`;
    at = to;
  }
  return script + code.slice(at);
}
