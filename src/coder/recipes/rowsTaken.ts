import {
  liesWithin,
  type GivenTask,
  type TaskDeclaration
} from '../../task/declaration';
import { listed } from '../../task/said';
import type { TableFile } from './tables';

/** Rows that a table has at most, as the preview counts them, whatever the memory. */
const MOST_ROWS = 2_000_000;

/**
 * What tells that the rows of a table are to be predicted, for people.
 *
 * @param targets - names of the columns that are predicted.
 */
export function rowsFrom(test: TableFile, targets: readonly string[]): string {
  const { path, table } = test;
  if (liesWithin(test)) {
    return `${listed(targets)} is empty there`;
  }
  const own = table.columns.find(({ name }) => name === targets[0]);
  return !own || own.kind === 'empty' || own.kind === 'constant'
    ? `${path} lacks the target`
    : 'its name says so';
}

/** The rows that stand for a table that is too large, or than which no more were asked for. */
export function sampleOf(
  { table }: TableFile,
  { sample: asked }: GivenTask
): TaskDeclaration['sample'] {
  const rows = asked?.rows ?? table.fits;
  return asked === null || rows === undefined || rows >= table.rows
    ? null
    : { rows, of: table.rows, isEstimate: table.rowsEstimated };
}

/** Why a sample stands for them, for people. */
export function sampleFrom({ table }: TableFile): string {
  return table.fits === MOST_ROWS
    ? 'with more, each score takes long'
    : 'memory has no room for more';
}
