import type { IDivisionReading } from '../../task/goal/division';
import type { Split } from '../../task/objectiveKinds';
import type { Kind } from './metric';

/**
 * How rows are divided, and why, in words.
 *
 * @param division - what goal and data say; `null` where rows can be drawn at random.
 * @param test - the table to be predicted.
 */
export function splitOf(
  division: IDivisionReading | null,
  kind: Kind | null,
  test: string | null
): { value: Split; from: string } {
  if (division === null) {
    return {
      value: { kind: kind === 'regression' ? 'random' : 'stratified' },
      from: 'nothing in the goal or the data orders or groups them'
    };
  }
  const { column, from, words } = division;
  return {
    value: { kind: division.kind, column },
    from:
      from === 'goal'
        ? `from the goal${words ? `: “${words}”` : ''}`
        : division.kind === 'time'
          ? `the rows of ${test} come later`
          : test === null
            ? 'several rows share one'
            : `several rows share one, and ${test} has others`
  };
}
