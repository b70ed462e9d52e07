import type { IMode } from '../mode';

/** Endpoints that take their time. */
export const slow: readonly IMode[] = [
  { name: 'a slow stream', endpoint: { script: ['slow'] } }
];
