import type { RunRequest } from '../../src/run/config';
import type { Solution } from '../../src/solution/solution';

/** What a driver, a process of its own, is told. */
export type Order =
  | { do: 'create'; request: RunRequest; name: string }
  | { do: 'open'; path: string }
  /** Go on; with `take` whoever else drives. */
  | { do: 'start'; take?: boolean }
  /** Come to the end with one more solution. */
  | { do: 'finish' }
  /** Believe that the time is so many milliseconds later, from now on. */
  | { do: 'jump'; ms: number }
  | { do: 'leave' };

/** What it tells. */
export type Word =
  | { is: 'open'; path: string; notes: readonly string[] }
  /** A solution is as it says in the journal, by what the run told its watchers. */
  | { is: 'kept'; solution: Solution }
  /** A solution was so when the run was opened; meanwhile it may be further. */
  | { is: 'found'; solution: Solution }
  | { is: 'status'; phase: string; message: string; fault: string | null }
  /** Somebody else drives the run. */
  | { is: 'driven' }
  | { is: 'refused'; message: string };
