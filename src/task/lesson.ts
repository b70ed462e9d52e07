import type { Execution } from './execution';

/**
 * What a failed run teaches, for Σ, read from its facts: no model is asked.
 */
export function lessonOf(execution: Execution): string {
  const { error, status } = execution;
  const reason = sentence(execution.reason);
  switch (status) {
    case 'error': {
      const line = error ? failedLine(error.traceback) : null;
      return line ? `${reason} The line was: ${line}` : reason;
    }
    case 'timeout':
      return `${reason} Something that takes much less time is needed.`;
    case 'died':
      return `${reason} It may have needed too much memory, or ended the process itself.`;
    case 'interrupted':
      return reason;
    case 'ok':
      return 'It ran to its end but left no finite number in validation_metric.';
  }
}

/** A text with a full stop, so that another sentence can follow. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** The header of a frame of the candidate's own: a notebook's cell, or typed code. */
const OWN_FRAME =
  /^\s*(?:Cell In\[|Input In \[|(?:File )?<ipython-input|File "<)/;
const OTHER_FRAME = /^\s*File /;
/** IPython marks the line that failed, and numbers those around it. */
const MARKED_LINE = /^-+>\s*\d+\s(.*)$/;
const NUMBERED_LINE = /^\s*\d+(?:\s|$)/;

/**
 * The innermost line of the candidate's own code in a traceback: IPython puts an
 * arrow before it, Python (and IPython for a syntax error) puts it alone below
 * the frame's header.
 */
function failedLine(traceback: string): string | null {
  let isOwn = false;
  let isBelowHeader = false;
  let found = '';
  for (const line of traceback.split('\n')) {
    const marked = MARKED_LINE.exec(line);
    if (OWN_FRAME.test(line)) {
      isOwn = true;
      isBelowHeader = true;
      continue;
    }
    if (OTHER_FRAME.test(line)) {
      isOwn = false;
    } else if (isOwn && marked) {
      found = marked[1];
    } else if (isOwn && isBelowHeader && !NUMBERED_LINE.test(line)) {
      found = line;
    }
    isBelowHeader = false;
  }
  return found.trim() === '' ? null : found.trim().slice(0, 200);
}
