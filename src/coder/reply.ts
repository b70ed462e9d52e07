import { Budget } from '../syntax/budget';
import { splitBlocks, type IParts } from './reply/blocks';
import { wellFormed } from './reply/characters';
import { choose, isSame, type IChoice } from './reply/choose';
import { isOther } from './reply/fences';
import { dedent } from './reply/join';
import { readCode } from './reply/kinds';
import { readLiterals } from './reply/literal';
import { noNeeds, type INeeds } from './reply/needs';
import { readThoughts } from './reply/thoughts';
import { titleAndPlan } from './reply/words';
import { fromTags, fromValues, withoutEntities } from './reply/wrapped';
import { unfenced, unfencedBehind } from './reply/unfenced';

/** What a model's reply came to: a solution, or why it is none. */
export type Reply =
  | { title: string; plan: string; code: string }
  | {
      /** One sentence for the person and the model alike. */
      unusable: string;
    };

/** What is known beside the reply's text. */
export interface IReplyContext {
  /** Whether the endpoint ended it at a length limit. */
  cutOff?: boolean;
  /** What came beside the text as the model's thoughts. */
  thoughts?: string;
  /** Why the model would not answer, in its words. */
  refusal?: string;
  /** The arguments of a tool call that came with it. */
  call?: unknown;
  /** What a whole script has to do. */
  needs?: INeeds;
  /** The script that was to be changed. */
  parent?: string | null;
}

/** Characters; no script that a person would read is longer. */
const LONGEST_CODE = 100_000;
/** More come from no model in its right mind. */
const MOST_BLOCKS = 50;
/** Milliseconds for a reply, all that is tried together. */
const PATIENCE = 1500;

/**
 * Read title, plan and code out of a model's reply: a title, a few sentences
 * and a fenced Python block were asked for; what comes is another matter.
 *
 * Thoughts are told from the answer, the answer is cut into prose and pieces of
 * code, and each piece is read for what it is; the script is chosen by that.
 *
 * @param text - the whole reply.
 */
export function parseReply(text: string, context: IReplyContext = {}): Reply {
  const { cutOff = false, thoughts: aside = '', call } = context;
  const longest = 20 * LONGEST_CODE;
  if (text.length > longest || aside.length > longest) {
    return { unusable: tooLong };
  }
  const budget = new Budget(PATIENCE);
  const choice: IChoice = {
    needs: context.needs ?? noNeeds,
    parent: context.parent ?? null,
    budget
  };
  const reply = readThoughts(normal(text), budget);
  const answer = reply.text.replace(TOKENS, '\n').trim();
  if (answer !== '' || call !== undefined) {
    return readAnswer(answer, call, cutOff, choice);
  }
  if (cutOff) {
    return { unusable: wasCutOff };
  }
  const refusal = context.refusal?.replace(/\s+/g, ' ').trim().slice(0, 200);
  if (refusal) {
    return { unusable: `The model refused to answer: "${refusal}".` };
  }
  const thought = [reply.thoughts, normal(aside)].join('\n').trim();
  return thought === ''
    ? { unusable: 'The reply was empty.' }
    : readThought(thought, choice);
}

const wasCutOff =
  'The reply was cut off at its length limit before the script ended.';
const tooLong = 'The reply was far too long for a script.';
const noCode =
  'The reply had no Python code: the whole script is needed in one ```python block.';
const onlyThoughts = 'The reply had thoughts, but no answer after them.';

/** Tokens of chat templates, where they are no part of a line of code. */
const TOKENS =
  /^[ \t]*(?:<[|｜][^<>\n|｜]{1,40}[|｜]>|<\/?s>|\[\/?INST\]|<(?:start|end)_of_turn>(?:model)?)+(?:assistant\b)?|(?:<[|｜][^<>\n|｜]{1,40}[|｜]>|<\/s>|<end_of_turn>)+[ \t]*$/gm;

function normal(text: string): string {
  return wellFormed(text)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n');
}

function readAnswer(
  answer: string,
  call: unknown,
  cutOff: boolean,
  choice: IChoice
): Reply {
  const parts = splitBlocks(answer, choice.budget);
  if (cutOff && (parts.blocks.length === 0 || !parts.blocks.at(-1)!.closed)) {
    return { unusable: wasCutOff };
  }
  let problem: string | null = null;
  for (const reading of readings(answer, parts, call, choice)) {
    const sources = reading.sources.slice(-MOST_BLOCKS);
    if (sources.join().length > LONGEST_CODE) {
      return { unusable: tooLong };
    }
    const chosen = choose(sources, choice);
    if (chosen !== null && 'code' in chosen) {
      return solution(reading, chosen.code);
    }
    problem ??= chosen?.problem ?? null;
  }
  return { unusable: problem ?? noCode };
}

/** One way to read an answer: its prose, and what may be code. */
interface IReading {
  title?: string;
  plan?: string;
  prose: readonly string[];
  sources: readonly string[];
}

