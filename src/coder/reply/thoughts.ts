import { parse, syntaxProblem } from '../../syntax/parse';
import { piecesOf } from '../../syntax/pieces';
import type { Budget } from '../../syntax/budget';
import { splitBlocks } from './blocks';

/**
 * What a reasoning model thought aloud, told from what it answers. Every family
 * of models has marks of its own for it; templates swallow the first one, servers
 * take the brackets off, and where the length ends, the last one is missing.
 */

/** A reply in two. */
export interface IAnswer {
  /** What was said to whoever asked. */
  text: string;
  /** What was thought aloud, without its marks; empty where nothing was. */
  thoughts: string;
}

const NAME =
  '(?:think(?:ing)?|thoughts?|thought_process|reason(?:ing)?|reflection|analysis|scratch_?pad|(?:inner_)?monologue|rationale|deliberation|cot|chain_of_thought)(?:_\\w{1,15})?';
/** `<think>`, `<seed:think>`, `<|begin_of_thought|>`, `◁think▷`, `【think】`, `<｜think｜>` */
const TAG = `(?:<[|｜]?|◁|【|⟨|«|‹|《|〈)\\s{0,2}(\\/|end_(?:of_)?)?\\s{0,2}(?:begin_(?:of_)?|start_(?:of_)?|\\w{1,20}[:_])?${NAME}(?:\\s[^<>\\n]{0,100})?\\s{0,2}(?:[|｜]?>|▷|】|⟩|»|›|》|〉)`;
/** `[THINK]`; a link of Markdown may have the longer words. */
const SQUARE = '\\[(\\/)?(?:think|thinking|thoughts?)\\](?!\\()';
/** Marks that may be anything else where they do not come in pairs. */
const PAIRED: readonly (readonly [RegExp, RegExp])[] = [
  [/\{think(?:ing)?\}/gi, /\{\/think(?:ing)?\}/gi],
  [/^[ \t]*\(think(?:ing)?\)/gim, /\(\/think(?:ing)?\)/gi],
  [/\[reasoning\]/gi, /\[\/reasoning\]/gi],
  [/<!--\s*think(?:ing)?\b/gi, /-->/g],
  [/<\|im_start\|>think\b/g, /<\|im_start\|>answer\b/g],
  [
    /^[ \t#*]*(?:thinking|thoughts|thought process)[:* \t]*$/gim,
    /^[ \t#*]*(?:final )?(?:answer|response)[:* \t]*$/gim
  ]
];
const DETAILS = '<(\\/)?details(?:\\s[^<>\\n]{0,200})?>';
/** Words that open and close without any bracket. */
const PLAIN: readonly (readonly [RegExp, boolean])[] = [
  [/^[ \t]*Thinking\.\.\.[ \t]*$/gm, false],
  [/^[ \t]*(?:\.{3}|…)done thinking\.[ \t]*$/gm, true],
  [/^[ \t]*Here is my thought process:/gm, false],
  [/^[ \t]*Here is my response:/gm, true],
  [/<\|channel>thought\b/g, false],
  [/<channel\|>/g, true],
  [/<unused94>(?:thought)?/g, false],
  [/<unused95>/g, true]
];

interface IMark {
  from: number;
  to: number;
  closes: boolean;
}

/**
 * Tell thoughts and answer apart. A mark in a text or a comment of fenced code is
 * a part of that code.
 */
export function readThoughts(reply: string, budget: Budget): IAnswer {
  const channels = readChannels(reply);
  const { text, thoughts } = byMarks(channels.text, budget);
  return {
    text,
    thoughts: [channels.thoughts, thoughts]
      .filter(part => part.trim())
      .join('\n')
  };
}

function byMarks(reply: string, budget: Budget): IAnswer {
  const marks = marksOf(reply, budget);
  let text = '';
  let thoughts = '';
  let at = 0;
  let thinking = false;
  for (const { from, to, closes } of marks) {
    const part = reply.slice(at, from);
    if (thinking) {
      thoughts += `${part}\n`;
    } else if (closes && reply.slice(to).trim() !== '') {
      // The template swallowed what opened them: all so far was thought.
      thoughts += `${text}${part}\n`;
      text = '';
    } else {
      text += part;
    }
    thinking = !closes;
    at = to;
  }
  const rest = reply.slice(at);
  return thinking
    ? { text, thoughts: thoughts + rest }
    : { text: text + rest, thoughts };
}

/** The marks of thoughts in a reply, in their order. */
function marksOf(reply: string, budget: Budget): IMark[] {
  const found: IMark[] = [];
  for (const pattern of [TAG, SQUARE, DETAILS]) {
    for (const match of reply.matchAll(new RegExp(pattern, 'gi'))) {
      const from = match.index;
      const closes = match[1] !== undefined;
      const isOther =
        pattern === DETAILS &&
        !(closes
          ? found.some(
              mark =>
                !mark.closes && /details/.test(reply.slice(mark.from, mark.to))
            )
          : /reasoning|think/i.test(match[0]));
      if (!isOther) {
        found.push({ from, to: from + match[0].length, closes });
      }
    }
  }
  for (const [pattern, closes] of PLAIN) {
    for (const match of reply.matchAll(pattern)) {
      const from = match.index;
      found.push({ from, to: from + match[0].length, closes });
    }
  }
  for (const [opens, closes] of PAIRED) {
    const [open] = reply.matchAll(opens);
    const close = [...reply.matchAll(closes)].find(
      each => open && each.index > open.index
    );
    if (open && close) {
      for (const [match, ends] of [
        [open, false],
        [close, true]
      ] as const) {
        const from = match.index;
        found.push({ from, to: from + match[0].length, closes: ends });
      }
    }
  }
  if (found.length === 0) {
    return [];
  }
  found.sort((a, b) => a.from - b.from);
  const quoted = quotedIn(reply, budget);
  return found.filter(mark => !quoted(mark.from));
}

/** Whether a position is in a text or a comment of fenced code. */
function quotedIn(
  reply: string,
  budget: Budget
): (position: number) => boolean {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to, isPython } of splitBlocks(reply, budget).blocks) {
    const code = `${reply.slice(from, to).trimEnd()}\n`;
    // An apostrophe of prose begins no text.
    if (!isPython || syntaxProblem(code, parse(code, budget)) !== null) {
      continue;
    }
    for (const piece of piecesOf(code)) {
      const isText =
        piece.kind === 'comment' || (piece.kind === 'string' && !piece.open);
      if (isText) {
        spans.push({ from: from + piece.from, to: from + piece.to });
      }
    }
  }
  let at = 0;
  return position => {
    while (at < spans.length && spans[at].to <= position) {
      at++;
    }
    return at < spans.length && spans[at].from <= position;
  };
}

