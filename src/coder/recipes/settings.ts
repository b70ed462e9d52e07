import type { IFacts } from './facts';
import { families, laddersOf } from './families';
import type { Settings } from './family';
import type { Member } from './recipe';

/** All of a member's settings: fixed, as a draft starts, and as it was changed. */
export function settingsOf(member: Member, facts: IFacts): Settings {
  const family = families[member.family];
  const side = facts.kind === 'regression' ? 'regression' : 'classes';
  return {
    ...Object.assign(
      {},
      ...laddersOf(member.family, facts.kind).map(l => l.rungs[l.start])
    ),
    ...family.suited?.(facts),
    ...member.settings,
    ...(member.balanced ? family.balance : {}),
    ...family.fixed[side],
    // On a small table threads do little but wait for each other.
    ...(family.threaded && facts.rows * facts.width < 200_000
      ? { n_jobs: 1 }
      : {})
  };
}
