import type { IRunStatus } from './interfaces';

/** Whether a run works on nothing: `start` would go on with it. */
export function isAtRest({ phase }: Pick<IRunStatus, 'phase'>): boolean {
  return phase === 'paused' || phase === 'finished';
}
