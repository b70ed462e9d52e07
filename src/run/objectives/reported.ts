import type { Reported } from '../../task/objectiveKinds';
import { repeated, runAgain } from './again';
import type { Given, IObjectiveKind } from './interfaces';
import { reseed } from './reseed';

/**
 * AIDE's way: nothing measures, what the script says counts. It runs again with other
 * seeds; what it says of itself then is all there is.
 */
export const reportedKind: IObjectiveKind<Reported> = {
  prepare: async (_, { paths }) => {
    const given: Given = {
      data: paths.data,
      source: { folder: paths.source, hidden: [] }
    };
    return {
      notes: [],
      given,
      holdout: null,
      runner: async make => make(given),
      rerun: ({ id, code }, run, make, options) =>
        runAgain(
          make(given),
          { id, code: reseed(code, run) },
          run,
          options,
          execution => repeated(execution, run)
        ),
      dispose: async () => undefined
    };
  }
};
