import type { IMode } from './mode';
import { connection } from './modes/connection';
import { counting } from './modes/counting';
import { families } from './modes/families';
import { faults } from './modes/faults';
import { replies } from './modes/replies';
import { slow } from './modes/slow';

/** All situations, by section. */
export const sections: Record<string, readonly IMode[]> = {
  connection,
  counting,
  families,
  faults,
  replies,
  slow
};
