import { median } from '../../base/median';
import { runSeconds } from '../../scheduling/admission';
import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import type { Task } from '../../task/task';
import type { Rerun } from '../../task/verification';
import type { RunConfig } from '../config';
import type { IAgainOptions } from '../objectives/interfaces';
import {
  FIT_LONGER,
  fitSeconds,
  HAND_IN,
  QUICK,
  secondsAfter,
  secondsAhead,
  secondsToFinish,
  secondsToFit
} from './planned';
import type { RunAgain } from './verifier';

/** How much later than planned a run may end, as a share of its budget. */
const LATE = 0.1;
/** Seconds that a solution may run, however little is left. */
const LEAST = 2;

/** A run whose time is shared out. */
export interface ITimed {
  tree: SolutionTree;
  config: RunConfig;
  task: Task | null;
  /** Seconds of work so far; minus infinity where the budget does not hold. */
  elapsed: () => number;
}

/** What may be taken of the time that is left, by what there is to do. */
export class TimeLeft {
  constructor(private readonly _run: ITimed) {}

  /** A solution took so many seconds beside its script's own: to be tried and scored. */
  learn(beside: number): void {
    this._beside.push(beside);
  }

  /** Seconds that one more solution takes, and all that follows it. */
  ahead(): number {
    const { tree, config, task } = this._run;
    return (
      secondsAhead(tree, config, task) +
      this._usuallyBeside +
      this._handInLonger
    );
  }

  /** Seconds for the search, beside what follows it. */
  toSearch(): number {
    const { tree, config, task } = this._run;
    return this._left - secondsToFinish(tree, config, task);
  }

  /** Seconds for a verification and a blend, beside the last fit. */
  beforeFit(): number {
    const { tree, config, task } = this._run;
    return this._left - secondsToFit(tree, config, task);
  }

  /**
   * Seconds that a solution may run: so many that it could be fitted on all rows after
   * that, if it was the pick, and so few that the best there is can be. What takes up to
   * twice as long as others takes from the verification. As long as nothing is good, so
   * much is left that something quicker has its time, or else it has all there is.
   */
  toRun(id: string): number {
    const { tree, config, task } = this._run;
    const beside = this._usuallyBeside;
    const left = this._left - beside;
    const share = (left - HAND_IN) / (1 + FIT_LONGER);
    if (tree.best === null) {
      return left - share < 2 * QUICK ? Math.max(LEAST, left - HAND_IN) : share;
    }
    const own =
      secondsAfter(1, config, task) > HAND_IN
        ? share
        : left - secondsAfter(0, config, task);
    const most =
      tree.get(id).stage === 'blend'
        ? this.beforeFit()
        : Math.max(
            this.toSearch(),
            Math.min(2 * runSeconds(tree), this.beforeFit())
          );
    return Math.max(LEAST, Math.min(own, most - beside));
  }

  /** Whether a solution of so many seconds would end in time, with its last fit. */
  mayAdd(seconds: number): boolean {
    const { config, task } = this._run;
    return (
      seconds <= this.beforeFit() &&
      seconds + secondsAfter(seconds, config, task) <= this._left
    );
  }

  /**
   * Seconds that fitting a solution may take: to a little after the end of the budget, or
   * what is planned where that is over, as for a run that is taken up again.
   */
  toFit(solution: Solution): number {
    const { config, task } = this._run;
    const left = this._inAll + LATE * (config.timeBudget ?? 0) - HAND_IN;
    const most = left > 0 ? left : fitSeconds(solution, config, task);
    return Math.min(config.timeLimit, most);
  }

  /** Seconds of the budget that are left for what is planned. */
  private get _left(): number {
    return this._inAll - this._handInLonger;
  }

  /** Seconds of the budget that are left; infinite without one. */
  private get _inAll(): number {
    const { config, elapsed } = this._run;
    return (config.timeBudget ?? Infinity) - elapsed();
  }

  /** Seconds by which handing in is planned longer: the last fit is scored and kept, too. */
  private get _handInLonger(): number {
    return Math.max(0, this._usuallyBeside - HAND_IN);
  }

  private get _usuallyBeside(): number {
    return median(this._beside) ?? 0;
  }

  private readonly _beside: number[] = [];
}

/**
 * Runs a leader again for as long as a run's time has room for it: one that was ended for
 * that says nothing of the leader, so it counts as not made.
 *
 * @param timeLimit - seconds that it may run in any case.
 */
export function inTime(
  time: Pick<TimeLeft, 'beforeFit'>,
  timeLimit: number,
  rerun: (
    solution: { id: string; code: string },
    run: number,
    options: IAgainOptions
  ) => Promise<Rerun | null>
): RunAgain {
  return async (solution, run, signal) => {
    const most = Math.min(timeLimit, Math.max(1, time.beforeFit()));
    const again = await rerun(solution, run, { timeLimit: most, signal });
    return again?.scores.length === 0 &&
      most < timeLimit &&
      again.seconds >= most
      ? null
      : again;
  };
}
