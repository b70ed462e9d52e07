import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Prices } from '../../coder/modelSettings';
import { isOver } from '../../run/account/remaining';
import { type IScore, scoreOf } from '../../run/account/scores';
import { isAtRest } from '../../run/atRest';
import type { IRun, IRunStatus } from '../../run/interfaces';
import { pickOf, verifiedOf } from '../../run/pick';
import { isExtra, isSettled, type Solution } from '../../solution/solution';
import { ScoreFormat } from '../../task/scoreFormat';
import { isAlike } from '../../solution/standing';
import { improvement } from '../../task/scores';
import type { Usage } from '../../task/usage';
import { Places, type IPlace } from './layout';

/** A point of the best score's curve: the score held from this step on. */
export interface ICurvePoint {
  readonly id: string;
  readonly step: number;
  readonly score: number;
}

/** How many solutions stand where. */
export interface ICounts {
  readonly all: number;
  /** Of those that take a step of the budget. */
  readonly settled: number;
  readonly good: number;
  readonly buggy: number;
}

/** What one place of the drawn tree shows. */
export interface IPlaceState {
  /** The newest of the idea and its repairs. */
  readonly solution: Solution;
  /** The solution whose title names the idea. */
  readonly idea: Solution;
  readonly isBest: boolean;
  readonly isOnBestPath: boolean;
  /** Whether the search may build on it. */
  readonly isOpen: boolean;
  /** How many of them are bugs. */
  readonly bugs: number;
}

/**
 * What the panel shows of a run, kept up to date with each of the run's signals.
 * The cost of a change does not grow with the tree.
 */
export class RunView implements IDisposable {
  /** @param prices - of a million tokens, where the person entered them. */
  constructor(
    readonly run: IRun,
    readonly prices: Prices = { in: null, out: null }
  ) {
    for (const solution of run.tree.solutions) {
      this._take(solution);
    }
    this._replayBest();
    run.solutionChanged.connect(this._onSolutionChanged, this);
    run.statusChanged.connect(this._onStatusChanged, this);
    this._isAtRest = isAtRest(run.status);
  }

  readonly places = new Places();
  readonly scores = new ScoreFormat();

  /** Something that the panel shows changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The verified pick where there is one, else the best by its score. */
  get best(): Solution | null {
    return pickOf(this.run.tree);
  }

  /** The one score of a solution; `null` without one. */
  score(solution: Solution): IScore | null {
    return scoreOf(this.run.tree, solution);
  }

  /** Whether the best is verified. */
  get isVerified(): boolean {
    return verifiedOf(this.run.tree) !== null;
  }

  /** The first draft that has a score: what the search is measured against. */
  get firstDraft(): Solution | null {
    return this._firstDraft === null
      ? null
      : this.run.tree.get(this._firstDraft);
  }

  /**
   * How much better the best is than the first draft, as a share, both as the search
   * measured them; `null` where it is none.
   */
  get gain(): number | null {
    const { firstDraft: first, best } = this;
    const { direction } = this.run.tree;
    const share =
      first && best && isAlike(first, best) && direction
        ? improvement(searched(first)!, searched(best)!, direction)
        : null;
    return share !== null && share > 0 ? share : null;
  }

  /**
   * The best score step by step, up to that of the best. What the search scored
   * better than a verified pick turned out to be no better, and is left out.
   */
  get curve(): readonly ICurvePoint[] {
    return this._curve;
  }

  get counts(): ICounts {
    return this._counts;
  }

  /** Whether nothing is under way: what is not settled waits to be gone on with. */
  get isAtRest(): boolean {
    return this._isAtRest;
  }

  /** Whether the run is at rest with something left to do. */
  get canGoOn(): boolean {
    const { tree, config, status } = this.run;
    return (
      this._isAtRest && !isOver(tree, config, status.elapsed, this.run.task)
    );
  }

  /** Steps that the run may take in all. */
  get steps(): number {
    return this.run.config.steps;
  }

  /** What a place of the tree shows. */
  state(place: IPlace): IPlaceState {
    const chain = place.ids.map(id => this.run.tree.get(id));
    const tried = chain.filter(solution => solution.state !== 'cancelled');
    const shown = tried.length > 0 ? tried : chain;
    const best = this.best?.id;
    const solution = shown[shown.length - 1];
    return {
      solution,
      isOpen: this.run.tree.isOpen(solution),
      idea: chain[0],
      isBest: chain.some(solution => solution.id === best),
      isOnBestPath: chain.some(solution => this._bestPath.has(solution.id)),
      bugs: chain.filter(solution => solution.state === 'buggy').length
    };
  }

