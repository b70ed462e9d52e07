import { Evidence, Importance } from '../task/evidence';
import { KernelScorer } from './scorer';
import { SCORER_MODULES, together } from './together';

const SOURCE = together(...SCORER_MODULES, 'evidence', 'importance');

/** Sets what solutions of a run predicted beside the answers, where these are. */
export class EvidenceScorer extends KernelScorer {
  protected override readonly source = SOURCE;

  /** What a solution predicted for rows that it was not trained on. @throws ExternalError - `kernel` */
  evidence(id: string): Promise<Evidence> {
    return this.ask('evidence', { candidate: id }, Evidence);
  }

  /**
   * What became of its score where columns were shuffled.
   *
   * @param name - the folder in `work/` with the predictions of these; it is removed.
   * @throws ExternalError - `kernel`
   */
  importance(name: string): Promise<Importance> {
    return this.ask('importance', { candidate: name }, Importance);
  }
}
