import { hasStatements, namesOf, syntaxProblem } from './python';

/** What a model's reply came to: a solution, or why it is none. */
export type Reply =
  | { title: string; plan: string; code: string }
  | {
      /** One sentence for the person and the model alike. */
      unusable: string;
    };

/** Characters; no script that a person would read is longer. */
const LONGEST_CODE = 100_000;
/** More come from no model in its right mind. */
const MOST_BLOCKS = 50;
const LONGEST_PLAN = 5_000;
const LONGEST_TITLE = 60;

/**
 * Read title, plan and code out of a model's reply: a title, a few sentences
 * and a fenced Python block were asked for; what comes is another matter.
 *
 * @param text - the whole reply.
 * @param cutOff - whether the endpoint ended it at a length limit.
 */
export function parseReply(text: string, cutOff = false): Reply {
  if (text.length > 20 * LONGEST_CODE) {
    return { unusable: tooLong };
  }
  const answer = withoutThoughts(text.replace(/\r\n?/g, '\n'));
  if (answer.trim() === '') {
    return {
      unusable: cutOff
        ? wasCutOff
        : text.trim() === ''
          ? 'The reply was empty.'
          : 'The reply had thoughts, but no answer after them.'
    };
  }
  const { prose, blocks } = split(answer);
  const python = blocks.filter(
    block => isPython(block.language) && block.lines.some(isWritten)
  );
  const candidates =
    python.length > 0 ? python : blocks.slice(-MOST_BLOCKS).filter(mayBePython);
  if (cutOff && (blocks.length === 0 || !blocks.at(-1)!.closed)) {
    return { unusable: wasCutOff };
  }
  const scripts = candidates.slice(-MOST_BLOCKS).map(tidy);
  const bare = blocks.length === 0 ? bareCode(answer) : null;
  if ([bare?.code ?? '', ...scripts].join().length > LONGEST_CODE) {
    return { unusable: tooLong };
  }
  const code = bare?.code ?? choose(scripts);
  if (code === '') {
    return {
      unusable:
        'The reply had no Python code: the whole script is needed in one ```python block.'
    };
  }
  const problem = syntaxProblem(code);
  if (problem !== null) {
    return { unusable: problem };
  }
  return {
    ...titleAndPlan(bare?.prose ?? prose, code),
    code: `${code.trim()}\n`
  };
}

const wasCutOff =
  'The reply was cut off at its length limit before the script ended.';
const tooLong = 'The reply was far too long for a script.';

