import { RateLimitedCoder } from '../scheduling/rateLimitedCoder';
import { admission, type IAdmissionLimits } from '../scheduling/admission';
import type { TreeEvent } from '../search/events';
import {
  type ISearchOptions,
  type ISearchSettings,
  Search
} from '../search/search';
import { EventQueue, type IRecorder } from './eventQueue';

/** What a search works with in a run. */
export interface IWiringOptions extends Omit<
  ISearchOptions,
  'queue' | 'admission' | 'settings'
> {
  recorder: IRecorder;
  settings: ISearchSettings & IAdmissionLimits;
  /** What an earlier search over this tree could not record. */
  unrecorded?: readonly TreeEvent[];
}

/** A search, and the queue by which events come into its tree. */
export interface IWired {
  search: Search;
  queue: EventQueue;
}

/**
 * A search with a queue that keeps what happens, and with no more calls and
 * solutions under way than the settings allow.
 */
export function wire(options: IWiringOptions): IWired {
  const { tree, recorder, settings, clock, unrecorded = [] } = options;
  const coder = new RateLimitedCoder(options.coder, settings.calls, clock);
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
    admission: admission(settings, () => coder.writeSeconds)
  });
  return { search, queue };
}
