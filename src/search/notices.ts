import type { TreeEvent } from './events';

/** What the search tells whoever watches it. */
export type SearchNotice =
  /** T changed; the event is recorded already. */
  | { type: 'tree'; event: TreeEvent }
  /** The reply of the coder so far. */
  | { type: 'reply'; id: string; text: string }
  /** What the candidate printed so far. */
  | { type: 'output'; id: string; text: string }
  /** A wait before the next try of a call, in seconds. */
  | { type: 'wait'; id: string; reason: string; seconds: number };
