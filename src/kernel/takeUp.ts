import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { z } from 'zod';
import { callPython } from './callPython';
import { record as recordSource } from './python';
import { healthOf } from './request';

/**
 * A candidate whose driver went away in the midst of it, as a page does that is
 * reloaded, is taken up again by the next one: its kernel remembers what was run
 * in it, and what that put out.
 */

/** A cell that ran before a candidate was taken up. */
export const PastCell = z.object({
  code: z.string(),
  seconds: z.number(),
  outputs: z.array(
    z.object({ type: z.string(), content: z.record(z.string(), z.unknown()) })
  ),
  reply: z.discriminatedUnion('status', [
    z.object({ status: z.literal('ok') }),
    z.object({ status: z.literal('abort') }),
    z.object({ status: z.literal('aborted') }),
    z.object({
      status: z.literal('error'),
      ename: z.string(),
      evalue: z.string(),
      traceback: z.array(z.string())
    })
  ])
});
export type PastCell = z.infer<typeof PastCell>;

/** What was run of a candidate before it was taken up. */
export interface IPast {
  cells: readonly PastCell[];
  /** Whether its time was over, and the last cell interrupted. */
  isLate: boolean;
}

/** How a candidate is taken up. */
export interface ITakeUp {
  /** The name of its working folder. */
  candidate: string;
  /** Its cells. */
  sources: readonly string[];
  /** Seconds that all cells may take. */
  timeLimit: number;
  /** Seconds after which the kernel ends itself. */
  selfEnd: number;
  /** When it would have begun, had it run without a break, by `Date.now()`. */
  begun: number;
  signal: AbortSignal;
}

/** Seconds that a cell has to end after an interrupt. */
const GRACE = 5;
/** Share of its time that one has used by its own clock which is late by ours. */
const NEARLY = 0.9;
/** A cell that fails takes with it what was asked meanwhile: so often it is asked. */
const TRIES = 3;

/** Where a candidate runs, in one word that is recorded with its start. */
export function whereOf(kernel: string, begun: number): string {
  return `${kernel}@${new Date(begun).toISOString()}`;
}

/** The kernel and the beginning in such a word; `null` where it is none. */
export function readWhere(
  where: string | null | undefined
): { kernel: string; begun: number } | null {
  const [, kernel, time] = /^([^@]+)@(.+)$/.exec(where ?? '') ?? [];
  const begun = Date.parse(time ?? '');
  return kernel && !Number.isNaN(begun) ? { kernel, begun } : null;
}

/** Have a kernel remember what the cells of a candidate do. @throws ExternalError */
export async function keepRecord(
  kernel: Kernel.IKernelConnection,
  candidate: string,
  signal: AbortSignal
): Promise<void> {
  const args = { candidate, session: kernel.clientId };
  await callPython(kernel, recordSource, 'keep', args, z.null(), { signal });
}

/**
 * Wait for the cell that runs, and learn what ran so far. From here on the kernel
 * takes cells from this connection alone.
 *
 * @returns `null` where it does not run the candidate any more.
 * @throws signal.reason - where the signal is aborted.
 */
export async function takeUp(
  kernel: Kernel.IKernelConnection,
  options: ITakeUp
): Promise<IPast | null> {
  const { candidate, sources, timeLimit, selfEnd, begun, signal } = options;
  const args = { candidate, session: kernel.clientId, seconds: selfEnd };
  const look = async (seconds: number) => {
    for (let left = TRIES; left > 0 && seconds > 0; left--) {
      const asked = performance.now();
      try {
        return await callPython(
          kernel,
          recordSource,
          'take_up',
          args,
          z.array(PastCell).nullable(),
          { signal, timeout: seconds }
        );
      } catch {
        signal.throwIfAborted();
        if (healthOf(kernel) !== 'well') {
          return null;
        }
        seconds -= (performance.now() - asked) / 1000;
      }
    }
    return undefined;
  };
  const spent = Math.max(0, (Date.now() - begun) / 1000);
  let cells = await look(Math.max(GRACE, timeLimit - spent));
  const isLate = cells === undefined;
  if (isLate) {
    await kernel.interrupt().catch(() => undefined);
    cells = await look(GRACE);
  }
  const used = cells?.reduce((sum, { seconds }) => sum + seconds, 0) ?? 0;
  if (isLate && used < NEARLY * timeLimit) {
    // It is the clock of one of us that was set: no fault of the candidate.
    return null;
  }
  // Whoever ran it may have had another idea of its cells.
  return cells?.every(({ code }, index) => code === sources[index])
    ? { cells, isLate }
    : null;
}

/** The outputs of a past cell as the messages that they were. */
export function messagesOf(cell: PastCell): KernelMessage.IIOPubMessage[] {
  return cell.outputs.map(
    ({ type, content }) =>
      ({
        channel: 'iopub',
        header: { msg_type: type },
        parent_header: {},
        metadata: {},
        content
      }) as unknown as KernelMessage.IIOPubMessage
  );
}
