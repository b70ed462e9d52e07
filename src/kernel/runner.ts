import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { Fault, type IRunner } from '../search/interfaces';
import { RawMetric, type Execution } from '../search/solution';
import { ask } from './ask';
import { splitCells } from './cells';
import { Outputs } from './outputs';
import type { KernelPool } from './pool';
import { candidate as candidateSource } from './python';
import {
  deathReason,
  errorOf,
  errorReason,
  isExit,
  timeoutReason
} from './reasons';
import { ExecuteRequest, type Ending } from './request';

/** Where and how candidates run. */
export interface IKernelRunnerOptions {
  pool: KernelPool;
  /** The run's folder, relative to the folder that kernels start in. */
  folder: string;
  /** The data folder, relative likewise. */
  data: string;
  /** MiB that a candidate may allocate; `null` for no limit. */
  memoryLimit: number | null;
}

/** Seconds between an interrupt and the end of the kernel. */
const GRACE = 5;
/** Seconds after which a kernel ends itself, were it not ended by then. */
const SELF_END = 10;
/** Seconds that making the working folder may take; data may have to be copied. */
const PREPARE_LIMIT = 300;
/** Seconds that showing the score may take. */
const SCORE_LIMIT = 10;
/** Milliseconds between two calls of `onOutput`. */
const OUTPUT_PACE = 250;

type RunOptions = Parameters<IRunner['run']>[1];

/**
 * Runs candidates as cells, each in a fresh kernel and in its own working folder
 * `<run>/work/<id>`, with the data at `./input`.
 */
export class KernelRunner implements IRunner {
  constructor(private readonly _options: IKernelRunnerOptions) {}

  async run(
    candidate: { id: string; code: string },
    options: RunOptions
  ): Promise<Execution> {
    const { pool, folder, data, memoryLimit } = this._options;
    const { timeLimit, signal } = options;
    const sources = splitCells(candidate.code);
    try {
      const lease = await pool.acquire(signal);
      try {
        const args = {
          run: folder,
          candidate: candidate.id,
          data,
          memory: memoryLimit,
          seconds: timeLimit + SELF_END
        };
        await ask(lease.kernel, candidateSource, 'prepare', args, z.unknown(), {
          signal,
          timeout: PREPARE_LIMIT
        });
        return await runCells(lease.kernel, sources, memoryLimit, options);
      } finally {
        // A kernel that resists takes seconds to end; its result is known.
        void lease.release();
      }
    } catch (error) {
      if (signal.aborted) {
        return notRun(sources);
      }
      throw error;
    }
  }
}

/** Run the cells of a candidate in a kernel that is prepared for it. */
async function runCells(
  kernel: Kernel.IKernelConnection,
  sources: readonly string[],
  memoryLimit: number | null,
  { timeLimit, signal, onStart, onOutput }: RunOptions
): Promise<Execution> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const outputs = new Outputs(sources, () => {
    timer ??= setTimeout(() => {
      timer = null;
      onOutput?.(outputs.text);
    }, OUTPUT_PACE);
  });
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 1000;
  let end: IEnd | null = null;
  const requests: ExecuteRequest[] = [];
  onStart?.();
  for (let cell = 0; cell < sources.length && !end; cell++) {
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
    const ending = await endOf(request, kernel, timeLimit - cellBegin, signal);
    outputs.setSeconds(cell, elapsed() - cellBegin);
    if (ending.reply?.status === 'error' && !isExit(ending.reply)) {
      outputs.addError(cell, ending.reply);
    }
    end = judge(ending, cell + 1, {
      kernel,
      timeLimit,
      memoryLimit,
      isLate: elapsed() >= timeLimit
    });
  }
  const seconds = elapsed();
  requests.forEach(request => request.dispose());
  clearTimeout(timer ?? undefined);
  const { status, reason, error } = end ?? wentWell;
  return {
    status,
    seconds,
    reason,
    error,
    metric: await readMetric(kernel, status, outputs.metric),
    output: outputs.text,
    cells: outputs.cells
  };
}

type Reply = Extract<Ending, { kind: 'reply' }>['content'];

/** How a cell's request ended, and whether somebody had to end it. */
interface ICellEnding {
  /** Why the cell was interrupted, where it was. */
  cut: 'late' | 'aborted' | null;
  /** What the kernel said, where it did. */
  reply: Reply | null;
  kind: Ending['kind'];
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

/** How a candidate ended. */
type IEnd = Pick<Execution, 'status' | 'reason' | 'error'>;

const wentWell: IEnd = { status: 'ok', reason: '', error: null };

/**
 * What the end of a cell means for its candidate; `null` where the next cell runs.
 *
 * @throws Fault - where the world ended it, and not the candidate.
 */
function judge(
  { cut, reply, kind }: ICellEnding,
  cell: number,
  context: {
    kernel: Kernel.IKernelConnection;
    timeLimit: number;
    memoryLimit: number | null;
    isLate: boolean;
  }
): IEnd | null {
  const error = reply?.status === 'error' ? errorOf(reply, cell) : null;
  if (cut === 'aborted') {
    return { status: 'interrupted', reason: 'Stopped before its end', error };
  }
  if (
    kind === 'lost' ||
    (kind === 'late' && context.kernel.connectionStatus !== 'connected')
  ) {
    throw new Fault(
      'The connection to a kernel is lost, so what it was running has no result. Check that the Jupyter server runs, then go on: it will be run again.',
      'kernel'
    );
  }
  if (cut === 'late' || (kind === 'died' && context.isLate)) {
    const reason = timeoutReason(context.timeLimit, cell);
    return { status: 'timeout', reason, error };
  }
  if (kind === 'died') {
    return { status: 'died', reason: deathReason(cell), error };
  }
  if (reply?.status === 'error') {
    return isExit(reply)
      ? wentWell
      : {
          status: 'error',
          reason: errorReason(error!, context.memoryLimit),
          error
        };
  }
  if (reply?.status !== 'ok') {
    const reason = `Somebody else interrupted the kernel, in cell ${cell}`;
    return { status: 'interrupted', reason, error };
  }
  return null;
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
    const metric = await ask(kernel, candidateSource, 'score', {}, RawMetric, {
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
function notRun(sources: readonly string[]): Execution {
  return {
    status: 'interrupted',
    seconds: 0,
    reason: 'Stopped before it began',
    error: null,
    metric: { variable: null, printed: null },
    output: '',
    cells: sources.map(source => ({ source, seconds: null, outputs: [] }))
  };
}
