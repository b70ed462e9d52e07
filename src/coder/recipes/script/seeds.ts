import type { IFacts } from '../facts';
import type { Member } from '../recipe';
import { call, named, show } from './python';

/**
 * The lines that make of a model the mean of several, of which each leaves to chance what
 * it draws by a seed of its own; none where a member is one model,
 * or one for each of several targets.
 *
 * @param model - the member's model in the script.
 */
export function seedLines(
  { seeds }: Member,
  model: string,
  { kind, targets }: IFacts
): string[] {
  const several =
    "[(f'seed {seed}', each) for seed, each in enumerate(several)]";
  return seeds === 1 || targets.length > 1
    ? []
    : [
        `# The mean of ${seeds} models, which err apart where chance has a part in them`,
        `drawn = [name for name in ${model}.get_params() if name.endswith('random_state')]`,
        `several = [clone(${model}).set_params(**dict.fromkeys(drawn, i)) for i in range(${seeds})]`,
        show(
          named(
            model,
            kind === 'regression'
              ? call('VotingRegressor', several)
              : call('VotingClassifier', several, "voting='soft'"),
            ' = '
          )
        ),
        ''
      ];
}
