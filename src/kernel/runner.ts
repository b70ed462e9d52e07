import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import type { IRunner } from '../search/interfaces';
import {
  RawMetric,
  type Execution,
  type Measurement
} from '../search/solution';
import { ask } from './ask';
import { splitCells } from './cells';
import { importsOf } from './imports';
import { Outputs } from './outputs';
import type { KernelPool } from './pool';
import { candidate as candidateSource } from './python';
import { ExecuteRequest } from './request';
import {
  isExit,
  judge,
  wentWell,
  type ICellEnding,
  type Verdict
} from './verdict';

/** Where and how candidates run. */
export interface IKernelRunnerOptions {
  pool: KernelPool;
  /** The run's folder, relative to the folder that kernels start in. */
  folder: string;
  /** The data folder, relative likewise. */
  data: string;
  /**
   * Where `data` is prepared from another folder: that one, and the files of it
   * that hold the answers.
   */
  source?: { folder: string; hidden: readonly string[] };
  /** Measures what a candidate left, in its own kernel. */
  objective?: IKernelObjective;
  /** MiB that a candidate may allocate; `null` for no limit. */
  memoryLimit: number | null;
}

/** An objective that runs in the kernel of each candidate. */
export interface IKernelObjective {
  /** Before the candidate's first cell. */
  begin(kernel: Kernel.IKernelConnection, options: RunOptions): Promise<void>;
  /** After its last one. */
  measure(
    kernel: Kernel.IKernelConnection,
    options: RunOptions
  ): Promise<Measurement>;
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

/** How a candidate is run and ended. */
export type RunOptions = Parameters<IRunner['run']>[1];

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
    const { pool, folder, data, source, objective, memoryLimit } =
      this._options;
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
          seconds: (objective ? 2 : 1) * timeLimit + SELF_END,
          source: source?.folder ?? null,
          hidden: source?.hidden ?? []
        };
        await ask(lease.kernel, candidateSource, 'prepare', args, z.unknown(), {
          signal,
          timeout: PREPARE_LIMIT
        });
        await objective?.begin(lease.kernel, options);
        const execution = await runCells(
          lease.kernel,
          sources,
          memoryLimit,
          options
        );
        if (execution.status === 'ok') {
          pool.learn(importsOf(candidate.code));
        }
        return objective && execution.status === 'ok'
          ? {
              ...execution,
              measured: await objective.measure(lease.kernel, options)
            }
          : execution;
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const outputs = new Outputs(sources, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onOutput?.(outputs.text);
    }, OUTPUT_PACE);
  });
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 1000;
  const requests: ExecuteRequest[] = [];
  let verdict: Verdict | null = null;
  onStart?.();
  try {
    for (let cell = 0; cell < sources.length && !verdict; cell++) {
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
      outputs.setSeconds(cell, elapsed() - cellBegin);
      if (ending.reply?.status === 'error' && !isExit(ending.reply)) {
        outputs.addError(cell, ending.reply);
      }
      verdict = judge(ending, {
        cell: cell + 1,
        timeLimit,
        isLate: elapsed() >= timeLimit,
        memoryLimit,
        isConnected: kernel.connectionStatus === 'connected'
      });
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
    measured: null,
    output: '',
    cells: sources.map(source => ({ source, seconds: null, outputs: [] }))
  };
}
