import { RateLimitedCoder } from '../../scheduling/rateLimitedCoder';
import { admission, type IAdmissionLimits } from '../../scheduling/admission';
import {
  type ISearchOptions,
  type ISearchSettings,
  Search
} from '../../search/search';
import type { IBudget } from '../../scheduling/budget';
import type { TreeEvent } from '../../solution/events';
import { EventQueue, type IRecorder } from './eventQueue';

/** What a search works with in a run. */
export interface IWiringOptions extends Omit<
  ISearchOptions,
  'queue' | 'admission' | 'settings'
> {
  recorder: IRecorder;
  settings: ISearchSettings &
    IAdmissionLimits &
    IBudget & {
      /** Model calls in flight at first, where it is to be found out how many help. */
      callsAtFirst?: number;
    };
  /** What an earlier search over this tree could not record. */
  unrecorded?: readonly TreeEvent[];
}

/** A search, and the queue by which events come into its tree. */
export interface IWired {
  search: Search;
  queue: EventQueue;
  /** How many calls at once serve the coder best; `null` where nothing showed it. */
  callsFound: () => number | null;
}

/**
 * A search with a queue that keeps what happens, and with no more calls and
 * solutions under way than the settings allow.
 */
export function wire(options: IWiringOptions): IWired {
  const { tree, recorder, settings, clock, unrecorded = [] } = options;
  const { calls, callsAtFirst = calls } = settings;
  const coder = new RateLimitedCoder(
    options.coder,
    calls === 0 ? null : { begin: callsAtFirst, most: calls },
    clock,
    () => search.nudge()
  );
  const queue = new EventQueue({
    tree,
    recorder,
    unrecorded,
    onFault: error => search.fail(error, 'storage'),
    onEvent: event => {
      // A score that was read, a kernel that is free: there may be room.
      search.nudge();
      options.notify({ type: 'tree', event });
    }
  });
  const search = new Search({
    ...options,
    coder,
    queue,
    admission: admission(
      () => ({ ...settings, calls: coder.width }),
      () => coder.writeSeconds,
      settings
    )
  });
  return { search, queue, callsFound: () => coder.found };
}