/** A channel of OpenAI's harmony format begins, with its tokens or without. */
const TOKENS =
  /(?:<\|start\|>)?(?:assistant)?[^<\n]{0,60}<\|channel\|>\s*(\w+)[^<]{0,100}(?:<\|constrain\|>\w*)?<\|message\|>/g;
const BARE = /assistant(?:\n{1,2})?(analysis|commentary|final)(?![a-z_])/g;
const ENDS = /<\|(?:end|return|call|start|channel|message|im_end|im_start)\|>/g;

/** The final channel of a reply in harmony, and the others; all text where it is none. */
function readChannels(reply: string): IAnswer {
  const hasTokens = reply.includes('<|channel|>');
  const headers = [...reply.matchAll(hasTokens ? TOKENS : BARE)].map(match => ({
    channel: match[1],
    from: match.index,
    to: match.index + match[0].length
  }));
  const first =
    /^\s*(?:(analysis|commentary)(?=[#*`A-Z])|(final)(?=[#*`A-Z]))/.exec(reply);
  const isBare =
    headers.some(({ channel }) => channel === 'final') || first !== null;
  if (headers.length === 0 && first === null) {
    return { text: reply, thoughts: '' };
  }
  if (!hasTokens && !isBare) {
    return { text: reply, thoughts: '' };
  }
  if (first) {
    headers.unshift({
      channel: first[1] ?? first[2],
      from: 0,
      to: first[0].length
    });
  }
  const leads = /^\s*analysis\b/.exec(reply);
  let text = '';
  // What comes before the first header was the channel before it.
  let thoughts = reply.slice(leads?.[0].length ?? 0, headers[0].from);
  headers.forEach(({ channel, to }, index) => {
    const part = reply.slice(to, headers[index + 1]?.from).replace(ENDS, '\n');
    if (channel === 'final') {
      text += part;
    } else {
      thoughts += `${part}\n`;
    }
  });
  return { text, thoughts };
}
