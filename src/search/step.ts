import type { ExternalError } from '../base/externalError';
import { messageOf } from '../base/messageOf';
import type { TreeEvent } from '../solution/events';
import type { Solution } from '../solution/solution';
import { assumeDirection, findDirection } from '../task/direction';
import type { Execution } from '../task/execution';
import { UnusableReply, type Writing } from '../task/writing';
import type { ICallOptions, IReview, ISearchWorld } from './interfaces';
import { evaluate, evaluateUnwritten, merge } from './objective';
import { CodingOperator } from './operator';

/** The title of a solution that never came to a script. */
const UNWRITTEN = 'No usable reply';

/** What a solution's step needs. */
export interface IStepOptions extends ISearchWorld {
  /** Ask the coder for a review of failed solutions too, as AIDE does. */
  reviewFailures: boolean;
  /** The coder or the runner failed, not the solution. */
  onFault: (error: unknown, kind: ExternalError['kind']) => void;
}

/**
 * The way of one solution: write → run → evaluate by the facts → review →
 * evaluate. Each stage begins where the tree says that the solution stands, and
 * ends with an event; where there is none (a fault, a cancellation, a stop) the
 * way ends there, to be taken up later from the same state.
 */
export class SolutionStep {
  constructor(options: IStepOptions) {
    this._options = options;
    this._operator = new CodingOperator(options.task);
  }

  /**
   * Take a solution from where it stands to its end. Never rejects for what
   * coder, runner or recorder do.
   */
  async advance(id: string, signal: AbortSignal): Promise<void> {
    const stages = [this._write, this._run, this._evaluate, this._review];
    for (const stage of stages) {
      if (!signal.aborted) {
        await stage.call(this, this._options.tree.get(id), signal);
      }
    }
  }

  private async _write(solution: Solution, signal: AbortSignal): Promise<void> {
    const { tree, coder, queue, notify, onFault } = this._options;
    const { id, state } = solution;
    if (state !== 'writing') {
      return;
    }
    let writing: Writing;
    try {
      const request = this._operator.request(tree, solution);
      const onText = (text: string) => notify({ type: 'reply', id, text });
      writing = await this._call(id, signal, options =>
        coder.write(request, { ...options, onText })
      );
    } catch (error) {
      if (!(error instanceof UnusableReply)) {
        if (!signal.aborted) {
          onFault(error, 'model');
        }
        return;
      }
      const { message, reply, usage } = error;
      const plan = `${message}\n\n${reply}`;
      writing = { title: UNWRITTEN, plan, code: '', usage };
    }
    await queue.record({ type: 'write', id, writing });
  }

  private async _run(
    { id, state, writing }: Solution,
    signal: AbortSignal
  ): Promise<void> {
    const { task, tree, runner, queue, notify, onFault } = this._options;
    if (state !== 'waiting' && state !== 'running') {
      return;
    }
    const { code } = writing!;
    if (code.trim() === '') {
      const evaluation = evaluateUnwritten(writing!);
      await queue.record({ type: 'evaluate', id, evaluation, final: true });
      return;
    }
    let started: Promise<unknown> = Promise.resolve();
    let execution: Execution;
    try {
      execution = await runner.run(
        { id, code, where: tree.where(id) },
        {
          timeLimit: task.timeLimit,
          signal,
          onStart: where => {
            started = queue.record({ type: 'run', id, where });
          },
          onOutput: text => notify({ type: 'output', id, text })
        }
      );
    } catch (error) {
      await started;
      if (!signal.aborted) {
        onFault(error, 'kernel');
      }
      return;
    }
    await started;
    // What was cut short by a stop is no result: it runs again later.
    if (!signal.aborted || execution.status !== 'interrupted') {
      await queue.record(
        { type: 'execute', id, execution },
        ...this._facts(id, execution)
      );
    }
  }

  /** Evaluate what was cut off after it ran. */
  private async _evaluate({
    id,
    state,
    execution,
    evaluation
  }: Solution): Promise<void> {
    if (state === 'reviewing' && evaluation === null) {
      await this._options.queue.record(...this._facts(id, execution!));
    }
  }

  /**
   * What the facts say of an execution. It is recorded together with that, so that a
   * score counts in the moment that it is known. The first one settles the
   * direction, where the facts name it.
   */
  private _facts(id: string, execution: Execution): TreeEvent[] {
    const { task, tree, reviewFailures } = this._options;
    const { writing, stage } = tree.get(id);
    const evaluation = evaluate(execution, { task, writing: writing! });
    const direction =
      evaluation.score === null || evaluation.bug
        ? null
        : findDirection(task, evaluation.score, execution.output);
    // What a blend is made of was reviewed already.
    const final = stage === 'blend' || (evaluation.bug && !reviewFailures);
    return [
      ...(direction ? [{ type: 'direction' as const, ...direction }] : []),
      { type: 'evaluate', id, evaluation, final }
    ];
  }

  /** Have it reviewed, and put the facts and the review into one. */
  private async _review(
    solution: Solution,
    signal: AbortSignal
  ): Promise<void> {
    const { tree, coder, queue } = this._options;
    const { id, state, execution, evaluation: facts } = solution;
    if (state !== 'reviewing' || !execution || !facts) {
      return;
    }
    let review: IReview | null = null;
    const warnings = [...facts.warnings];
    try {
      const request = this._operator.review(tree, solution, execution, facts);
      review = await this._call(id, signal, options =>
        coder.review(request, options)
      );
    } catch (error) {
      if (error instanceof UnusableReply) {
        const { usage, reply: text, message: reason } = error;
        await queue.record(
          { type: 'spend', id, usage },
          { type: 'unused', id, text, reason }
        );
      }
      if (signal.aborted) {
        return;
      }
      warnings.push(`There is no review: ${messageOf(error)}`);
    }
    if (!facts.bug && !review?.isBug && tree.direction === null) {
      const assumed = assumeDirection(review?.lowerIsBetter ?? null);
      await queue.record({ type: 'direction', ...assumed });
    }
    const evaluation = { ...facts, warnings };
    await queue.record({
      type: 'evaluate',
      id,
      evaluation: review
        ? merge(evaluation, review, tree.direction)
        : evaluation,
      final: true
    });
  }

  /** Call the coder, and record what calls cost and said that come to nothing. */
  private async _call<T>(
    id: string,
    signal: AbortSignal,
    call: (options: ICallOptions) => Promise<T>
  ): Promise<T> {
    const { queue, notify } = this._options;
    const spent: TreeEvent[] = [];
    try {
      return await call({
        signal,
        onWait: (reason, seconds) =>
          notify({ type: 'wait', id, reason, seconds }),
        onSpent: usage => spent.push({ type: 'spend', id, usage }),
        // Recorded at once: a run may be cut off before the next one comes.
        onUnused: (text, reason) =>
          void queue.record({ type: 'unused', id, text, reason })
      });
    } catch (error) {
      if (spent.length > 0) {
        await queue.record(...spent);
      }
      throw error;
    }
  }

  private readonly _options: IStepOptions;
  private readonly _operator: CodingOperator;
}
