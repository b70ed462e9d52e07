import type { Tree } from '@lezer/common';
import type { Budget } from '../../syntax/budget';
import { namesOf, type INames } from '../../syntax/names';
import {
  notebookLines,
  withoutNotebookLines
} from '../../syntax/notebookLines';
import { parse, syntaxProblem } from '../../syntax/parse';
import { cleanCharacters } from './characters';
import type { INeeds } from './needs';

/** The variable that holds a script's own score. */
const METRIC = 'validation_metric';

/** A piece of code from a reply, and what can be told of it without running it. */
export interface ICode extends INames {
  code: string;
  /** Why it is no Python, or none that a script may hold; `null` where it is. */
  problem: string | null;
  /** Whether it ends in the middle of a statement or a text. */
  breaksOff: boolean;
  /** Whether it imports or assigns: prose and outputs do not. */
  hasStatements: boolean;
  /** Whether it names something that may be read. */
  reads: boolean;
  /** Whether it holds its score: measured, or a number that was made up. */
  metric: 'none' | 'given' | 'measured';
  /** Whether it says its score. */
  prints: boolean;
  /** Whether it writes predictions. */
  submits: boolean;
  /** Whether all that it does is to set or print its score, or to call by a shell. */
  isFragment: boolean;
}

/** Read what a piece of code is. */
export function readCode(source: string, budget: Budget): ICode {
  const tidied = cleanCharacters(withoutGutter(source).trimEnd());
  const { code, problem: refused } = withoutHarmless(tidied.code);
  const tree = parse(`${code}\n`, budget);
  const problem = tidied.problem ?? refused ?? syntaxProblem(`${code}\n`, tree);
  const names = tree
    ? namesOf(code, tree)
    : { bound: new Set<string>(), free: new Set<string>() };
  return {
    code,
    problem: problem ?? outside(code, tree!),
    breaksOff: problem !== null && /breaks off/.test(problem),
    ...names,
    ...factsOf(code, tree)
  };
}

/** What the statements of some code show. */
function factsOf(
  code: string,
  tree: Tree | null
): Pick<
  ICode,
  'hasStatements' | 'reads' | 'metric' | 'prints' | 'submits' | 'isFragment'
