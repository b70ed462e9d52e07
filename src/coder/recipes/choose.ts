import type { Random } from '../../base/random';
import type { SolutionTree } from '../../search/tree';
import type { IChange } from './changes';
import type { ITried } from './history';
import { changeKinds, type ChangeKind } from './memberChanges';

/**
 * How promising each kind of change is: what is expected of it, more with every
 * one that gained, less with every one that did not.
 */
export function promise(
  tried: readonly ITried[],
  tree: SolutionTree
): Record<ChangeKind, number> {
  const result: Record<string, number> = {};
  for (const [kind, expected] of Object.entries(changeKinds)) {
    // What a search was worth shows in what it found, written out.
    const shown = kind === 'tune' ? 'found' : kind;
    const scored = tried
      .filter(({ recipe }) => recipe.change === shown)
      .flatMap(({ solution }) => {
        const before = tree.parent(solution)?.evaluation?.score ?? null;
        const settled = solution.evaluation !== null && before !== null;
        const after = solution.evaluation?.score ?? null;
        return settled ? [after !== null && tree.isBetter(after, before)] : [];
      });
    const gains = scored.filter(gained => gained).length;
    result[kind] = (expected * (1 + 2 * gains)) / (1 + scored.length);
  }
  return result as Record<ChangeKind, number>;
}

/**
 * Choose a change: a kind in proportion to its promise, then any change of that
 * kind. Blends come in the order of their members' scores, so the first is taken.
 */
export function choose(
  changes: readonly IChange[],
  promises: Record<ChangeKind, number>,
  random: Random
): IChange | null {
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  const total = kinds.reduce((sum, kind) => sum + promises[kind], 0);
  let left = random() * total;
  const kind = kinds.find(k => (left -= promises[k]) < 0) ?? kinds.at(-1);
  const among = changes.filter(change => change.kind === kind);
  const at = kind === 'blend' ? 0 : Math.floor(random() * among.length);
  return among[at] ?? null;
}
