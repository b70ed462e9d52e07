import { z } from 'zod';
import { DataPreview } from './data';
import { TaskDeclaration } from './declaration';
import { Objective, reported } from './objectiveKinds';
import { Asked } from './handedIn';

/** Whether a smaller or a larger score is better. */
export const Direction = z.enum(['minimize', 'maximize']);
export type Direction = z.infer<typeof Direction>;

/** What the search is asked to do: the same for every node of a run. */
export const Task = z.object({
  /** The goal in the person's words, Markdown. */
  goal: z.string(),
  data: DataPreview,
  /** The declared metric's name; empty where the coder is to choose. */
  metric: z.string(),
  /** `null` until it is settled with the first good solution. */
  direction: Direction.nullable(),
  /** Who says how good a solution is. */
  objective: Objective.default(reported),
  /** Read or declared before the run; runs of former versions have none. */
  declaration: TaskDeclaration.nullable().optional(),
  /** Seconds that a candidate may run. */
  timeLimit: z.number().positive(),
  /** Seconds that the run may take; left out or `null` where nothing is said. */
  timeBudget: z.number().positive().nullable().optional(),
  /** What can be imported in the kernel, probed; name as imported, version. */
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      /** What it is installed as, where that is known: `scikit-learn`. */
      installed: z.string().optional()
    })
  ),
  /** What is to be handed in; `null` where nothing is, or an earlier version read the data. */
  asked: Asked.nullable().optional()
});
export type Task = z.infer<typeof Task>;
