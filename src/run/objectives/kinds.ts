import type { Objective } from '../../task/objectiveKinds';
import { cellKind } from './cell';
import { holdoutKind } from './holdout';
import type { IMeasure, IObjectiveKind, IObjectiveOptions } from './interfaces';
import { reportedKind } from './reported';

/** Every kind of objective, by its name. */
const kinds: {
  [K in Objective['kind']]: IObjectiveKind<Extract<Objective, { kind: K }>>;
} = { reported: reportedKind, cell: cellKind, holdout: holdoutKind };

/**
 * Make ready what measures the candidates of a run.
 *
 * @throws ExternalError - `kernel` or `storage`: it cannot measure as declared.
 */
export function prepareObjective(
  options: IObjectiveOptions
): Promise<IMeasure> {
  const { objective } = options.config;
  // A kind takes the objectives of its name.
  const kind: IObjectiveKind = kinds[objective.kind] as IObjectiveKind;
  return kind.prepare(objective, options);
}
