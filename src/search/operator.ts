import { take } from '../base/take';
import type { Solution } from '../solution/solution';
import type { Evaluation } from '../task/evaluation';
import type { Execution } from '../task/execution';
import type { Task } from '../task/task';
import type { IOthers, IReviewRequest, WriteRequest } from './interfaces';
import { ancestorsOf, summarize } from './summary';
import type { SolutionTree } from './tree';

/** Finished attempts on the same solution that a coder is given. */
const FINISHED = 6;

/**
 * The coding operator f, as data: what a coder is given to draft, debug or improve
 * a solution, and to review one. How it is told to a model is the coder's matter.
 */
export class CodingOperator {
  constructor(private _task: Task) {}

  /**
   * What a coder is given for a solution that π chose.
   *
   * @throws Error - for a blend, which nobody writes.
   */
  request(tree: SolutionTree, solution: Solution): WriteRequest {
    const parent = tree.parent(solution);
    const base = {
      task: this._taskOf(tree),
      solution,
      tree,
      hints: [...tree.hints]
    };
    const told = () => ({
      summary: summarize(tree, parent?.id),
      others: othersOf(tree, solution, parent)
    });
    if (parent === null) {
      return { ...base, ...told(), stage: 'draft', parent };
    }
    switch (solution.stage) {
      case 'debug':
        return {
          ...base,
          stage: 'debug',
          parent,
          ancestors: ancestorsOf(tree, parent)
        };
      case 'improve':
        return { ...base, ...told(), stage: 'improve', parent };
      default:
        throw new Error(`Solution ${solution.id} is a blend: nobody writes it`);
    }
  }

  /** What a reviewer is given of a solution that ran. */
  review(
    tree: SolutionTree,
    solution: Solution,
    execution: Execution,
    evaluation: Evaluation
  ): IReviewRequest {
    return { task: this._taskOf(tree), solution, execution, evaluation };
  }

  /** The task with the tree's direction: the same value as long as that is the same. */
  private _taskOf({ direction }: SolutionTree): Task {
    if (this._task.direction !== direction) {
      this._task = { ...this._task, direction };
    }
    return this._task;
  }
}

/** What else is made on the same solution at this moment, or was made of it. */
function othersOf(
  tree: SolutionTree,
  { id, parent: base, stage }: Solution,
  parent: Solution | null
): IOthers {
  const underWay = tree.pending.filter(
    other => other.id !== id && other.parent === base && other.stage === stage
  );
  const children = parent === null ? [] : tree.newestChildren(parent);
  const finished = take(children, FINISHED, each => each.evaluation !== null);
  return { underWay, finished: finished.reverse() };
}
