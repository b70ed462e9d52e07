import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { type IRunner } from '../search/interfaces';
import type { Execution, Measurement } from '../task/execution';
import { callPython } from './callPython';
import { splitCells } from './cells';
import { elsewhere } from './elsewhere';
import { importsOf } from './imports';
import type { KernelSource } from './oneKernel';
import type { IKernelLease } from './pool';
import { withheld } from './python';
import { notRun, runCells, type RunOptions } from './runCells';
import { type IPast, keepRecord, readWhere, takeUp } from './takeUp';
import { CANDIDATE } from './together';

/** Where and how candidates run. */
export interface IKernelRunnerOptions {
  pool: KernelSource;
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

/** Seconds after which a kernel ends itself, were it not ended by then. */
const SELF_END = 10;
/** Seconds that making the working folder may take, where the data are linked there. */
const LINK_LIMIT = 30;
/** The same where they have to be copied. */
const COPY_LIMIT = 600;

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
      const first = await this._once(candidate, sources, options, taken);
      if (first.execution.status !== 'died' || !first.isElsewhere) {
        return first.execution;
      }
      // Its machine may have been lost, which is no fault of the candidate.
      const { execution } = await this._once(candidate, sources, options, null);
      return execution.status === 'died'
        ? { ...execution, reason: `Twice: ${lowerFirst(execution.reason)}` }
        : execution;
    } catch (error) {
      if (signal.aborted) {
        return notRun(sources);
      }
      throw error;
    }
  }

  /** Run a candidate in a kernel, which is ended with it. */
  private async _once(
    { id, code }: Parameters<IRunner['run']>[0],
    sources: readonly string[],
    options: RunOptions,
    taken: { lease: IKernelLease; past: IPast } | null
  ): Promise<{ execution: Execution; isElsewhere: boolean }> {
    const lease = taken?.lease ?? (await this._prepared(id, options));
    try {
      const { kernel } = lease;
      const past = taken?.past;
      return {
        execution: await this._runIn(kernel, code, sources, options, past),
        isElsewhere: elsewhere.has(kernel)
      };
    } finally {
      // With all that it started, so that nobody changes what is measured next.
      await lease.release();
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
        if (left === 0 || !(error instanceof ExternalError)) {
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
    // What a kernelspec or a gateway has added to what the server gave.
    await callPython(kernel, withheld, 'withhold', {}, z.null(), { signal });
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
      callPython(
        kernel,
        CANDIDATE,
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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
