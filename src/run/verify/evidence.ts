import { mean } from '../../base/mean';
import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import { isAhead, isAlike, isOnFolds } from '../../solution/standing';
import { kindFacts } from '../../task/objectiveKinds';
import { compareScores, gain } from '../../task/scores';
import type { Direction } from '../../task/task';
import type { Rerun, Verification } from '../../task/verification';
import { combined, type IPart } from './combined';

/**
 * Which solutions are verified, and what their fresh scores come to. The luckiest
 * of many scores is too good by luck; so the leading few run again.
 */

/** Standard errors of a gap that no further runs close. */
const FAR = 4;

/** What the fresh scores of one leader come to. */
export interface IEvidence {
  id: string;
  /** Mean over the rows that it was scored on; `null` without a fresh score. */
  score: number | null;
  /** Standard error of that mean; `null` where it cannot be told. */
  error: number | null;
  /** The mean by what it was scored on. */
  parts: ReadonlyMap<string, IPart>;
  /** Why it is not to be trusted, as a sentence; empty where it is. */
  problem: string;
}

/**
 * The leading few: the best by score, the one that the search expects most of, those whose
 * score less its standard error is best, and the one that cannot be compared with those: the
 * best by held-out rows alone, or where all are of one kind, by its own report. Of solutions
 * with the same code only the first is among them, and none that is far behind the best.
 *
 * @param count - at most so many, at least one.
 */
export function leadersOf(tree: SolutionTree, count: number): Solution[] {
  const worst = tree.direction === 'minimize' ? 1 : -1;
  const cautious = ({ evaluation }: Solution) =>
    evaluation!.score! + worst * (evaluation!.error ?? 0);
  const ranked = tree.good.ranked.filter(isDone);
  const bySafety = [...ranked].sort((a, b) =>
    isAhead(a, b, tree.direction, cautious) ? -1 : 1
  );
  const apart = ranked.filter(each => !isOnFolds(each));
  const isMixed = apart.length > 0 && apart.length < ranked.length;
  const reporting = ranked
    .filter(({ evaluation }) => evaluation!.reported !== null)
    .sort((a, b) =>
      compareScores(
        a.evaluation!.reported!,
        b.evaluation!.reported!,
        tree.direction
      )
    );
  const another = (isMixed ? apart : reporting).slice(0, count > 2 ? 1 : 0);
  const [best] = ranked;
  const codes = new Set<string>();
  const expected = tree.good.promising.filter(isDone).slice(0, 1);
  return [...ranked.slice(0, 1), ...another, ...expected, ...bySafety]
    .filter(({ writing }) => {
      const isNew = !codes.has(writing!.code);
      codes.add(writing!.code);
      return isNew;
    })
    .filter(each => !isFarBehind(each, best, tree.direction))
    .slice(0, count)
    .sort((a, b) => ranked.indexOf(a) - ranked.indexOf(b));
}

/** Whether another one is better by so much, on the same rows, that no more need be run. */
function isFarBehind(
  each: Solution,
  best: Solution,
  direction: Direction | null
): boolean {
  const [{ score, error, basis }, other] = [each.evaluation!, best.evaluation!];
  const pair = [basis?.lead?.over, other.basis?.lead?.over];
  const paired =
    pair[0] === best.id
      ? basis!.lead!.error
      : pair[1] === each.id
        ? other.basis!.lead!.error
        : null;
  const known = paired ?? Math.hypot(error ?? NaN, other.error ?? NaN);
  return (
    direction !== null &&
    isAlike(each, best) &&
    gain(score!, other.score!, direction) > FAR * known
  );
}

/** Its review, if there is one, is over. */
function isDone({ state }: Solution): boolean {
  return state === 'good';
}

/**
 * The verification that is to be gone on with: the one that was begun, as long
 * as it compares the solutions that lead now; otherwise a new one, which keeps
 * what was run of them before, in the search, too.
 *
 * @param settings - how many leaders, and how often each runs again.
 * @returns `null` where nothing leads, or all of it is done already.
 */
export function planVerification(
  tree: SolutionTree,
  kind: Verification['kind'],
  settings: { leaders: number; runs: number }
): Verification | null {
  const leaders = leadersOf(tree, settings.leaders).map(({ id }) => id);
  const last = tree.verification;
  if (leaders.length === 0) {
    return null;
  }
  const isSame =
    last !== null &&
    last.runs === settings.runs &&
    last.leaders.join() === leaders.join();
  if (isSame && last.isDone) {
    return null;
  }
  return {
    kind,
    leaders,
    runs: settings.runs,
    reruns: [
      ...(last?.reruns ?? []),
      ...tree.passes.filter(
        pass =>
          !last?.reruns.some(
            ({ id, run }) => id === pass.id && run === pass.run
          )
      )
    ].filter(({ id, run }) => leaders.includes(id) && run <= settings.runs),
    isDone: false,
    pick: null
  };
}

/**
 * The runs that are still to come, one of every leader before the second of any:
 * cut short anywhere, what there is compares.
 */
export function outstanding({
  kind,
  leaders,
  runs,
  reruns
}: Verification): { id: string; run: number }[] {
  const first = kindFacts({ kind }).isOfPredictions ? 0 : 1;
  return Array.from({ length: runs + 1 - first }, (_, i) => first + i)
    .flatMap(run => leaders.map(id => ({ id, run })))
    .filter(
      ({ id, run }) => !reruns.some(each => each.id === id && each.run === run)
    );
}

/**
 * What the fresh scores come to, leader by leader. Only what all that ran
 * without a problem were scored on is compared.
 */
export function evidenceOf(verification: Verification): IEvidence[] {
  const runsOf = (id: string) =>
    verification.reruns.filter(rerun => rerun.id === id);
  const sound = verification.leaders
    .map(runsOf)
    .filter(runs => runs.length > 0 && runs.every(run => run.problem === ''));
  const shared = (on: string) =>
    sound.every(runs => runs.some(run => run.scores.some(s => s.on === on)));
  const found = verification.leaders.map(id => {
    const runs = runsOf(id);
    const problem = runs.find(run => run.problem !== '')?.problem ?? '';
    const counts = problem === '' ? shared : () => true;
    return { id, problem, parts: partsOf(runs, counts) };
  });
  const counted = found.filter(
    ({ problem, parts }) => problem === '' && parts.size > 0
  );
  const means = combined(counted.map(({ parts }) => parts));
  return found.map(each => {
    const at = counted.indexOf(each);
    return { ...each, ...(at < 0 ? combined([each.parts])[0] : means[at]) };
  });
}

function partsOf(
  runs: readonly Rerun[],
  counts: (on: string) => boolean
): Map<string, IPart> {
  const scores = runs.flatMap(run => run.scores).filter(s => counts(s.on));
  return new Map(
    [...new Set(scores.map(s => s.on))].map(name => {
      const part = scores.filter(s => s.on === name);
      const score = mean(part.map(s => s.score));
      return [name, { score, error: mean(part.map(s => s.error ?? NaN)) }];
    })
  );
}
