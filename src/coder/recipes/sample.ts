import type { IFacts } from './facts';
import type { Lessons } from './recipe';

/** How many rows a script learns from. */
export function rowsOf(facts: IFacts, lessons: Lessons): number {
  return Math.min(lessons.rows ?? facts.rowLimit ?? facts.rows, facts.rows);
}

/** How many rows it draws first; `null` where it learns from all. */
export function sampleOf(facts: IFacts, lessons: Lessons): number | null {
  const rows = rowsOf(facts, lessons);
  return rows < facts.rows ? rows : null;
}
