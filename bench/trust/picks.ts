import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { foldEvents } from '../../src/run/folder/fold';
import { evidenceOf } from '../../src/run/verify/evidence';
import { verifiedOf } from '../../src/run/pick';
import type { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import type { Solution } from '../../src/solution/solution';
import type { Direction } from '../../src/task/task';
import type { INode } from './steering';

/** A solution that is handed to a person as the best. */
export interface IPick {
  id: string;
  /** What its script says of itself; `null` for a blend, which says nothing. */
  reported: number | null;
  /** What the search measured, on its part of the hold-out. */
  search: number;
  /** The score that it is shown with. */
  shown: number;
}

/** What comes of one tree, by two ways to pick. */
export interface IPicks {
  direction: Direction;
  /** AIDE's: the best by what scripts report, shown with that. */
  reported: IPick;
  /** The same, where each script has a split of its own. */
  ownSplit: IPick;
  /** The verified one, shown with the mean of its fresh scores. */
  verified: IPick;
  /** Whether the verified pick is a blend. */
  isBlend: boolean;
}

/** A script and the seed of its own split: that of the draft it comes from. */
export interface IScript {
  code: string;
  seed: number;
}

/**
 * The tree that a run's journal tells of.
 *
 * @param run - the run's folder.
 * @throws Error - something in the journal does not fit.
 */
export function treeOf(run: string): SolutionTree {
  const { config } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
  const direction = config.direction as Direction;
  const journal = join(run, 'journal');
  const events = readdirSync(journal)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => readFileSync(join(journal, name), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => JSON.parse(line).event as TreeEvent);
  const { tree, notes } = foldEvents(events, direction);
  if (notes.length > 0) {
    throw new Error(`${run} cannot be read. ${notes.join(' ')}`);
  }
  return tree;
}

/**
 * Read from a run's tree what each way would have picked.
 *
 * @param ownScores - what scripts report with a split of their own, by id.
 * @throws Error - the run has no verified best, or no script reported a score.
 */
export async function picksOf(
  tree: SolutionTree,
  ownScores: (
    scripts: Record<string, IScript>
  ) => Promise<Record<string, number>>
): Promise<IPicks> {
  const { verification } = tree;
  const verified = verifiedOf(tree);
  const reporting = [...tree.good].filter(
    ({ evaluation }) => evaluation!.reported !== null
  );
  if (!verified || !verification || !reporting.length) {
    throw new Error('There is nothing to compare.');
  }
  const own = await ownScores(
    Object.fromEntries(
      reporting.map(solution => [
        solution.id,
        { code: solution.writing!.code, seed: tree.path(solution)[0].step }
      ])
    )
  );
  const bestBy = (scoreOf: (solution: Solution) => number) => {
    const best = reporting.reduce((best, each) =>
      tree.isBetter(scoreOf(each), scoreOf(best)) ? each : best
    );
    return pick(best, scoreOf(best));
  };
  const evidence = evidenceOf(verification);
  const fresh = evidence.find(({ id }) => id === verified.id)!.score!;
  return {
    direction: tree.direction!,
    reported: bestBy(({ evaluation }) => evaluation!.reported!),
    ownSplit: bestBy(({ id }) => own[id]),
    verified: pick(verified, fresh),
    isBlend: verified.stage === 'blend'
  };
}

/**
 * The good solutions of a tree with what each way to steer makes of them.
 *
 * @param truths - what they score on the outer rows, by id.
 */
export function nodesOf(
  tree: SolutionTree,
  truths: Record<string, number>
): INode[] {
  return [...tree.good].map(solution => ({
    id: solution.id,
    isBlend: solution.stage === 'blend',
    ...scoresOf(solution),
    truth: truths[solution.id] ?? null
  }));
}

/** As the scorer kept them: of held-out rows, out of fold, and what the search went by. */
const Kept = z.object({
  holdout: z.object({ score: z.number() }).optional(),
  outOfFold: z.object({ score: z.number() }).optional()
});

function scoresOf({ execution, evaluation }: Solution) {
  const { holdout, outOfFold } = Kept.parse(execution?.measured?.details ?? {});
  const combination = evaluation!.score!;
  return {
    // Where nothing is out of fold, rows that were held out are all that there is.
    holdout: holdout?.score ?? combination,
    outOfFold: outOfFold?.score ?? null,
    combination
  };
}

function pick({ id, evaluation }: Solution, shown: number): IPick {
  const { reported, score } = evaluation!;
  return { id, reported, search: score!, shown };
}
