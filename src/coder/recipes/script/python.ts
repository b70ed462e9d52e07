/** A Python expression: plain text, or something with arguments that may be broken over lines. */
export type Expr = string | { head: string; args: Expr[]; tail: string };

const width = 88;

/** `name(args…)`. */
export function call(name: string, ...args: Expr[]): Expr {
  return args.length === 0
    ? `${name}()`
    : { head: `${name}(`, args, tail: ')' };
}

/** `[args…]`, or with other brackets. */
export function list(args: Expr[], head = '[', tail = ']'): Expr {
  return args.length === 0 ? head + tail : { head, args, tail };
}

/** `name=value`, for an argument or an assignment. */
export function named(name: string, value: Expr, equals = '='): Expr {
  return typeof value === 'string'
    ? name + equals + value
    : { ...value, head: name + equals + value.head };
}

/** The text of an expression, broken over lines where it is too long for one. */
export function show(expr: Expr, indent = 0): string {
  if (typeof expr === 'string') {
    return expr;
  }
  const flat = flatten(expr);
  if (indent + flat.length <= width) {
    return flat;
  }
  const inner = ' '.repeat(indent + 4);
  const lines = expr.args.every(isQuoted)
    ? fill(expr.args, width - indent - 4)
    : expr.args.map(arg => show(arg, indent + 4));
  return [
    expr.head,
    ...lines.map((line, i) => inner + line + (i < lines.length - 1 ? ',' : '')),
    ' '.repeat(indent) + expr.tail
  ].join('\n');
}

function flatten(expr: Expr): string {
  return typeof expr === 'string'
    ? expr
    : expr.head + expr.args.map(flatten).join(', ') + expr.tail;
}

function isQuoted(expr: Expr): expr is string {
  return typeof expr === 'string' && /^['"]/.test(expr);
}

/** As many short arguments on a line as fit. */
function fill(args: readonly string[], room: number): string[] {
  const lines: string[] = [];
  for (const arg of args) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + arg.length + 3 <= room) {
      lines[lines.length - 1] = `${last}, ${arg}`;
    } else {
      lines.push(arg);
    }
  }
  return lines;
}

/** A value as a Python literal. */
export function literal(value: string | number | boolean | null): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return String(value);
    default:
      return 'None';
  }
}

/** Names as a Python list. */
export function names(values: readonly string[]): Expr {
  return list(values.map(quote));
}

/** Text that can stand in a comment, whatever it holds. */
export function comment(text: string): string {
  return `# ${text.replace(/\s+/g, ' ').trim()}`;
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replaceAll(mark, `\\${mark}`)
    .replace(
      // Control characters, line separators and lone surrogates: a script is one
      // line where it looks like one line.
      // eslint-disable-next-line no-control-regex
      /[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff]/gu,
      sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
    );
  return mark + escaped + mark;
}
