import type { RunConfig, RunRequest } from '../../run/config';
import type { Split } from '../../task/objectiveKinds';
import { noUsage } from '../../task/usage';
import type { RunView } from './runView';
import type { Session } from './session';

/**
 * Begin the same run anew, with its rows divided in another way. The one that is shown is
 * stopped first; it stays in its folder.
 */
export async function startAgain(
  session: Session,
  { run, isAtRest }: RunView,
  split: Split
): Promise<void> {
  const background = run.watching?.driver?.kind === 'background';
  const request = dividedBy(run.config, split);
  if (!isAtRest) {
    await session.steering.stop();
  }
  await session.start(request, { background });
}

/** The same request with its rows divided so. */
function dividedBy(config: RunConfig, split: Split): RunRequest {
  const { objective, declaration } = config;
  return {
    ...config,
    // What the reading cost was charged to the run before.
    reading: noUsage,
    objective:
      objective.kind === 'holdout'
        ? {
            ...objective,
            split,
            // Of time there is one order alone.
            folds: split.kind === 'time' ? null : objective.folds
          }
        : objective,
    declaration: declaration && {
      ...declaration,
      split,
      sources: {
        ...declaration.sources,
        split: {
          from: 'chosen by you, after rows drawn at random were too kind',
          sure: 'sure',
          others: []
        }
      }
    }
  };
}
