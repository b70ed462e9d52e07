import type { z } from 'zod';
import type { FamilyName } from './family';
import type { Member } from './recipe';

/** What many public tables taught: `bench/portfolio` writes it. */
export interface IPortfolio {
  members: z.input<typeof Member>[];
  /** By the packages that can be imported: members, in the order of their drafts. */
  orders: Record<string, number[]>;
  /** How many times the seconds of the first family each takes, on the same rows. */
  costs: Record<FamilyName, number>;
}
