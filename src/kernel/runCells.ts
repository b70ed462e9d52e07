import type { Kernel } from '@jupyterlab/services';
import type { IRunner } from '../search/interfaces';
import { RawMetric, type Execution } from '../task/execution';
import { callPython } from './callPython';
import { whatRuns } from './elsewhere';
import { Outputs } from './outputs';
import { ExecuteRequest } from './request';
import { type IPast, messagesOf, whereOf } from './takeUp';
import { CANDIDATE } from './together';
import {
  isExit,
  judge,
  wentWell,
  type ICellEnding,
  type Reply,
  type Verdict
} from './verdict';

/** Seconds between an interrupt and the end of the kernel. */
const GRACE = 5;
/** Seconds that showing the score may take. */
const SCORE_LIMIT = 10;
/** Milliseconds between two calls of `onOutput`. */
const OUTPUT_PACE = 250;

/** How a candidate is run and ended. */
export type RunOptions = Parameters<IRunner['run']>[1];

/**
 * Run the cells of a candidate in a kernel that is prepared for it.
 *
 * @param past - those that ran already, where it is taken up.
 */
export async function runCells(
  kernel: Kernel.IKernelConnection,
  sources: readonly string[],
  memoryLimit: number | null,
  { timeLimit, signal, onStart, onOutput }: RunOptions,
  past: IPast = { cells: [], isLate: false }
): Promise<Execution> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const outputs = new Outputs(sources, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onOutput?.(outputs.text);
    }, OUTPUT_PACE);
  });
  const spent = past.cells.reduce((sum, { seconds }) => sum + seconds, 0);
  const begin = performance.now() - spent * 1000;
  const elapsed = () => (performance.now() - begin) / 1000;
  const requests: ExecuteRequest[] = [];
  const take = (cell: number, ending: ICellEnding, seconds: number) => {
    outputs.setSeconds(cell, seconds);
    if (ending.reply?.status === 'error' && !isExit(ending.reply)) {
      outputs.addError(cell, ending.reply);
    }
    return judge(ending, {
      cell: cell + 1,
      timeLimit,
      isLate: elapsed() >= timeLimit,
      memoryLimit,
      isConnected: kernel.connectionStatus === 'connected',
      whatRuns: whatRuns(kernel)
    });
  };
  let verdict: Verdict | null = null;
  onStart?.(whereOf(kernel.id, Date.now() - spent * 1000));
  try {
    for (let cell = 0; cell < sources.length && !verdict; cell++) {
      const earlier = past.cells[cell];
      if (earlier) {
        messagesOf(earlier).forEach(message => outputs.add(cell, message));
        const isCut = past.isLate && cell === past.cells.length - 1;
        verdict = take(cell, endingOf(earlier.reply, isCut), earlier.seconds);
        continue;
      }
      const cellBegin = elapsed();
      const request = new ExecuteRequest(
        kernel,
        {
          code: sources[cell],
          silent: false,
          store_history: true,
          allow_stdin: false,
          stop_on_error: true
        },
        message => outputs.add(cell, message)
      );
      requests.push(request);
      const left = timeLimit - cellBegin;
      const ending = await endOf(request, kernel, left, signal);
      verdict = take(cell, ending, elapsed() - cellBegin);
    }
    const { status, reason, error } = verdict ?? wentWell;
    const seconds = elapsed();
    return {
      status,
      seconds,
      reason,
      error,
      metric: await readMetric(kernel, status, outputs.metric),
      measured: null,
      output: outputs.text,
      cells: outputs.cells
    };
  } finally {
    // Only now: until its end, a cell may change what an earlier one showed.
    requests.forEach(request => request.dispose());
    clearTimeout(timer);
  }
}

/** How a cell ended before its candidate was taken up. */
function endingOf(
  reply: IPast['cells'][number]['reply'],
  isCut: boolean
): ICellEnding {
  return {
    kind: 'reply',
    // One that came to its end all the same is not held against it.
    cut: isCut && reply.status === 'error' ? 'late' : null,
    reply: reply as Reply
  };
}

/** Wait for a cell; interrupt it when its time is over, and wait a little more. */
async function endOf(
  request: ExecuteRequest,
  kernel: Kernel.IKernelConnection,
  seconds: number,
  signal: AbortSignal
): Promise<ICellEnding> {
  let ending = await request.wait({ seconds, signal });
  let cut: ICellEnding['cut'] = null;
  if (ending.kind === 'late' || ending.kind === 'aborted') {
    cut = ending.kind;
    // Where the server does not take it, the end of the kernel comes next.
    kernel.interrupt().catch(() => undefined);
    ending = await request.wait({ seconds: GRACE });
  }
  const reply = ending.kind === 'reply' ? ending.content : null;
  return { cut, reply, kind: ending.kind };
}

/** The score of a candidate, as it left it. */
async function readMetric(
  kernel: Kernel.IKernelConnection,
  status: Execution['status'],
  printed: string | null
): Promise<RawMetric> {
  if (status !== 'ok') {
    return { variable: null, printed };
  }
  try {
    const metric = await callPython(kernel, CANDIDATE, 'score', {}, RawMetric, {
      timeout: SCORE_LIMIT
    });
    // What a process of its own printed is in the outputs alone.
    return { ...metric, printed: metric.printed ?? printed };
  } catch (error) {
    if (kernel.connectionStatus !== 'connected') {
      throw error;
    }
    // A score that cannot be shown is none.
    return { variable: null, printed };
  }
}

/** The result of a candidate whose turn did not come. */
export function notRun(sources: readonly string[]): Execution {
  return {
    status: 'interrupted',
    seconds: 0,
    reason: 'Stopped before it began',
    error: null,
    metric: { variable: null, printed: null },
    measured: null,
    output: '',
    cells: sources.map(source => ({ source, seconds: null, outputs: [] }))
  };
}
