import { ExternalError } from '../../base/externalError';
import type { News } from '../../task/news';
import type { IRun, IRunStatus } from '../interfaces';
import type { LiveStatus } from './hub';

/** A run's status as its driver tells it. */
export function liveStatusOf(run: IRun): LiveStatus {
  const { fault, ...status } = run.status;
  const { steps, timeBudget } = run.config;
  return {
    ...status,
    message: '',
    fault: fault && { message: fault.message, kind: fault.kind },
    steps,
    timeBudget,
    coderName: run.coderName
  };
}

/** The same as whoever watches shows it. */
export function runStatusOf(live: LiveStatus): IRunStatus {
  const { phase, message, waiting, elapsed, remaining, usage } = live;
  const fault =
    live.fault && new ExternalError(live.fault.message, live.fault.kind);
  const said: News[] = message === '' ? [] : [{ code: 'text', text: message }];
  const news = live.news ?? said;
  return { phase, news, fault, waiting, elapsed, remaining, usage };
}
