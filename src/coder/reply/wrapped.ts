import type { Budget } from '../../syntax/budget';
import { readLiterals } from './literal';

/**
 * A reply that is not Markdown but something that holds code: an object with a
 * field for it, a call of a tool, a notebook, tags as in HTML.
 */

/** What was found in there. */
export interface IUnwrapped {
  title: string;
  plan: string;
  /** Texts that may be code, or replies in themselves, in their order. */
  texts: string[];
}

const TITLE = /^(title|name|idea|headline)$/i;
const PLAN = /^(plan|description|summary|approach|explanation|strategy)$/i;
/** Fields whose texts are no answer. */
const ASIDE =
  /^(thoughts?|thinking|reasoning|analysis|scratchpad|type|role|id|metadata|outputs|language|filename|path|file|usage|example)$/i;

/** Texts that objects and lists hold. */
export function fromValues(
  values: readonly unknown[],
  budget: Budget
): IUnwrapped {
  const found: IUnwrapped = { title: '', plan: '', texts: [] };
  const visit = (value: unknown, key: string, depth: number): void => {
    if (depth > 12 || budget.isSpent) {
      return;
    }
    if (typeof value === 'string') {
      if (ASIDE.test(key)) {
        return;
      }
      if (TITLE.test(key) && !value.includes('\n')) {
        found.title ||= value;
      } else if (PLAN.test(key)) {
        found.plan ||= value;
      } else if (/^\s*[{[]/.test(value)) {
        // A call's arguments are a text that holds an object.
        const inner = readLiterals(value, budget);
        inner.forEach(each => visit(each, key, depth + 1));
      } else if (/[\n=(]/.test(value)) {
        found.texts.push(value);
      }
    } else if (Array.isArray(value)) {
      const isLines =
        /^(source|code|lines|script)$/i.test(key) &&
        value.every(line => typeof line === 'string');
      if (isLines) {
        const ended = value.some(line => line.endsWith('\n'));
        found.texts.push(value.join(ended ? '' : '\n'));
      } else {
        value.forEach(each => visit(each, key, depth + 1));
      }
    } else if (typeof value === 'object' && value !== null) {
      const { cell_type } = value as { cell_type?: unknown };
      if (cell_type === undefined || cell_type === 'code') {
        Object.entries(value).forEach(([name, each]) =>
          visit(each, name, depth + 1)
        );
      }
    }
  };
  values.forEach(value => visit(value, '', 0));
  return found;
}

const TAGS =
  /<(python|py|code|script|answer|solution|program|file|content|execute|execute_python|tool_code|artifact|antartifact|final|final_answer|response|pre|parameter|invoke|tool_call|function_call|function|tool|arguments|source)(?:[\s=][^<>\n]{0,200})?>|\[(python|code|answer)\]/gi;

/** What stands between tags that hold code, and where: the innermost of them. */
export function fromTags(
  text: string,
  offset = 0
): { from: number; text: string }[] {
  const found: { from: number; text: string }[] = [];
  const lower = text.toLowerCase();
  const missing = new Set<string>();
  let at = 0;
  for (const open of text.matchAll(TAGS)) {
    const from = open.index + open[0].length;
    if (open.index < at) {
      continue;
    }
    const end = (open[1] ? `</${open[1]}>` : `[/${open[2]}]`).toLowerCase();
    const to = missing.has(end) ? -1 : lower.indexOf(end, from);
    if (to < 0) {
      missing.add(end);
      continue;
    }
    const inner = text.slice(from, to);
    const nested = fromTags(inner, offset + from);
    const bare = inner.replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '');
    found.push(
      ...(nested.length > 0 ? nested : [{ from: offset + from, text: bare }])
    );
    at = to + end.length;
    if (found.length > 50) {
      break;
    }
  }
  return found;
}

const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#x27': "'",
  nbsp: ' '
};

/** A text in which characters are written as in HTML. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(lt|gt|amp|quot|apos|nbsp|#39|#x27);/gi,
    (_, name) => ENTITIES[name.toLowerCase()]
  );
}
