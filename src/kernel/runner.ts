import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { Fault, type IRunner } from '../search/interfaces';
import {
  RawMetric,
  type Execution,
  type Measurement
} from '../search/solution';
import { ask } from './ask';
import { splitCells } from './cells';
import { importsOf } from './imports';
import { Outputs } from './outputs';
import type { IKernelLease, KernelPool } from './pool';
import { candidate as candidateSource } from './python';
import { ExecuteRequest } from './request';
import {
  type IPast,
  keepRecord,
  messagesOf,
  readWhere,
  takeUp,
  whereOf
} from './takeUp';
import {
  isExit,
  judge,
  wentWell,
  type ICellEnding,
  type Reply,
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
/** Seconds that making the working folder may take, where the data are linked there. */
const LINK_LIMIT = 30;
/** The same where they have to be copied. */
const COPY_LIMIT = 600;
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
    candidate: Parameters<IRunner['run']>[0],
    options: RunOptions
  ): Promise<Execution> {
    const { signal } = options;
    const sources = splitCells(candidate.code);
    try {
      const taken = await this._takenUp(candidate, sources, options);
      const lease =
        taken?.lease ?? (await this._prepared(candidate.id, options));
      try {
        return await this._runIn(
          lease.kernel,
          candidate.code,
          sources,
          options,
          taken?.past
        );
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

  /**
   * The kernel that an earlier driver of the run left a candidate in, and what ran
   * there; `null` where it is to run from its beginning.
   */
  private async _takenUp(
    { id, where }: Parameters<IRunner['run']>[0],
    sources: readonly string[],
    { timeLimit, signal }: RunOptions
  ): Promise<{ lease: IKernelLease; past: IPast } | null> {
    const left = readWhere(where);
    const lease = left && (await this._options.pool.adopt(left.kernel, signal));
    if (!left || !lease) {
      return null;
    }
    let past: IPast | null = null;
    try {
      past = await takeUp(lease.kernel, {
        candidate: id,
        sources,
        timeLimit,
        selfEnd: this._selfEnd(timeLimit),
        begun: left.begun,
        signal
      });
    } finally {
      if (!past) {
        // Before it runs again, in the same folder.
        await lease.release();
      }
    }
    return past && { lease, past };
  }

  /** A kernel in the working folder; another one where the first is no good. */
  private async _prepared(
    id: string,
    options: RunOptions
  ): Promise<IKernelLease> {
    for (let left = 1; ; left--) {
      const lease = await this._options.pool.acquire(options.signal);
      try {
        await this._prepare(lease.kernel, id, options);
        return lease;
      } catch (error) {
        // Before the next one makes the same folder.
        await lease.release();
        if (left === 0 || !(error instanceof Fault)) {
          throw error;
        }
      }
    }
  }

  private async _prepare(
    kernel: Kernel.IKernelConnection,
    id: string,
    options: RunOptions
  ): Promise<void> {
    const { folder, data, source, objective, memoryLimit } = this._options;
    const { timeLimit, signal } = options;
    const args = {
      run: folder,
      candidate: id,
      data,
      memory: memoryLimit,
      seconds: this._selfEnd(timeLimit),
      source: source?.folder ?? null,
      hidden: source?.hidden ?? []
    };
    const prepare = (copies: boolean, timeout: number) =>
      ask(
        kernel,
        candidateSource,
        'prepare',
        { ...args, copies },
        z.string().nullable(),
        { signal, timeout }
      );
    if ((await prepare(false, LINK_LIMIT)) === null) {
      await prepare(true, COPY_LIMIT);
    }
    await objective?.begin(kernel, options);
    await keepRecord(kernel, id, signal);
  }

  private async _runIn(
    kernel: Kernel.IKernelConnection,
    code: string,
    sources: readonly string[],
    options: RunOptions,
    past?: IPast
  ): Promise<Execution> {
    const { pool, objective, memoryLimit } = this._options;
    const execution = await runCells(
      kernel,
      sources,
      memoryLimit,
      options,
      past
    );
    if (execution.status === 'ok') {
      pool.learn(importsOf(code));
    }
    return objective && execution.status === 'ok'
      ? { ...execution, measured: await objective.measure(kernel, options) }
      : execution;
  }

  /** Seconds after which a kernel ends itself. */
  private _selfEnd(timeLimit: number): number {
    return (this._options.objective ? 2 : 1) * timeLimit + SELF_END;
  }
}

/**
 * Run the cells of a candidate in a kernel that is prepared for it.
 *
 * @param past - those that ran already, where it is taken up.
 */
async function runCells(
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
      isConnected: kernel.connectionStatus === 'connected'
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
