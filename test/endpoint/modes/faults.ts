import type { IMode } from '../mode';

/** What endpoints say when something is wrong. */
export const faults: readonly IMode[] = [
  {
    name: 'too many requests, once',
    endpoint: { script: ['rate-limited-soon'] },
    expects: { requests: 5 }
  }
];