  /** What some calls cost, in the currency of the prices; `null` where unknown. */
  cost({ tokensIn, tokensOut }: Usage): number | null {
    const { in: input, out } = this.prices;
    return input === null || out === null
      ? null
      : (tokensIn * input + tokensOut * out) / 1e6;
  }

  format(score: number): string {
    return this.scores.format(score);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private _onSolutionChanged(_: IRun, solution: Solution): void {
    this._take(solution);
    const drawn = this._curve.find(({ id }) => id === solution.id);
    if (drawn && drawn.score !== searched(solution)) {
      // A review took its score back.
      this._replayBest();
    }
    this._update();
  }

  private _onStatusChanged(_: IRun, status: IRunStatus): void {
    this._isAtRest = isAtRest(status);
    // A direction that was just settled can make a best too.
    this._update();
  }

  private _update(): void {
    if (this._bestId !== (this.best?.id ?? null)) {
      this._replayBest();
    }
    this._changed.emit();
  }

  private _take(solution: Solution): void {
    if (!this.places.has(solution.id)) {
      this.places.add(solution);
    }
    const before = this._states.get(solution.id);
    const now = standing(solution);
    this._states.set(solution.id, now);
    this._counts = {
      all: this._states.size,
      settled: this._counts.settled + now.settled - (before?.settled ?? 0),
      good: this._counts.good + now.good - (before?.good ?? 0),
      buggy: this._counts.buggy + now.buggy - (before?.buggy ?? 0)
    };
    const score = solution.evaluation?.score ?? null;
    if (now.good && score !== null) {
      this.scores.add(score);
    }
    this._considerFirstDraft(solution, now.good === 1);
  }

  private _considerFirstDraft(solution: Solution, isGood: boolean): void {
    if (solution.parent !== null) {
      return;
    }
    if (this._firstDraft === solution.id && !isGood) {
      // A review took its score back.
      const good = this.run.tree.drafts.filter(
        draft => draft.evaluation !== null && !draft.evaluation.bug
      );
      this._firstDraft = good[0]?.id ?? null;
    } else if (
      isGood &&
      (this._firstDraft === null || solution.step < this.firstDraft!.step)
    ) {
      this._firstDraft = solution.id;
    }
  }

  /** The best changed: follow it. It changes rarely, so from the start is fine. */
  private _replayBest(): void {
    const { best } = this;
    const { tree } = this.run;
    this._bestId = best?.id ?? null;
    this._bestPath = new Set(
      best === null ? [] : tree.path(best).map(({ id }) => id)
    );
    this._curve = [];
    const end = best && searched(best);
    if (end === null) {
      return;
    }
    for (const solution of tree.good) {
      const { id, step } = solution;
      const last = this._curve[this._curve.length - 1];
      const score = searched(solution);
      const isNext =
        score !== null &&
        !tree.isBetter(score, end) &&
        (!last || tree.isBetter(score, last.score) || id === best!.id);
      if (isNext) {
        this._curve.push({ id, step: Math.max(step, last?.step ?? 0), score });
      }
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _states = new Map<string, IStanding>();
  private _counts: ICounts = { all: 0, settled: 0, good: 0, buggy: 0 };
  private _firstDraft: string | null = null;
  private _bestId: string | null = null;
  private _bestPath: ReadonlySet<string> = new Set();
  private _curve: ICurvePoint[] = [];
  private _isAtRest: boolean;
  private _isDisposed = false;
}

/** What the search measured; `null` for a bug. */
function searched({ evaluation }: Solution): number | null {
  return evaluation === null || evaluation.bug ? null : evaluation.score;
}

/** What one solution adds to the counts. */
interface IStanding {
  settled: 0 | 1;
  good: 0 | 1;
  buggy: 0 | 1;
}

function standing(solution: Solution): IStanding {
  const evaluation = solution.evaluation;
  const isCancelled = solution.state === 'cancelled';
  return {
    settled: isSettled(solution) && !isExtra(solution) ? 1 : 0,
    good: evaluation !== null && !evaluation.bug && !isCancelled ? 1 : 0,
    buggy: evaluation !== null && evaluation.bug && !isCancelled ? 1 : 0
  };
}
