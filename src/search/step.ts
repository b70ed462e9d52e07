import type { ExternalError } from '../base/externalError';
import type { TreeEvent } from '../solution/events';
import type { Solution } from '../solution/solution';
import type { Evaluation } from '../task/evaluation';
import { messageOf } from '../base/messageOf';
import { assumeDirection, findDirection } from '../task/direction';
import type { Execution } from '../task/execution';
import type { Task } from '../task/task';
import { UnusableReply, type Writing } from '../task/writing';
import {
  type ICallOptions,
  type ICoder,
  type IReview,
  type IEventQueue,
  type IRunner,
  type SearchNotice
} from './interfaces';
import { evaluate, evaluateUnwritten, merge } from './objective';
import type { CodingOperator } from './operator';
import type { SolutionTree } from './tree';

/** The title of a solution that never came to a script. */
const UNWRITTEN = 'No usable reply';

/** What a solution's step needs. */
export interface IStepOptions {
  task: Task;
  tree: SolutionTree;
  operator: CodingOperator;
  coder: ICoder;
  runner: IRunner;
  queue: IEventQueue;
  reviewFailures: boolean;
  notify: (notice: SearchNotice) => void;
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
  }

  /**
   * Take a solution from where it stands to its end. Never rejects for what
   * coder, runner or recorder do.
   */
  async advance(id: string, signal: AbortSignal): Promise<void> {
    const goesOn = (): Solution | null =>
      signal.aborted ? null : this._options.tree.get(id);
    if (goesOn()?.state === 'writing') {
      await this._write(id, signal);
    }
    const written = goesOn();
    if (written?.state === 'waiting' || written?.state === 'running') {
      const { code } = written.writing!;
      const { queue } = this._options;
      await (code.trim() === ''
        ? queue.record({
            type: 'evaluate',
            id,
            evaluation: evaluateUnwritten(written.writing!),
            final: true
          })
        : this._run(id, code, signal));
    }
    // What ran may have been cut off before it was evaluated.
    const executed = goesOn();
    if (executed?.state === 'reviewing' && executed.evaluation === null) {
      await this._recordFacts(id, executed.execution!, []);
    }
    const judged = goesOn();
    if (judged?.state === 'reviewing' && judged.evaluation !== null) {
      await this._judge(id, judged.execution!, judged.evaluation, signal);
    }
  }

  private async _write(id: string, signal: AbortSignal): Promise<void> {
    const { tree, operator, coder, queue, notify, onFault } = this._options;
    let writing: Writing;
    const spent: TreeEvent[] = [];
    try {
      writing = await coder.write(operator.request(tree, tree.get(id)), {
        ...this._callOptions(id, signal, spent),
        onText: text => notify({ type: 'reply', id, text })
      });
    } catch (error) {
      if (!(error instanceof UnusableReply)) {
        await this._recordSpent(spent);
        if (!signal.aborted) {
          onFault(error, 'model');
        }
        return;
      }
      writing = {
        title: UNWRITTEN,
        plan: `${error.message}\n\n${error.reply}`,
        code: '',
        usage: error.usage
      };
    }
    await queue.record({ type: 'write', id, writing });
  }

  private async _run(
    id: string,
    code: string,
    signal: AbortSignal
  ): Promise<void> {
    const { task, tree, runner, queue, notify, onFault } = this._options;
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
      await this._recordFacts(id, execution, [
        { type: 'execute', id, execution }
      ]);
    }
  }

  /**
   * Record what the facts say of an execution, after and together with what led
   * to it, so that a score counts in the moment that it is known. The first one
   * settles the direction, where the facts name it.
   */
  private async _recordFacts(
    id: string,
    execution: Execution,
    before: readonly TreeEvent[]
  ): Promise<void> {
    const { task, tree, queue, reviewFailures } = this._options;
    const { writing } = tree.get(id);
    const evaluation = evaluate(
      execution,
      writing ? { task, writing } : undefined
    );
    // What a blend is made of was reviewed already.
    const isReviewed = tree.get(id).stage !== 'blend';
    const direction =
      evaluation.score === null || evaluation.bug
        ? null
        : findDirection(task, evaluation.score, execution.output);
    await queue.record(
      ...before,
      ...(direction === null
        ? []
        : [{ type: 'direction' as const, ...direction }]),
      {
        type: 'evaluate',
        id,
        evaluation,
        final: !isReviewed || (evaluation.bug && !reviewFailures)
      }
    );
  }

  /** Ask for the review, and put the facts and it into one. */
  private async _judge(
    id: string,
    execution: Execution,
    facts: Evaluation,
    signal: AbortSignal
  ): Promise<void> {
    const outcome = await this._review(id, execution, facts, signal);
    if (outcome === null) {
      return;
    }
    const { review, warnings } = outcome;
    const { tree, queue } = this._options;
    if (!facts.bug && !review?.isBug && tree.direction === null) {
      const { lowerIsBetter = null } = review ?? {};
      await queue.record({
        type: 'direction',
        ...assumeDirection(lowerIsBetter)
      });
    }
    const evaluation = { ...facts, warnings: [...facts.warnings, ...warnings] };
    await queue.record({
      type: 'evaluate',
      id,
      evaluation: review
        ? merge(evaluation, review, tree.direction)
        : evaluation,
      final: true
    });
  }

  /**
   * Ask for a review. One that fails is left out, with a warning.
   *
   * @returns `null` where the search is stopped meanwhile.
   */
  private async _review(
    id: string,
    execution: Execution,
    facts: Evaluation,
    signal: AbortSignal
  ): Promise<{ review: IReview | null; warnings: string[] } | null> {
    const { tree, operator, coder } = this._options;
    const spent: TreeEvent[] = [];
    try {
      const review = await coder.review(
        operator.review(tree, tree.get(id), execution, facts),
        this._callOptions(id, signal, spent)
      );
      return { review, warnings: [] };
    } catch (error) {
      if (error instanceof UnusableReply) {
        const { usage, reply: text, message: reason } = error;
        spent.push({ type: 'spend', id, usage });
        spent.push({ type: 'unused', id, text, reason });
      }
      await this._recordSpent(spent);
      return signal.aborted
        ? null
        : {
            review: null,
            warnings: [`There is no review: ${messageOf(error)}`]
          };
    }
  }

  /** @param spent - gets what calls cost that come to nothing. */
  private _callOptions(
    id: string,
    signal: AbortSignal,
    spent: TreeEvent[]
  ): ICallOptions {
    return {
      signal,
      onWait: (reason, seconds) =>
        this._options.notify({ type: 'wait', id, reason, seconds }),
      onSpent: usage => spent.push({ type: 'spend', id, usage }),
      // Recorded at once: a run may be cut off before the next one comes.
      onUnused: (text, reason) =>
        void this._options.queue.record({ type: 'unused', id, text, reason })
    };
  }

  private async _recordSpent(spent: readonly TreeEvent[]): Promise<void> {
    if (spent.length > 0) {
      await this._options.queue.record(...spent);
    }
  }

  private readonly _options: IStepOptions;
}
