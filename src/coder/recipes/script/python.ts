/** A Python expression: plain text, or something with arguments that may be broken over lines. */
export type Expr = string | { head: string; args: Expr[]; tail: string };

const width = 96;

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

/** `{'key': value…}` */
export function dict(entries: readonly (readonly [string, Expr])[]): Expr {
  return list(
    entries.map(([key, value]) => named(literal(key), value, ': ')),
    '{',
    '}'
  );
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
  const broken = hugged(expr, indent);
  const inner = ' '.repeat(indent + 4);
  const lines = fill(broken.args, indent + 4);
  return [
    broken.head,
    ...lines.map((line, i) => inner + line + (i < lines.length - 1 ? ',' : '')),
    ' '.repeat(indent) + broken.tail
  ].join('\n');
}

/** What is broken of a tuple, or a list, named or last argument, on the lines of the brackets around it. */
function hugged(expr: Exclude<Expr, string>, indent: number): typeof expr {
  const nested = expr.args.filter(arg => typeof arg !== 'string');
  const at = expr.args.findIndex(arg => typeof arg !== 'string');
  if (
    nested.length !== 1 ||
    !(
      expr.head === '(' ||
      /^\w+=|\[$/.test(nested[0].head) ||
      at === expr.args.length - 1
    ) ||
    (expr.head !== '(' && indent + 4 + flatten(nested[0]).length < width)
  ) {
    return expr;
  }
  const head = [...expr.args.slice(0, at).map(flatten), nested[0].head];
  const tail = [nested[0].tail, ...expr.args.slice(at + 1).map(flatten)];
  const both = {
    head: expr.head + head.join(', '),
    args: nested[0].args,
    tail: tail.join(', ') + expr.tail
  };
  const room = width - indent;
  return both.head.length <= room && both.tail.length <= room
    ? hugged(both, indent)
    : expr;
}

function flatten(expr: Expr): string {
  return typeof expr === 'string'
    ? expr
    : expr.head + expr.args.map(flatten).join(', ') + expr.tail;
}

/** Arguments on lines: of plain text as many as fit, each of the others by itself. */
function fill(args: readonly Expr[], indent: number): string[] {
  const lines: string[] = [];
  let isOpen = false;
  for (const arg of args) {
    const text = show(arg, indent);
    const isPlain = typeof arg === 'string';
    const longer = `${lines.at(-1)}, ${text}`;
    if (isPlain && isOpen && indent + longer.length < width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(text);
    }
    isOpen = isPlain;
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

/** The call that names columns of a table otherwise; nothing where none are. */
export function renaming(
  entries: readonly (readonly [string, string])[],
  indent?: number
): string {
  const named = entries.map(([from, to]) => [from, literal(to)] as const);
  return named.length > 0
    ? `.rename(columns=${show(dict(named), indent)})`
    : '';
}

/** A line with a remark: behind it where both fit into one, else above it. */
export function remarked(line: string, remark: string): string[] {
  const both = `${line}  ${comment(remark)}`;
  const indent = ' '.repeat(line.length - line.trimStart().length);
  return both.length <= width && !line.includes('\n')
    ? [both]
    : [indent + comment(remark), line];
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
