const LONGEST_PLAN = 5_000;
const LONGEST_TITLE = 60;

/** A few words and a few sentences for people, from the prose or else the code. */
export function titleAndPlan(
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

function isWritten(line: string): boolean {
  return line.trim() !== '';
}
