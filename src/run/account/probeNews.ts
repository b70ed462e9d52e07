import type { SolutionTree } from '../../search/tree';
import type { News } from '../../task/news';
import { isTooKind } from '../../task/probe';

/** What a run's probe found that a person has to know; nothing where the score holds. */
export function probeNews({ probe, direction }: SolutionTree): News[] {
  if (
    probe === null ||
    probe.divided === null ||
    direction === null ||
    !isTooKind(probe, direction)
  ) {
    return [];
  }
  const { id, by, random, divided } = probe;
  return [
    { code: 'probe', id, by, random: random.score, divided: divided.score }
  ];
}