/** The ways to read an answer, the most likely one first. */
function* readings(
  answer: string,
  parts: IParts,
  call: unknown,
  { budget }: IChoice
): Generator<IReading> {
  const marked = fromMarks(answer, parts, call, budget);
  yield marked;
  const sources = marked.sources.map(withoutEntities);
  if (sources.some((source, at) => source !== marked.sources[at])) {
    yield { ...marked, sources };
  }
  const bare = unfenced(answer, budget);
  if (bare !== null) {
    yield { prose: bare.prose, sources: [bare.code] };
  }
  if (!answer.includes('\n') && answer.includes('\\n')) {
    // A text within a text, as some servers hand it on.
    const written = answer
      .replace(/\\n/g, '\n')
      .replace(/\\(["'])/g, '$1')
      .replace(/\\t/g, '\t');
    yield fromMarks(written, splitBlocks(written, budget), undefined, budget);
  }
}

/** All that a mark says is code, be it a fence, a tag or a field, in its order. */
function fromMarks(
  answer: string,
  { prose, blocks }: IParts,
  call: unknown,
  budget: Budget
): IReading {
  const found: { from: number; code: string; isPython: boolean }[] = [];
  const values: unknown[] = [];
  const add = (texts: readonly string[], from: number): void =>
    texts.forEach(text => {
      const inner =
        /^[ \t]*(```|~~~)/m.test(text) && !isSound(text, budget)
          ? splitBlocks(text, budget).blocks.map(({ code }) => code)
          : [text];
      inner.forEach(code => found.push({ from, code, isPython: false }));
    });
  const open = (text: string, from: number): void => {
    const own = readLiterals(text, budget);
    values.push(...own);
    add(fromValues(own, budget).texts, from);
  };
  for (const { from, code, isPython, language } of blocks) {
    if (/^\s*[{[]/.test(code) && /^(json\w?|)$/.test(language)) {
      open(code, from);
    } else if (isPython || !isOther(language)) {
      found.push({ from, code, isPython });
    }
  }
  const tagged = fromTags(answer);
  for (const { from, text } of tagged) {
    if (/^\s*[{[]/.test(text)) {
      open(text, from);
    } else {
      add([text], from);
    }
  }
  if (/[{[]\s*["']/.test(prose.join(' '))) {
    open(prose.join('\n'), 0);
  }
  if (call !== undefined) {
    const own = typeof call === 'string' ? readLiterals(call, budget) : [call];
    values.push(...own);
    add(
      typeof call === 'string' && !(own.length > 0 && /^\s*["'{[]/.test(call))
        ? [call]
        : fromValues(own, budget).texts,
      answer.length
    );
  }
  const bare =
    tagged.length === 0 ? unfencedBehind(answer, blocks, budget) : null;
  if (bare !== null) {
    const { from, to, code } = bare;
    // A fence in one of its texts is no block.
    const others = found.filter(each => each.from < from || each.from > to);
    found.splice(0, found.length, ...others, { from, code, isPython: true });
  }
  const sources = found
    .filter(
      ({ code, isPython }) =>
        code.trim() !== '' && (isPython || mayBeCode(code, budget))
    )
    .sort((a, b) => a.from - b.from)
    .map(({ code }) => code);
  const { title, plan } = fromValues(values, budget);
  const unlabelled = blocks.filter(
    block => block.language === '' && !sources.includes(block.code)
  );
  const said = prose.some(line => line.trim() !== '')
    ? withoutTags(withoutCode(prose, bare?.code ?? ''))
    : unlabelled.flatMap(({ code }) => code.split('\n'));
  return { title, plan, prose: title || plan ? [] : said, sources };
}

function isSound(text: string, budget: Budget): boolean {
  return readCode(dedent(text), budget).problem === null;
}

function withoutCode(prose: readonly string[], code: string): string[] {
  const lines = new Set(code.split('\n').filter(line => line.trim() !== ''));
  return prose.filter(line => !lines.has(line));
}

function withoutTags(prose: readonly string[]): string[] {
  return prose.map(line =>
    line.replace(/<\/?[a-z]\w*(?:\s[^<>]{0,200})?>/gi, '')
  );
}

function mayBeCode(code: string, budget: Budget): boolean {
  // What is too long is not worth reading; it is said to be too long.
  return code.length > LONGEST_CODE || readCode(code, budget).hasStatements;
}

/** A script that stands in thoughts alone; nothing else of them is told. */
function readThought(thought: string, choice: IChoice): Reply {
  const read = readAnswer(thought, undefined, false, choice);
  if (!('code' in read) || isSame(read.code, choice.parent)) {
    return { unusable: onlyThoughts };
  }
  const { metric, submits } = readCode(read.code, choice.budget);
  return metric === 'measured' || submits
    ? solution({ prose: [], sources: [] }, read.code)
    : { unusable: onlyThoughts };
}

function solution({ title, plan, prose }: IReading, code: string): Reply {
  const words = titleAndPlan(
    [...(title ? [`# ${title}`] : []), ...(plan ? [plan] : []), ...prose],
    code
  );
  return { ...words, code: `${code.trim()}\n` };
}
