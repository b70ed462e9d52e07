import type { KernelMessage } from '@jupyterlab/services';
import { ExternalError } from '../base/externalError';
import type { Execution } from '../task/execution';
import type { Ending } from './request';
import { capped, plain } from './text';

/**
 * What the end of a cell says about its candidate, in one sentence for people and
 * in as little of a traceback as shows what it did.
 */

/** What a kernel replied to a cell. */
export type Reply = Extract<Ending, { kind: 'reply' }>['content'];

/** How a cell ended. */
export interface ICellEnding {
  kind: Ending['kind'];
  /** Why it was interrupted, where it was. */
  cut: 'late' | 'aborted' | null;
  /** What the kernel said, where it did. */
  reply: Reply | null;
}

/** The circumstances in which a cell ended. */
export interface ICircumstances {
  /** Counts from 1. */
  cell: number;
  /** Seconds that all cells may take. */
  timeLimit: number;
  /** Whether they were over, whoever ended the cell. */
  isLate: boolean;
  /** MiB, or `null` for no limit. */
  memoryLimit: number | null;
  /** Whether the kernel could still be reached. */
  isConnected: boolean;
  /** What has to run for that, as in "the Jupyter server runs". */
  whatRuns: string;
}

/** How a candidate ended. */
export type Verdict = Pick<Execution, 'status' | 'reason' | 'error'>;

/** Every cell ran to its end. */
export const wentWell: Verdict = { status: 'ok', reason: '', error: null };

/**
 * How a candidate ended with one of its cells; `null` where the next cell runs.
 *
 * @throws ExternalError - of kind `kernel`, where the world ended it, not the candidate.
 */
export function judge(
  { kind, cut, reply }: ICellEnding,
  {
    cell,
    timeLimit,
    isLate,
    memoryLimit,
    isConnected,
    whatRuns
  }: ICircumstances
): Verdict | null {
  const error = reply?.status === 'error' ? errorOf(reply, cell) : null;
  if (cut === 'aborted') {
    return { status: 'interrupted', reason: 'Stopped before its end', error };
  }
  if (kind === 'lost' || (kind === 'late' && !isConnected)) {
    throw new ExternalError(
      `The connection to a kernel is lost, so what it was running has no result. Check that ${whatRuns}, then go on: it will be run again.`,
      'kernel'
    );
  }
  if (cut === 'late' || (kind === 'died' && isLate)) {
    return {
      status: 'timeout',
      reason: `Ran longer than its ${Number(timeLimit.toPrecision(3))} s, in cell ${cell}`,
      error
    };
  }
  if (kind === 'died') {
    // No exit code reaches a client.
    return {
      status: 'died',
      reason: `The kernel died in cell ${cell}; most often memory ran out, or the script ended its own process (os._exit)`,
      error
    };
  }
  if (reply?.status === 'ok') {
    return null;
  }
  if (reply?.status === 'error') {
    return isExit(reply)
      ? wentWell
      : {
          status: 'error',
          reason: reasonOf(error!, memoryLimit),
          error
        };
  }
  return {
    status: 'interrupted',
    reason: `Somebody else interrupted the kernel, in cell ${cell}`,
    error
  };
}

/**
 * Whether a reply is a script's own end: `sys.exit()`, `sys.exit(0)`. As in a
 * shell, anything else that is given to it is a failure.
 */
export function isExit(reply: Reply): boolean {
  return (
    reply.status === 'error' &&
    reply.ename === 'SystemExit' &&
    ['', 'None', '0', 'False'].includes(reply.evalue)
  );
}

type ErrorReply = Extract<
  KernelMessage.IExecuteReplyMsg['content'],
  { status: 'error' }
>;

/** The error of a cell as an execution keeps it; `cell` counts from 1. */
function errorOf(
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

/** Why a candidate failed: "KeyError: 'price' in cell 2". */
function reasonOf(
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
