import type { IRun } from '../../run/interfaces';

/**
 * The budget with which a run tries so many solutions more than it did. Where its
 * time is limited, that grows by what so many took so far.
 */
export function budgetFor(
  more: number,
  { tree, config, status }: Pick<IRun, 'tree' | 'config' | 'status'>
): { steps: number; timeBudget: number | null } {
  const { timeBudget } = config;
  const { elapsed } = status;
  const needed = elapsed + (more * elapsed) / Math.max(1, tree.chosen);
  return {
    steps: tree.chosen + more,
    timeBudget: timeBudget && Math.max(timeBudget, Math.ceil(needed))
  };
}
