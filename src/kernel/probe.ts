import { z } from 'zod';
import type { Measurement } from '../task/execution';
import { Split } from '../task/objectiveKinds';
import { type IScorer, KernelScorer } from './scorer';
import { SCORER_MODULES, together } from './together';

const SOURCE = together(...SCORER_MODULES, 'probe');

const Probed = z.object({ folder: z.string(), by: Split });

/** A scorer that divides the rows once more, by what they may belong to. */
export interface IProbingScorer extends IScorer {
  /**
   * Prepare a folder as of `input` whose rows are divided by the first of the ways by
   * which the rows to be predicted may be others.
   *
   * @returns the folder, and the way; `null` where there is none.
   * @throws ExternalError - `kernel` or `storage`
   */
  probe(ways: readonly Split[]): Promise<z.infer<typeof Probed> | null>;
  /** Take and score what a candidate left that was given that folder. */
  scoreProbe(id: string, by: Split): Promise<Measurement>;
}

/** The same in a kernel of its own. */
export class ProbingScorer extends KernelScorer implements IProbingScorer {
  protected override readonly source = SOURCE;

  probe(ways: readonly Split[]): ReturnType<IProbingScorer['probe']> {
    return this.ask('prepare_probe', { ways }, Probed.nullable());
  }

  scoreProbe(id: string, by: Split): Promise<Measurement> {
    return this.askTwice('score_probe', { candidate: id, split: by });
  }
}
