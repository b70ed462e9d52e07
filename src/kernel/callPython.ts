import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { systemRefusal } from '../base/system';
import { sentence } from '../task/lesson';
import { whatRuns } from './elsewhere';
import { howItEnded } from './ending';
import { ask as answerer } from './python';
import { ExecuteRequest } from './request';

/** How our one user expression went, in an execute reply. */
const Expression = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('ok') }),
  z.looseObject({
    status: z.literal('error'),
    ename: z.string(),
    evalue: z.string()
  })
]);

/** What an execute reply carries beside: what formatters show, others may change. */
const Payload = z.looseObject({
  payload: z.array(
    z.looseObject({ source: z.string(), text: z.string().optional() })
  )
});

/**
 * Ask a kernel something: run Python source in a namespace of its own, call one
 * of its functions and take the result. Nothing is left in the user's namespace,
 * and nothing is printed.
 *
 * @param kernel - a Python kernel; what it runs already comes first.
 * @param source - the text of a Python module.
 * @param fn - the function of `source` to call; returns what `json.dumps` takes.
 * @param args - its keyword arguments.
 * @param schema - what the result must be.
 * @param options - `timeout` in seconds, 60 by default; `theirs` where the function
 *   runs what the person wrote, which may import from their folder.
 * @returns the result as the schema gives it.
 * @throws ExternalError - of kind `kernel`, where there is no such result.
 * @throws signal.reason - where the signal is aborted.
 */
export async function callPython<T>(
  kernel: Kernel.IKernelConnection,
  source: string,
  fn: string,
  args: Record<string, unknown>,
  schema: z.ZodType<T>,
  options: { signal?: AbortSignal; timeout?: number; theirs?: boolean } = {}
): Promise<T> {
  const { signal, timeout = 60, theirs = false } = options;
  signal?.throwIfAborted();
  const request = new ExecuteRequest(kernel, {
    code: '',
    silent: true,
    store_history: false,
    allow_stdin: false,
    stop_on_error: false,
    user_expressions: { answer: expression(source, fn, args, theirs) }
  });
  const ending = await request.wait({ seconds: timeout, signal });
  // Whatever else the kernel runs is not ours to interrupt.
  if (
    (ending.kind === 'late' || ending.kind === 'aborted') &&
    request.started
  ) {
    await kernel.interrupt().catch(() => undefined);
  }
  request.dispose();
  switch (ending.kind) {
    case 'aborted':
      throw signal?.reason;
    case 'died':
      throw new ExternalError(
        `The kernel ${kernel.name} died while it was asked for something: ${sentence(await howItEnded(kernel))} Try again, or choose another kernel.`,
        'kernel'
      );
    case 'lost':
      throw new ExternalError(
        `The connection to the kernel ${kernel.name} is lost. Check that ${whatRuns(kernel)}, then try again.`,
        'kernel'
      );
    case 'late':
      throw new ExternalError(
        `The kernel ${kernel.name} did not answer within ${timeout} s${request.started ? '' : '; it is busy with something else'}. Try again once it is idle.`,
        'kernel'
      );
  }
  const { content } = ending;
  const parsed = Expression.safeParse(
    content.status === 'ok' ? content.user_expressions['answer'] : content
  );
  if (!parsed.success) {
    throw new ExternalError(
      `The kernel ${kernel.name} gave no answer (${content.status}). Try again, or choose another kernel.`,
      'kernel'
    );
  }
  if (parsed.data.status === 'error') {
    const said = `${parsed.data.ename}: ${parsed.data.evalue}`;
    const wayOut = systemRefusal(new Error(said));
    throw new ExternalError(
      `The kernel ${kernel.name} could not answer: ${said}${wayOut ? `. ${wayOut}` : ''}`,
      'kernel'
    );
  }
  const result = schema.safeParse(answerIn(content));
  if (!result.success) {
    throw new ExternalError(
      `The kernel ${kernel.name} gave an answer that does not fit: ${z.prettifyError(result.error)}`,
      'kernel'
    );
  }
  return result.data;
}

/** The answer that a reply carries; nothing where it carries none. */
function answerIn(content: unknown): unknown {
  const answers = Payload.safeParse(content).data?.payload.filter(
    ({ source }) => source === 'jupyterlab-aide'
  );
  const text = answers?.at(-1)?.text;
  return text === undefined ? undefined : JSON.parse(text);
}

/** A JSON string is a Python string too, so everything travels as one. */
function expression(
  source: string,
  fn: string,
  args: Record<string, unknown>,
  theirs: boolean
): string {
  const literals = [source, fn, JSON.stringify(args)].map(text =>
    JSON.stringify(text)
  );
  return `(lambda space: (exec(${JSON.stringify(answerer)}, space), space['answer'](${literals.join(', ')}, ${theirs ? 'True' : 'False'}))[1])({})`;
}
