import { z } from 'zod';
import { ExternalError } from '../../base/externalError';
import type { Division } from '../../kernel/division';
import type { Holdout } from '../../task/objectiveKinds';
import { dataName, type RunConfig } from '../config';
import { parseAs } from '../folder/parse';
import { readText } from '../folder/storage';
import type { IObjectiveOptions } from './interfaces';

/** Where the division of a hold-out is recorded, in the run's folder. */
const RECORD = 'holdout.json';
/** What of it tells one division from another. */
const Recorded = z.looseObject({
  hash: z.string(),
  /** Missing where the run began when prepared files had fixed names. */
  files: z
    .looseObject({
      /** Missing where it began before folds were told. */
      folds: z.unknown().optional()
    })
    .optional()
});
/** A division as it was kept. */
export type Recorded = z.infer<typeof Recorded>;

/** The division that was kept; `null` for none yet, or one that was cut off. */
export async function readDivision({
  contents,
  folder
}: Pick<IObjectiveOptions, 'contents'> & {
  folder: Pick<IObjectiveOptions['folder'], 'path'>;
}): Promise<Recorded | null> {
  const text = await readText(contents, `${folder.path}/${RECORD}`);
  return text === null ? null : parseAs(Recorded, text);
}

/** What a scorer leaves out for runs that began before it was there, by what they kept. */
export function asBegun(
  { folds }: Pick<Holdout, 'folds'>,
  kept: Recorded | null
): { oldNames: boolean; tellFolds: boolean } {
  return {
    oldNames: kept !== null && kept.files === undefined,
    // Where parts of the rows take turns, each script has run on all of them.
    tellFolds: folds === null && (kept === null || Boolean(kept.files?.folds))
  };
}

/**
 * Keep the division, or check that it is the one kept.
 *
 * @throws ExternalError - `storage`: the data are not those that the run began with.
 */
export async function keepDivision(
  { folder, config }: IObjectiveOptions,
  division: Division,
  kept: Recorded | null
): Promise<void> {
  if (kept === null) {
    // Before that nothing was scored.
    await folder.write(RECORD, `${JSON.stringify(division, null, 1)}\n`);
    return;
  }
  checkDivision(config, division, kept);
}

/**
 * Check that a division is the one that was kept.
 *
 * @throws ExternalError - `storage`: the data are not those that the run began with.
 */
export function checkDivision(
  config: Pick<RunConfig, 'data'>,
  division: Pick<Division, 'hash'>,
  kept: Recorded
): void {
  if (kept.hash !== division.hash) {
    throw new ExternalError(
      `The data in “${dataName(config)}” are not those that this run began with, so its scores would not compare. Put them back as they were, or begin a new run.`,
      'storage'
    );
  }
}
