import type { Task } from '../../task/task';
import type { IChange } from './changes';
import type { IFacts } from './facts';
import { families, laddersOf } from './families';
import type { Member, Recipe } from './recipe';
import { searchPlan, searchSeconds } from './search';
import { settingsOf } from './settings';

/** Trials that have to fit, as long as the parent's script took each. */
const TRIALS = 3;

/** What a setting may be between, both positive. */
export interface IRange {
  low: number;
  high: number;
  isWhole: boolean;
  /** What it is now, where that is within. */
  now: number | null;
}

/**
 * A recipe's models tuned by Optuna, each in a script of its own, where the kernel has that.
 *
 * @param secondsFor - how long a script of such a recipe takes.
 */
export function tuneChanges(
  recipe: Recipe,
  task: Task,
  facts: IFacts,
  secondsFor: (recipe: Recipe) => number
): IChange[] {
  if (!facts.packages.has('optuna')) {
    return [];
  }
  const seconds = searchSeconds(task, facts);
  return recipe.members
    .map(member => ({ ...recipe, members: [{ ...member, seeds: 1 }] }))
    .filter(
      single =>
        !single.members[0].whole &&
        TRIALS * secondsFor(single) <= seconds &&
        rangesOf(single.members[0], facts).size > 0
    )
    .map(single => {
      const tuned: Recipe = {
        ...single,
        change: 'tune',
        search: { by: 'optuna', seconds }
      };
      return {
        kind: 'tune',
        title: `${families[single.members[0].family].title[facts.kind]} tuned by Optuna`,
        why: searchPlan(tuned),
        recipe: tuned
      };
    });
}

/** The settings of a model that are numbers, each with the ends of its ladders. */
export function rangesOf(member: Member, facts: IFacts): Map<string, IRange> {
  const settings = settingsOf(member, facts);
  const values = new Map<string, unknown[]>();
  for (const { rungs } of laddersOf(member.family, facts.kind)) {
    for (const [name, value] of rungs.flatMap(Object.entries)) {
      values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  const ranges = new Map<string, IRange>();
  for (const [name, all] of values) {
    const numbers = all.filter(
      (value): value is number => typeof value === 'number' && value > 0
    );
    if (all.every(value => typeof value === 'number') && numbers.length > 1) {
      const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
      const now = settings[name];
      ranges.set(name, {
        low,
        high,
        isWhole: numbers.every(Number.isInteger),
        now: typeof now === 'number' && now >= low && now <= high ? now : null
      });
    }
  }
  return ranges;
}