/** Leave out what a reasoning model thought aloud before it answered. */
function withoutThoughts(text: string): string {
  const end = /<\/(think|thinking|thought|reasoning)>/i.exec(text);
  const start = /^\s*<(think|thinking|thought|reasoning)>/i.exec(text);
  if (!end) {
    return start ? '' : text;
  }
  // Chat templates often swallow the opening tag. A tag inside code is code.
  const fences = text.slice(0, end.index).match(/^[ \t]*(```|~~~)/gm) ?? [];
  return start || fences.length % 2 === 0
    ? text.slice(end.index + end[0].length)
    : text;
}

interface IBlock {
  language: string;
  /** The marks it was opened with, and how far they were indented. */
  fence: string;
  indent: number;
  lines: string[];
  closed: boolean;
}

/** Tell fenced blocks and the prose around them apart. */
function split(text: string): { prose: string[]; blocks: IBlock[] } {
  const prose: string[] = [];
  const blocks: IBlock[] = [];
  for (const line of text.split('\n')) {
    const last = blocks.at(-1);
    const open = last?.closed === false ? last : null;
    const mark = /^([ \t]*)(`{3,}|~{3,})([^`]*)$/.exec(line);
    const indent = /^[ \t]*/.exec(line)![0].length;
    const fence = mark?.[2] ?? '';
    const language = mark?.[3].trim().toLowerCase() ?? '';
    if (open !== null) {
      // A fence that names Python opens a block: the end of this one is missing.
      const ends = fence.startsWith(open.fence);
      open.closed = ends && (language === '' || isPython(language));
      if (!open.closed) {
        open.lines.push(line.slice(Math.min(indent, open.indent)));
      }
    } else if (mark === null) {
      prose.push(line);
    }
    if (mark !== null && (open === null || (open.closed && language !== ''))) {
      blocks.push({ language, fence, indent, lines: [], closed: false });
    }
  }
  return { prose, blocks };
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}

function isPython(language: string): boolean {
  return /^\{?\.?i?(python|py)[\d.]*\b/i.test(language);
}

function mayBePython({ language, lines }: IBlock): boolean {
  const named =
    /^(bash|sh|shell|console|json|yaml|toml|html|css|js|sql|r|diff)\b/;
  const code = lines.join('\n');
  return (
    !named.test(language) &&
    // What is too long is not worth reading; it is said to be too long.
    (code.length > LONGEST_CODE || hasStatements(code))
  );
}

/** Take away an indentation that all lines share. */
function tidy({ lines }: IBlock): string {
  const indents = lines.filter(isWritten).map(line => /^[ \t]*/.exec(line)![0]);
  const shared = indents.reduce(
    (a, b) => (a.startsWith(b) ? b : b.startsWith(a) ? a : ''),
    indents[0] ?? ''
  );
  return lines
    .map(line => line.slice(shared.length))
    .join('\n')
    .trim();
}

/**
 * The one script that several blocks mean. The last one that sets the metric is
 * the answer (what comes before may be a first try), together with the blocks
 * that it is tied to by names, as in a notebook.
 */
function choose(all: string[]): string {
  const blocks = [...new Set(all)];
  const scored = blocks.filter(block => block.includes('validation_metric'));
  const longest = blocks.reduce((a, b) => (b.length > a.length ? b : a), '');
  const main = scored.pop() ?? longest;
  if (blocks.length === 1) {
    return main;
  }
  const names = new Map(blocks.map(block => [block, namesOf(block)]));
  const together = new Set([main]);
  // A block joins where it gives to, or takes from, one that is in already.
  for (let grown = true; grown;) {
    grown = false;
    for (const [block, { bound, free }] of names) {
      const tied = [...together].some(
        other =>
          meet(bound, names.get(other)!.free) ||
          meet(free, names.get(other)!.bound)
      );
      if (tied && !together.has(block) && !scored.includes(block)) {
        together.add(block);
        grown = true;
      }
    }
  }
  const joined = blocks
    .filter(block => together.has(block))
    .map(block => (/^# ?%%/.test(block) ? block : `# %%\n${block}`))
    .join('\n\n');
  return together.size > 1 && syntaxProblem(joined) === null ? joined : main;
}

function meet(a: Set<string>, b: Set<string>): boolean {
  return [...a].some(name => b.has(name));
}

/** Code that came without a fence: from its first import to the end. */
function bareCode(text: string): { prose: string[]; code: string } | null {
  const lines = text.split('\n');
  const start = lines.findIndex(line =>
    /^(import \w|from [\w.]+ import\b|# ?%%)/.test(line)
  );
  if (start < 0) {
    return null;
  }
  return { prose: lines.slice(0, start), code: lines.slice(start).join('\n') };
}

/** A few words and a few sentences for people, from the prose or else the code. */
function titleAndPlan(
  prose: string[],
  code: string
): { title: string; plan: string } {
  const lines = prose.map(line => line.trimEnd());
  const at = titleLine(lines);
  const plan = lines
    .filter((line, index) => index !== at && !generic.test(line))
    .join('\n')
    .replace(/^\W*plan\W*:\W*/i, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST_PLAN);
  const comment = /^[ \t]*(?:#(?! ?%%)|"""|''')[ \t]*(\S.*)$/m.exec(code)?.[1];
  const title =
    words(at < 0 ? plan || (comment ?? '') : lines[at]) || 'Untitled solution';
  return { title, plan: plan || title };
}

/** Headings that say what a part is, not what is tried. */
const generic =
  /^\W*(plan|solution|approach|code|script|implementation|answer|explanation|title)\W*$/i;

/** The line that holds the title; -1 where there is none but the plan's own. */
function titleLine(lines: string[]): number {
  const marks = [/^\W*title\W*:\W*\w/i, /^#{1,6} +\S/, /^\*\*[^*]+\*\*$/];
  for (const mark of marks) {
    const at = lines.findIndex(line => mark.test(line) && !generic.test(line));
    if (at >= 0) {
      return at;
    }
  }
  // As it was asked for: a first line of a few words, and more after it.
  const [first, second] = lines.flatMap((line, at) =>
    isWritten(line) && !generic.test(line) ? [at] : []
  );
  const plain = /^(?!.*:$)\S+( +\S+){0,11}$/;
  return second !== undefined && plain.test(lines[first].trim()) ? first : -1;
}

/** The first clause of a text, without its Markdown, cut at a word. */
function words(text: string): string {
  const clause = text
    .slice(0, 500)
    .replace(/^\W*title\W*:\W*/i, '')
    .replace(/[*#`"]+/g, '')
    .trim()
    .replace(/^(\d+[.)]|[-+•]) +/, '')
    .split(/\n|[.:;](?:\s|$)/)[0]
    .trim();
  return clause.length <= LONGEST_TITLE
    ? clause
    : `${clause.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, '')}…`;
}
