import { messageOf } from '../../base/messageOf';
import { oneKernel } from '../../kernel/oneKernel';
import { KernelRunner } from '../../kernel/runner';
import type { SearchNotice } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { TreeEvent } from '../../solution/events';
import { secondsOf, type Solution } from '../../solution/solution';
import type { Execution } from '../../task/execution';
import type { Split } from '../../task/objectiveKinds';
import { isTooKind, type Probe } from '../../task/probe';
import type { RunConfig } from '../config';
import type { RunModel } from '../live/runModel';
import type { IAgainOptions, IHeldOut } from '../objectives/interfaces';
import type { TimeLeft } from '../verify/timeLeft';
import type { IEquipped } from './equipment';
import type { IWired } from './wiring';

/** Times as long as it took before, which a script may run for the probe. */
const LONGER = 2;
/** Seconds that it may run at least. */
const LEAST = 10;
/** The most of a budget of time that a script may take to be run for it. */
const SHARE = 0.1;
/** Solutions that are probed in a session at most. */
const MOST = 3;

/** What a probe is made with. */
export interface IProberOptions {
  /** What grows; it tells of each solution that changed. */
  run: Pick<RunModel, 'tree' | 'config' | 'solutionChanged'>;
  /** The rows that are held out; `null` where none are. */
  holdout: Pick<IHeldOut, 'scorer'> | null;
  /** Runs a script beside the search, with such a folder as its data. */
  runBeside: (
    candidate: { id: string; code: string },
    data: string,
    how: IAgainOptions
  ) => Promise<Execution>;
  /** Seconds of the budget that nothing else is planned for; infinite without one. */
  left: () => number;
  /** Records what came of it. */
  record: (event: TreeEvent) => Promise<unknown>;
  /** Keeps why nothing came of it, for those who look for what went wrong. */
  note: (text: string) => void;
}

/**
 * Has the first good draft run once more, beside the search, on rows that are divided by
 * what they may belong to although they are drawn at random: so that a score that does
 * not hold for other owners, or later, is said. Where it holds and a far better solution is
 * found, which may know what the draft did not, that runs, too. It takes no step.
 */
export class Prober {
  constructor(private readonly _options: IProberOptions) {
    this._ways = waysToProbe(_options.run.config);
  }

  /** Have it run as soon as there is something to do it with, where there is something to probe. */
  begin(): void {
    const { run, holdout } = this._options;
    if (holdout && this._ways.length > 0) {
      run.solutionChanged.connect(this._consider, this);
      this._consider();
    }
  }

  /** Resolves once what was begun is through. */
  async through(): Promise<void> {
    while (this._work !== null) {
      await this._work;
    }
  }

  /** Interrupt it; it is begun anew with the run's next session. */
  async stop(): Promise<void> {
    this._options.run.solutionChanged.disconnect(this._consider, this);
    this._ending.abort();
    await this._work;
  }

  private _consider(): void {
    const next =
      this._work === null && this._times < MOST && !this._ending.signal.aborted
        ? toProbe(this._options.run.tree)
        : null;
    if (next === null || !this._mayTake(secondsOf(next))) {
      return;
    }
    this._times++;
    this._work = this._probe(next)
      .catch(error => {
        if (!this._ending.signal.aborted) {
          this._options.note(
            `Whether scores hold for other rows is not known: ${messageOf(error)}`
          );
        }
      })
      .finally(() => {
        this._work = null;
        this._consider();
      });
  }

  private _mayTake(seconds: number): boolean {
    const { timeBudget } = this._options.run.config;
    return (
      timeBudget === null ||
      (seconds <= SHARE * timeBudget &&
        LONGER * seconds <= this._options.left())
    );
  }

  private async _probe({ id, writing, ...draft }: Solution): Promise<void> {
    const { holdout, run, runBeside, record, left } = this._options;
    const { timeLimit } = run.config;
    const { scorer } = holdout!;
    const { signal } = this._ending;
    const prepared = await scorer.probe(this._ways);
    if (prepared === null) {
      // Rows to be predicted are of the same owners, or of the same time.
      this._times = MOST;
    }
    if (prepared === null || signal.aborted) {
      return;
    }
    const { folder, by } = prepared;
    const name = `${id}-probe`;
    const seconds = secondsOf(draft);
    const execution = await runBeside(
      { id: name, code: writing!.code },
      folder,
      {
        signal,
        timeLimit: Math.min(
          timeLimit,
          Math.max(seconds, Math.min(left(), Math.max(LEAST, LONGER * seconds)))
        )
      }
    );
    if (signal.aborted) {
      return;
    }
    const measured =
      execution.status === 'ok' ? await scorer.scoreProbe(name, by) : null;
    const { score, error } = draft.evaluation!;
    const probe: Probe = {
      id,
      by,
      random: { score: score!, error: error ?? null },
      divided:
        measured === null || measured.score === null
          ? null
          : { score: measured.score, error: measured.error },
      problem: measured?.problem ?? execution.reason,
      seconds: execution.seconds
    };
    await record({ type: 'probe', probe });
  }

  private readonly _ways: Split[];
  private readonly _ending = new AbortController();
  private _work: Promise<void> | null = null;
  private _times = 0;
}

/**
 * The solution whose score is to be probed next: the first good draft, then one that is far
 * better than what is known to hold; `null` where there is none.
 */
function toProbe({
  probe,
  drafts,
  good,
  direction
}: SolutionTree): Solution | null {
  if (probe === null) {
    return drafts.find(({ state }) => state === 'good') ?? null;
  }
  const best = good.ranked.find(
    ({ stage, state }) => stage !== 'blend' && state === 'good'
  );
  if (!best || best.id === probe.id || direction === null) {
    return null;
  }
  const { score, error } = best.evaluation!;
  const random = { score: score!, error };
  return !isTooKind(probe, direction) &&
    (probe.divided === null || isTooKind({ ...probe, random }, direction))
    ? best
    : null;
}

/**
 * The prober of a session.
 *
 * @param time - what it may take of the time that is left.
 */
export function proberOf(
  { launcher, measure, within }: IEquipped,
  { queue }: IWired,
  { run, notify }: { run: RunModel; notify: (notice: SearchNotice) => void },
  time: Pick<TimeLeft, 'toSearch'>
): Prober {
  return new Prober({
    run,
    holdout: measure.holdout,
    runBeside: (candidate, data, how) =>
      new KernelRunner({
        ...within,
        ...measure.given,
        pool: oneKernel(launcher),
        data
      }).run(candidate, how),
    left: () => time.toSearch(),
    record: event => queue.commit(() => [event]),
    note: reason => notify({ type: 'wait', id: '', reason, seconds: 0 })
  });
}

/** What rows may belong to, or what may order them, where they are drawn at random. */
function waysToProbe({ objective, declaration }: RunConfig): Split[] {
  if (
    objective.kind !== 'holdout' ||
    'column' in objective.split ||
    declaration === null
  ) {
    return [];
  }
  const { groups, time } = declaration;
  return [
    ...groups.map((column): Split => ({ kind: 'group', column })),
    ...(time === null ? [] : [{ kind: 'time' as const, column: time }])
  ];
}
