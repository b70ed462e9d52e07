import { ProbingScorer } from '../../kernel/probe';
import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { Execution, Measurement } from '../../task/execution';
import type { Holdout } from '../../task/objectiveKinds';
import { readMetric } from '../../task/readMetric';
import type { FreshScore, Rerun } from '../../task/verification';
import { divisionOf, runAgain } from './again';
import { asBegun, keepDivision, readDivision } from './division';
import { reportsTooMuch, tooGood } from './doubts';
import { meanOf } from './folds';
import type {
  Given,
  IAgainOptions,
  IHeldOut,
  IMeasure,
  IObjectiveKind,
  MakeRunner
} from './interfaces';
import { reseed } from './reseed';

/**
 * Rows that candidates never see the answers of, scored outside of them. A solution runs
 * again trained on another division and with other seeds, scored on the part that is kept
 * for the pick and on rows that it was not trained on.
 */
export const holdoutKind: IObjectiveKind<Holdout> = {
  prepare: async (objective, options) => {
    const { launcher, paths, tree } = options;
    const kept = await readDivision(options);
    const scorer = new ProbingScorer({
      launcher,
      run: paths.run,
      data: paths.data,
      objective,
      ...asBegun(objective, kept)
    });
    const dispose = () => scorer.dispose().catch(() => undefined);
    try {
      const division = await scorer.division();
      await keepDivision(options, division, kept);
      const held = { objective, scorer, division };
      const data = await scorer.input(0);
      return new HoldoutMeasure(held, paths.source, data, tree, dispose);
    } catch (error) {
      await dispose();
      throw error;
    }
  }
};

/** Measures by rows that are held out. */
export class HoldoutMeasure implements IMeasure {
  /**
   * @param _source - the person's data folder, from where kernels start.
   * @param _data - what candidates get of it.
   * @param _tree - what a score is compared with.
   */
  constructor(
    readonly holdout: IHeldOut,
    private readonly _source: string,
    private readonly _data: string,
    private readonly _tree: SolutionTree,
    readonly dispose: () => Promise<void>
  ) {}

  get notes(): readonly string[] {
    return this.holdout.division.notes;
  }

  get given(): Given {
    return this._given(this._data);
  }

  async runner(make: MakeRunner): Promise<IRunner> {
    const { scorer } = this.holdout;
    const runners = [make(this.given)];
    while (runners.length < this._folds) {
      const data = await scorer.input(runners.length);
      runners.push(make(this._given(data)));
    }
    return {
      run: async (candidate, options) => {
        const execution = await runners[0].run(candidate, options);
        if (execution.status !== 'ok' || options.signal.aborted) {
          return execution;
        }
        await scorer.take(candidate.id);
        const parts = [
          await scorer.measure(candidate.id, this._comparedWith(candidate.id))
        ];
        // Where parts take turns: the same script on the other folds, unseen by people.
        for (
          let fold = 1;
          fold < runners.length && parts.at(-1)!.score !== null;
          fold++
        ) {
          const id = `${candidate.id}-fold${fold}`;
          const { signal, timeLimit } = options;
          const again = await runners[fold].run(
            { code: candidate.code, id },
            { signal, timeLimit }
          );
          if (again.status !== 'ok') {
            return signal.aborted
              ? again
              : {
                  ...execution,
                  status: again.status,
                  reason: `${again.reason} (on fold ${fold + 1} of ${runners.length})`,
                  error: again.error
                };
          }
          await scorer.take(id);
          parts.push(await scorer.score(id, fold, 'search'));
        }
        return {
          ...execution,
          measured: this._doubted(meanOf(parts), execution)
        };
      }
    };
  }

  async rerun(
    { id, code }: { id: string; code: string },
    run: number,
    make: MakeRunner,
    options: IAgainOptions
  ): Promise<Rerun | null> {
    const { objective, scorer } = this.holdout;
    if (run === 0) {
      const final = await scorer.score(id, 0, 'final');
      const scores = freshScores(['final', final]);
      return { id, run, scores, problem: '', seconds: 0 };
    }
    // Another division. Its rows, but for the final part, were scored before, of models that
    // were trained on others: a part that nothing was scored on would say too little alone.
    const fold = divisionOf(run, objective.folds);
    return runAgain(
      make(this._given(await scorer.input(fold))),
      { id, code: reseed(code, run) },
      run,
      options,
      async (_, name) => {
        await scorer.take(name);
        const final = await scorer.score(name, fold, 'final');
        const other = await scorer.measure(name, null, fold);
        const { held = other, folds = null } = other.basis ?? {};
        // Of a time, another division ends earlier: these would be other rows each time.
        const isPass = folds && objective.split.kind !== 'time';
        const scores = freshScores(
          ['final', final],
          [`fold ${run}`, held],
          ...(isPass ? [[`pass ${run}`, other] as const] : [])
        );
        return { scores, problem: final.problem };
      }
    );
  }

  /** What a solution is compared with: what it is made of, as far as it ran, else the best. */
  private _comparedWith(id: string): string | null {
    const tree = this._tree;
    const before = tree.has(id) ? tree.ancestors(tree.get(id)) : [];
    for (const { id, evaluation } of before) {
      if (evaluation && !evaluation.bug) {
        return id;
      }
    }
    return tree.best?.id ?? null;
  }

  private get _folds(): number {
    return this.holdout.objective.folds ?? 1;
  }

  private _given(data: string): Given {
    const { hidden } = this.holdout.division;
    return { data, source: { folder: this._source, hidden } };
  }

  /** A measurement with what makes it hard to believe. */
  private _doubted(measured: Measurement, execution: Execution): Measurement {
    const { score, error } = measured;
    const { direction } = this.holdout.division;
    if (score === null) {
      return measured;
    }
    const others = [...this._tree.good].map(
      ({ evaluation }) => evaluation!.score!
    );
    const reported = readMetric(execution.metric).score;
    const doubts = [
      reportsTooMuch(reported, score, error, direction),
      tooGood(score, others, direction)
    ].filter(doubt => doubt !== null);
    return { ...measured, warnings: [...measured.warnings, ...doubts] };
  }
}

function freshScores(
  ...parts: (readonly [string, Pick<Measurement, 'score' | 'error'>])[]
): FreshScore[] {
  return parts.flatMap(([on, { score, error }]) =>
    score === null ? [] : [{ on, score, error }]
  );
}
