import { z } from 'zod';
import { TreeEvent } from '../../solution/events';

/** A line of a run's journal, but for its sum. Its format goes with the version in `run.json`. */
export const JournalEntry = z.object({
  /** When it was recorded, ISO 8601. */
  time: z.string(),
  /** Seconds that the run had worked by then, pauses left out. */
  elapsed: z.number().nonnegative(),
  event: TreeEvent
});
export type JournalEntry = z.infer<typeof JournalEntry>;