> {
  const facts = {
    hasStatements: false,
    reads: false,
    metric: 'none' as ICode['metric'],
    prints: false,
    submits: false,
    isFragment: tree !== null
  };
  let depth = 0;
  tree?.iterate({
    enter: ({ name, from, to, type }) => {
      const isOutermost = depth++ === 1;
      const text = (): string => code.slice(from, to);
      if (/String$/.test(name) && to - from < 500) {
        const said = text();
        facts.reads ||=
          /input|\*\.|\.(csv|tsv|parquet|json|xlsx?|feather|zip|gz|npy|npz|pkl|txt)\b/i.test(
            said
          );
        facts.submits ||= /submission/i.test(said);
        facts.prints ||= said.includes(METRIC);
        if (facts.metric === 'none' && PRINTED.test(said)) {
          facts.metric = 'given';
        }
      } else if (name === 'VariableName' || name === 'PropertyName') {
        facts.reads ||= /^(listdir|scandir|walk|i?glob|rglob|iterdir)$/.test(
          text()
        );
      } else if (name === 'ImportStatement' || name === 'AssignStatement') {
        facts.hasStatements = true;
      }
      const set = /^(Assign|Update)Statement$/.test(name)
        ? metricSet(code.slice(from, Math.min(to, from + 200)), name)
        : null;
      facts.metric =
        facts.metric === 'measured' ? 'measured' : (set ?? facts.metric);
      if (isOutermost && !type.isError && name !== 'Comment') {
        facts.isFragment &&= isMetricLine(code.slice(from, to), name);
      }
    },
    leave: () => {
      depth--;
    }
  });
  // By another way than an assignment: `global`, `for`, `globals()[…]`.
  if (
    facts.metric === 'none' &&
    /\[["']validation_metric["']\]\s*=/.test(code)
  ) {
    facts.metric = 'measured';
  }
  return facts;
}

const PRINTED = /(?<!\{)validation_metric\s*[:=]\s*[-+]?\.?\d/;
const NUMBER =
  /^(?:(?:np\.)?float(?:64)?\(\s*)?["']?[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?["']?\s*\)?\s*(?:#.*)?$/i;

/** What a statement sets the score to, if it does. */
function metricSet(
  statement: string,
  name: string
): 'given' | 'measured' | null {
  const match =
    /^(?:[\w.,\s]*?=\s*)?validation_metric\b(?:\s*:[^=]+)?[^=]*=\s*([^]*)$/.exec(
      statement
    ) ?? /^[^=]*\bvalidation_metric\b[^=]*=\s*([^]*)$/.exec(statement);
  if (!match) {
    return null;
  }
  return name === 'AssignStatement' && NUMBER.test(match[1].trim())
    ? 'given'
    : 'measured';
}

/** Whether a statement does no more than to set the score to a number, or to print. */
function isMetricLine(statement: string, name: string): boolean {
  return name === 'AssignStatement'
    ? metricSet(statement, name) === 'given'
    : name === 'ExpressionStatement' &&
        /^(print|display)\(|^["']|^validation_metric$/.test(statement);
}

/** What may stand at the outermost level of a notebook's cell alone; a sentence. */
function outside(code: string, tree: Tree): string | null {
  let found: string | null = null;
  let inFunction = 0;
  let depth = 0;
  let begun = false;
  const line = (at: number): number => code.slice(0, at).split('\n').length;
  tree.iterate({
    enter: ({ name, from }) => {
      const isOutermost = depth++ === 1;
      if (/^(FunctionDefinition|LambdaExpression)$/.test(name)) {
        inFunction++;
      } else if (name === 'AwaitExpression' && inFunction === 0) {
        found ??= `The code is not a script: line ${line(from)} awaits outside of a function.`;
      } else if (isOutermost && name !== 'Comment') {
        const text = code.slice(from, from + 40);
        const isFuture = /^from\s+__future__\b/.test(text);
        if (isFuture && begun) {
          found ??= `The code is not valid Python: line ${line(from)} imports from __future__ after other statements.`;
        }
        begun ||= !isFuture && !/^[a-z]*["']/i.test(text);
      }
    },
    leave: ({ name }) => {
      depth--;
      if (/^(FunctionDefinition|LambdaExpression)$/.test(name)) {
        inFunction--;
      }
    }
  });
  return found;
}

/** Notebook lines without which a script is the same: they show, or they install. */
const HARMLESS =
  /^(?:[%!]{0,2}(?:pip3?|conda|mamba|apt(?:-get)?|uv (?:pip|add)|python3? -m pip)\b|!\s*(?:ls|pwd|head|tail|cat|nvidia-smi|which|free|df|du|wc|python3? --version|echo [^>]*$)\b[^>;&|]*$|%(?:matplotlib|pylab|config|load_ext|reload_ext|autoreload|precision|xmode|pdb|who|whos|pwd|ls|lsmagic|magic)\b|%%(?:time|timeit|capture|writefile [\w./-]+\.py)\b[^\n]*$|\?|[\w.]+\?{1,2}$)/;

/**
 * Code without the lines of a notebook or a shell that do it no harm to lose, or
 * the line that a script must not hold.
 */
function withoutHarmless(code: string): {
  code: string;
  problem: string | null;
} {
  const lines = notebookLines(code);
  if (lines.length === 0) {
    return { code, problem: null };
  }
  const harmful = lines.find(({ text }) => !HARMLESS.test(text));
  return {
    code: withoutNotebookLines(code, lines).trim(),
    problem: harmful
      ? `The code is not a script: line ${code.slice(0, harmful.from).split('\n').length} is for a notebook or a shell, "${harmful.text.split('\n')[0].slice(0, 60)}".`
      : null
  };
}

/** Code without line numbers or prompts before its lines, where all have them. */
function withoutGutter(code: string): string {
  const lines = code.split('\n');
  const written = lines.filter(line => line.trim() !== '');
  if (written.length > 0 && /^\s*>>> /.test(written[0])) {
    return lines
      .filter(line => /^\s*(>>>|\.\.\.)( |$)/.test(line))
      .map(line => line.replace(/^\s*(>>>|\.\.\.) ?/, ''))
      .join('\n');
  }
  const number = /^\s*(\d+)\s*[|:.]?(?: |\t|$)/;
  const isNumbered =
    written.length > 2 &&
    written.every((line, i) => {
      const [one, two] = [number.exec(written[0]), number.exec(line)];
      return one && two && Number(two[1]) - Number(one[1]) >= i;
    });
  return isNumbered
    ? lines.map(line => line.replace(number, '')).join('\n')
    : code;
}

/**
 * Why a piece of code is not the script that was asked for, in a sentence; `null`
 * where it is.
 */
export function lacking(code: ICode, needs: INeeds): string | null {
  if (code.problem !== null) {
    return code.problem;
  }
  if (needs.tables.length > 0 && !code.reads && !namesTable(code.code, needs)) {
    return 'The script reads nothing from ./input, so what it measures would mean nothing.';
  }
  if (needs.metric && code.metric === 'given') {
    return `The script sets ${METRIC} to a number of its own instead of measuring it.`;
  }
  if (needs.metric && code.metric === 'none' && !code.prints) {
    return `The script neither sets nor prints ${METRIC}, so it would have no score.`;
  }
  if (needs.submission && !code.submits) {
    return 'The script never writes submission.csv, by which it is scored.';
  }
  return null;
}

function namesTable(code: string, { tables }: INeeds): boolean {
  return tables.some(name => code.includes(name));
}
