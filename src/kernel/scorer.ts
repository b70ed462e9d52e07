import type { Measurement } from '../search/solution';

/** Which rows a score is measured on: the search's own, or the final pick's. */
export type Part = 'search' | 'final';

/**
 * Scores predictions with answers that no candidate sees. Everything follows
 * from the run's configuration and the data, so a scorer that is started again
 * is the same one.
 */
export interface IScorer {
  /**
   * The folder that candidates get as `./input`, from where kernels start. Made
   * when it is first asked for.
   *
   * @param fold - 0 is the search's own division. Others divide the rows that
   *   are not in the final part in another way: for verification.
   * @throws Fault - `kernel` or `storage`
   */
  input(fold: number): Promise<string>;
  /**
   * Score what a candidate left in its working folder.
   *
   * @param id - the name of its folder in `work/`: a solution's id, or what a
   *   verification calls its run.
   * @param fold - the division that it was given as `./input`.
   * @throws Fault - `kernel`. What is wrong with the predictions is in the
   *   measurement.
   */
  score(id: string, fold: number, part: Part): Promise<Measurement>;
  /**
   * Score the mean of what several candidates left, given the same division.
   *
   * @param ids - one that is named twice counts twice.
   * @param rank - take the mean of the ranks, for a metric that only orders.
   */
  scoreBlend(
    ids: readonly string[],
    fold: number,
    part: Part,
    rank: boolean
  ): Promise<Measurement>;
}
