import type { CoderChoice } from '../../run/config';
import type { Split } from '../../task/objectiveKinds';
import type { Direction } from '../../task/task';
import type { ITypedLimits } from './limits';
import type { Settings } from './settings';

/** What the person typed or chose, as it stands in the form. */
export interface IFormValues extends ITypedLimits {
  goal: string;
  /** The data folder, from the notebook's folder. */
  data: string;
  /** Declared by the person; empty: as read from the goal and the data. */
  metric: string;
  direction: Direction | null;
  /** Who measures; `null`: a hold-out where the data allow it. */
  measure: Measure | null;
  /** How the rows of a hold-out are divided; `null`: as the data say. */
  split: Split | null;
  /** Files that solutions get whatever they hold, with commas between. */
  give: string;
  coder: CoderChoice;
}

/** Who says how good a solution is. */
export type Measure = 'holdout' | 'reported' | 'cell';

/** What the form begins with: the person's settings, and nothing typed yet. */
export function valuesBefore(settings: Settings): IFormValues {
  return {
    goal: '',
    data: '',
    metric: '',
    direction: null,
    measure: null,
    split: null,
    give: '',
    coder: { kind: 'recipes' },
    steps: String(settings.steps),
    kernels: String(settings.kernels ?? ''),
    timeLimit: String(settings.timeLimit / 60),
    patience: String(settings.patience),
    replyTokens: String(settings.replyTokens ?? '')
  };
}
