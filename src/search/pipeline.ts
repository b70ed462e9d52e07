import {
  assumeDirection,
  findDirection,
  type IDirectionFinding
} from './direction';
import {
  UnusableReply,
  type Fault,
  type ICallOptions,
  type ICoder,
  type IReview,
  type IRunner
} from './interfaces';
import type { Ledger } from './ledger';
import { evaluate, evaluateUnwritten, merge } from './objective';
import type { CodingOperator } from './operator';
import type { SearchNotice } from './notices';
import type { Evaluation, Execution, Solution, Writing } from './solution';
import type { Task } from './task';
import type { SolutionTree } from './tree';

/** The title of a solution that never came to a script. */
const UNWRITTEN = 'No usable reply';

/** What a pipeline is made of. */
export interface IPipelineOptions {
  task: Task;
  tree: SolutionTree;
  operator: CodingOperator;
  coder: ICoder;
  runner: IRunner;
  ledger: Ledger;
  reviewFailures: boolean;
  notify: (notice: SearchNotice) => void;
  /** The coder or the runner failed, not the solution. */
  onFault: (error: unknown, kind: Fault['kind']) => void;
}

/**
 * The way of one solution: write → run → evaluate by the facts → review →
 * evaluate. Each stage begins where the tree says that the solution stands, and
 * ends with an event; where there is none (a fault, a cancellation, a stop) the
 * way ends there, to be taken up later from the same state.
 */
export class Pipeline {
  constructor(options: IPipelineOptions) {
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
      await (code.trim() === ''
        ? this._evaluate(id, evaluateUnwritten(written.writing!), true)
        : this._run(id, code, signal));
    }
    const executed = goesOn();
    if (executed?.state === 'reviewing') {
      await this._judge(id, executed.execution!, signal);
    }
  }

  private async _write(id: string, signal: AbortSignal): Promise<void> {
    const { tree, operator, coder, ledger, notify, onFault } = this._options;
    let writing: Writing;
    try {
      writing = await coder.write(operator.request(tree, tree.get(id)), {
        ...this._callOptions(id, signal),
        onText: text => notify({ type: 'reply', id, text })
      });
    } catch (error) {
      if (!(error instanceof UnusableReply)) {
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
    await ledger.record({ type: 'write', id, writing });
  }

  private async _run(
    id: string,
    code: string,
    signal: AbortSignal
  ): Promise<void> {
    const { task, runner, ledger, notify, onFault } = this._options;
    let started: Promise<unknown> = Promise.resolve();
    let execution: Execution;
    try {
      execution = await runner.run(
        { id, code },
        {
          timeLimit: task.timeLimit,
          signal,
          onStart: () => {
            started = ledger.record({ type: 'run', id });
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
      await ledger.record({ type: 'execute', id, execution });
    }
  }

  /** The facts, the review where there is one to be, and both in one. */
  private async _judge(
    id: string,
    execution: Execution,
    signal: AbortSignal
  ): Promise<void> {
    const facts = evaluate(execution);
    const isFinal = facts.bug && !this._options.reviewFailures;
    await this._settleDirection(facts, execution);
    const isRecorded = await this._evaluate(id, facts, isFinal);
    if (isFinal || !isRecorded) {
      return;
    }
    const outcome = await this._review(id, execution, facts, signal);
    if (outcome === null) {
      return;
    }
    const { review, warnings } = outcome;
    const { tree } = this._options;
    if (!facts.bug && !review?.isBug) {
      await this._settle(assumeDirection(review?.lowerIsBetter ?? null));
    }
    const evaluation = { ...facts, warnings: [...facts.warnings, ...warnings] };
    await this._evaluate(
      id,
      review ? merge(evaluation, review, tree.direction) : evaluation,
      true
    );
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
    try {
      const review = await coder.review(
        operator.review(tree.get(id), execution, facts, tree.direction),
        this._callOptions(id, signal)
      );
      return { review, warnings: [] };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return signal.aborted
        ? null
        : { review: null, warnings: [`There is no review: ${message}`] };
    }
  }

  private _evaluate(
    id: string,
    evaluation: Evaluation,
    final: boolean
  ): Promise<boolean> {
    return this._options.ledger.record({
      type: 'evaluate',
      id,
      evaluation,
      final
    });
  }

  /** The first score settles the direction, where the facts name it. */
  private async _settleDirection(
    facts: Evaluation,
    execution: Execution
  ): Promise<void> {
    const { task, tree } = this._options;
    if (facts.score !== null && !facts.bug && tree.direction === null) {
      await this._settle(findDirection(task, facts.score, execution.output));
    }
  }

  private async _settle(finding: IDirectionFinding | null): Promise<void> {
    if (finding !== null && this._options.tree.direction === null) {
      await this._options.ledger.record({ type: 'direction', ...finding });
    }
  }

  private _callOptions(id: string, signal: AbortSignal): ICallOptions {
    return {
      signal,
      onWait: (reason, seconds) =>
        this._options.notify({ type: 'wait', id, reason, seconds })
    };
  }

  private readonly _options: IPipelineOptions;
}
