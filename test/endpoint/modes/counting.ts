import type { IMode } from '../mode';

/** Who is told what was paid. */
export const counting: readonly IMode[] = [
  {
    name: 'tools are refused, plain JSON is not',
    endpoint: { always: ['tools-refused'] },
    expects: { requests: 5 }
  }
];
