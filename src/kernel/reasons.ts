import type { KernelMessage } from '@jupyterlab/services';
import type { Execution } from '../search/solution';
import { capped, plain } from './text';

/**
 * How the end of a candidate is told: in one sentence for people, and in as
 * little of a traceback as shows what it did.
 */

type ErrorReply = Extract<
  KernelMessage.IExecuteReplyMsg['content'],
  { status: 'error' }
>;

/** The error of a cell as an execution keeps it; `cell` counts from 1. */
export function errorOf(
  reply: ErrorReply,
  cell: number
): NonNullable<Execution['error']> {
  return {
    name: reply.ename,
    message: capped(plain(reply.evalue), 2000, 500),
    cell,
    traceback: capped(ownTraceback(reply.traceback ?? []), 2000, 4000)
  };
}

/**
 * Whether the error is a script's own end: `sys.exit()`, `sys.exit(0)`. As in a
 * shell, anything else that is given to it is a failure.
 */
export function isExit(reply: ErrorReply): boolean {
  return (
    reply.ename === 'SystemExit' &&
    ['', 'None', '0', 'False'].includes(reply.evalue)
  );
}

/** Why a candidate failed: "KeyError: 'price' in cell 2". */
export function errorReason(
  error: NonNullable<Execution['error']>,
  memoryLimit: number | null
): string {
  const where = `in cell ${error.cell}`;
  if (error.name === 'StdinNotImplementedError') {
    return `It asked for input() ${where}, where nobody can answer`;
  }
  const line =
    error.message
      .split('\n')
      .find(text => text.trim() !== '')
      ?.trim() ?? '';
  const message = shortened(
    // Where a syntax error is, without the name of a file that nobody has.
    line.replace(/\([^()\s]+\.py, (line \d+)\)$/, '($1)')
  );
  const reason = `${error.name}${message && `: ${message}`} ${where}`;
  return memoryLimit !== null && error.name.includes('MemoryError')
    ? `${reason}; its limit is ${memoryLimit} MiB`
    : reason;
}

/** The kernel is gone; no one learns why. */
export function deathReason(cell: number): string {
  return `The kernel died in cell ${cell}; most often memory ran out, or the script ended its own process (os._exit)`;
}

/** The time limit, in seconds, was over. */
export function timeoutReason(timeLimit: number, cell: number): string {
  return `Ran longer than its ${timeLimit} s, in cell ${cell}`;
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

/** A frame in a file that came with Python or a package. */
const library = /^File .*(?:site-packages|dist-packages|[/\\]lib[/\\]python\d)/;

/**
 * IPython's traceback without ANSI codes. Of the frames inside packages, which
 * may be dozens, only the one that raised stays.
 */
function ownTraceback(traceback: readonly string[]): string {
  const parts = traceback.map(part => plain(part).trim());
  const isLibrary = parts.map(part => library.test(part));
  const lastFrame = isLibrary.lastIndexOf(true);
  const lines: string[] = [];
  let omitted = 0;
  parts.forEach((part, index) => {
    if (isLibrary[index] && index !== lastFrame) {
      omitted++;
      return;
    }
    if (omitted > 0) {
      lines.push(`[... ${omitted} frames inside packages left out ...]`);
      omitted = 0;
    }
    lines.push(part);
  });
  return lines.join('\n');
}
