import type { IMode } from '../mode';

/** Addresses, keys and lists of models. */
export const connection: readonly IMode[] = [
  {
    name: 'an endpoint that does all as it should',
    endpoint: {},
    inTests: true,
    expects: { requests: 4 }
  }
];
