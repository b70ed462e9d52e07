/** A fence that opens a block, and its line. */
export interface IFence {
  /** The prose before it. */
  before: string;
  mark: string;
  /** Spaces before it. */
  indent: number;
  /** The marks of a quotation before it, `> `. */
  quote: string;
  /** What follows it, and from which column. */
  info: string;
  at: number;
}

/** Languages whose blocks are never Python. */
const KNOWN =
  /^(bash|sh|shell|zsh|console|terminal|powershell|cmd|json[5cl]?|jsonl|yaml|yml|toml|ini|html|xml|css|js|javascript|ts|typescript|sql|r|diff|patch|text|txt|plaintext|output|csv|tsv|markdown|md|mermaid|latex|tex|dockerfile|makefile|c|cpp|c\+\+|java|go|rust|julia)$/;

/** Whether a fence's language is known, and another one than Python. */
export function isOther(language: string): boolean {
  return KNOWN.test(language);
}

/** Whether a fence's language is Python, under any of its names. */
export function isPythonName(language: string): boolean {
  return /^\{?\.?(?:i?(?:python|py)[\d.]*|pycon|python-repl|sage)\b/i.test(
    language
  );
}

/** Characters; a longer line has no fence that anybody would see. */
export const LONGEST_LINE = 5000;

const OWN = /^((?:[ \t]*>)*)([ \t]*)(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?$/;

/**
 * Read a line as one that opens a block.
 *
 * @param isWhole - whether it is all of a line, and not what is left of one.
 */
export function readFence(line: string, isWhole: boolean): IFence | null {
  const found = line.length > LONGEST_LINE ? null : /`{3,}|~{3,}/.exec(line);
  if (!found) {
    return null;
  }
  const [mark] = found;
  const before = line.slice(0, found.index);
  const at = found.index + mark.length;
  const own = OWN.exec(before);
  const [info, again] = line.slice(at).split(mark, 2);
  const { language, code } = readInfo(info);
  if (
    mark[0] === '~' ? !own || !isWhole : again !== undefined && code === null
  ) {
    return null;
  }
  if (own) {
    return {
      before: '',
      mark,
      at,
      indent: Math.max(0, own[2].length - (own[1] === '' ? 0 : 1)),
      quote: own[1],
      info
    };
  }
  // Prose may speak of fences; one that opens a block says so, or ends its line.
  return info.trim() === '' || isPythonName(language) || code !== null
    ? { before, mark, at, indent: 0, quote: '', info }
    : null;
}

const STATEMENT =
  /^(?:#|"""|'''|(?:import|from|def|class|if|for|while|with|try|print|global|assert|return|async|await)\b|@\w|[\w.[\]"', ]+[+\-*/|&]?= ?[^=\s])/;

/** The language that a fence names, and the code that shares its line. */
export function readInfo(info: string): {
  language: string;
  code: string | null;
} {
  const said = info.trim();
  const name = /^[^\s{:,]*/.exec(said)![0];
  const rest = said.slice(name.length).trim();
  if (isPythonName(name)) {
    return {
      language: name.toLowerCase(),
      code: isAttribute(rest) || !STATEMENT.test(rest) ? null : rest
    };
  }
  return STATEMENT.test(said) && !isAttribute(said) && / |\(|=/.test(said)
    ? { language: '', code: said }
    : { language: said.toLowerCase().split(/[\s]/)[0], code: null };
}

/** `title="script.py"`, `{linenos=true}`, `:script.py` */
function isAttribute(text: string): boolean {
  return /^(?:\{.*\}|[:(].*|(?:[\w-]+=(?:"[^"]*"|'[^']*'|[\w./-]+)\s*)+|[\w./-]+\.py)$/.test(
    text
  );
}
