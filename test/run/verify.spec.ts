import fc from 'fast-check';
import { conclude, leadOver } from '../../src/run/verify/choosing';
import {
  evidenceOf,
  leadersOf,
  outstanding,
  planVerification
} from '../../src/run/verify/evidence';
import { pickOf, verifiedOf } from '../../src/run/pick';
import { SolutionTree } from '../../src/search/tree';
import type { Direction } from '../../src/task/task';
import type { Rerun, Verification } from '../../src/task/verification';
import {
  anEvaluation,
  eventSequences,
  finished,
  idOf
} from '../search/support';

interface IScored {
  score: number | null;
  error?: number;
  reported?: number;
  code?: string;
}

/** A tree of drafts with these scores, in their order. */
function grown(...scores: IScored[]): SolutionTree {
  const tree = new SolutionTree('maximize');
  scores.forEach(({ score, error, reported, code }, i) => {
    const events = finished(i + 1, null, score, 'improve', {
      code: code ?? `score = ${i}`
    });
    for (const event of events) {
      tree.apply(
        event.type === 'evaluate'
          ? {
              ...event,
              evaluation: {
                ...anEvaluation(score),
                error: error ?? null,
                reported: reported ?? null
              }
            }
          : event
      );
    }
  });
  return tree;
}

const idsOf = (tree: SolutionTree, count: number) =>
  leadersOf(tree, count).map(({ id }) => id);

describe('the leaders', () => {
  it('are few, with the best first, and the safe ones before the merely lucky', () => {
    const tree = grown(
      { score: 0.9, error: 0.01 },
      { score: 0.93, error: 0.3 },
      { score: 0.95, error: 0.2 },
      { score: 0.88, error: 0.01 },
      { score: null }
    );
    expect(idsOf(tree, 3)).toEqual(['0003', '0001', '0004']);
    expect(idsOf(tree, 1)).toEqual(['0003']);
    expect(idsOf(tree, 9)).toHaveLength(4);
  });

  it('count the one that reports the best, and one code once', () => {
    const tree = grown(
      { score: 0.9, reported: 0.9, code: 'a' },
      { score: 0.9, reported: 0.9, code: 'a' },
      { score: 0.8, reported: 0.81 },
      { score: 0.7, reported: 0.7 },
      { score: 0.2, reported: 0.99 }
    );
    expect(idsOf(tree, 3)).toEqual(['0001', '0003', '0005']);
  });

  it('leave out who is so far behind that no further run would make it the best', () => {
    const tree = grown(
      { score: 0.9, error: 0.02, reported: 0.9 },
      { score: 0.85, error: 0.02, reported: 0.85 },
      { score: 0.2, error: 0.05, reported: 0.99 }
    );
    expect(idsOf(tree, 3)).toEqual(['0001', '0002']);
  });

  it('leave out what is still being reviewed', () => {
    const tree = grown({ score: 0.5 });
    for (const event of finished(2, null, 0.9)) {
      tree.apply(
        event.type === 'evaluate' ? { ...event, final: false } : event
      );
    }
    expect(idsOf(tree, 3)).toEqual(['0001']);
  });
});

/** A verification of two or three leaders with these final scores and folds. */
function verified(
  scores: Record<string, number[]>,
  change: Partial<Verification> = {}
): Verification {
  const reruns = Object.entries(scores).flatMap(([id, values]) =>
    values.map((score, run) => aRerun(id, run + 1, score))
  );
  return {
    kind: 'holdout',
    leaders: Object.keys(scores),
    runs: 2,
    reruns,
    isDone: false,
    pick: null,
    ...change
  };
}

/** What is picked where nothing tells how far the search's scores vary. */
const concluded = (verification: Verification, direction: Direction) =>
  conclude(
    verification,
    SolutionTree.from(
      verification.leaders.flatMap(id => finished(Number(id), null, 0.5)),
      direction
    )
  );

function aRerun(id: string, run: number, score: number): Rerun {
  const scores = [{ on: `fold ${run}`, score, error: null }];
  return { id, run, scores, problem: '', seconds: 1 };
}

describe('the pick', () => {
  it('is the one that the fresh scores speak for, not the luckiest', () => {
    const { pick, isDone } = concluded(
      verified({ '0003': [0.7, 0.71], '0001': [0.8, 0.82] }),
      'maximize'
    );
    expect({ pick, isDone }).toEqual({ pick: '0001', isDone: true });
    expect(
      concluded(
        verified({ '0003': [0.7, 0.71], '0001': [0.8, 0.82] }),
        'minimize'
      ).pick
    ).toBe('0003');
  });

  it('keeps the order of the search where they are equal', () => {
    const { pick } = concluded(
      verified({ '0003': [0.7, 0.8], '0001': [0.8, 0.7] }),
      'maximize'
    );
    expect(pick).toBe('0003');
  });

  it('is none that failed when it ran again, however good it was once', () => {
    const verification = verified({ '0003': [0.9], '0001': [0.5, 0.5] });
    verification.reruns.push({
      id: '0003',
      run: 2,
      scores: [],
      problem: 'ValueError in cell 1',
      seconds: 1
    });
    expect(concluded(verification, 'maximize').pick).toBe('0001');
    const nobody = verified({ '0003': [] });
    expect(concluded(nobody, 'maximize').pick).toBeNull();
  });

  it('compares only what all were scored on, where it is cut short', () => {
    // The second run of the first one was easy; the other had none yet.
    const cut = verified({ '0003': [0.5, 0.9], '0001': [0.6] });
    expect(concluded(cut, 'maximize').pick).toBe('0001');
    expect(evidenceOf(cut).map(({ score }) => score)).toEqual([0.5, 0.6]);
  });

  it('says whether the lead is more than chance', () => {
    const [a, b] = evidenceOf(
      verified({ '0001': [0.81, 0.71, 0.9], '0002': [0.8, 0.7, 0.89] })
    );
    const tree = grown({ score: 0.8 }, { score: 0.8 });
    const clear = leadOver(a, b, tree);
    expect(clear.ahead).toBeCloseTo(0.01);
    // The folds differ far more than the two: part by part it shows.
    expect(clear.isClear).toBe(true);
    const [c, d] = evidenceOf(
      verified({ '0001': [0.9, 0.7], '0002': [0.8, 0.75] })
    );
    expect(leadOver(c, d, tree).isClear).toBe(false);
    expect(leadOver(d, c, tree).ahead).toBeLessThan(0);
  });

  it('takes the standard error of the rows where it is known, once for each', () => {
    const on = (name: string) => ({ on: name, score: 0.8, error: 0.03 });
    const [evidence] = evidenceOf(
      verified(
        { '0001': [] },
        {
          reruns: [
            { ...aRerun('0001', 0, 0), scores: [on('final')] },
            { ...aRerun('0001', 1, 0), scores: [on('final'), on('fold 1')] }
          ]
        }
      )
    );
    expect(evidence.error).toBeCloseTo(Math.hypot(0.03, 0.03) / 2);
  });

  it('is better than chance: noise alone picks the luckiest, evidence does not', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat()),
          {
            minLength: 1,
            maxLength: 6
          }
        ),
        leaders => {
          const verification = verified(
            Object.fromEntries(
              leaders.map(([score], i) => [idOf(i + 1), [score, score]])
            )
          );
          const { pick } = concluded(verification, 'maximize');
          const best = Math.max(...leaders.map(([score]) => score));
          expect(leaders[Number(pick) - 1][0]).toBe(best);
        }
      )
    );
  });
});

describe('the plan', () => {
  const settings = { leaders: 2, runs: 2 };

  it('runs every leader once before any twice, and what is there not again', () => {
    const tree = grown({ score: 0.9 }, { score: 0.8 }, { score: 0.7 });
    const plan = planVerification(tree, 'holdout', settings)!;
    const all = outstanding(plan).map(({ id, run }) => `${id} ${run}`);
    expect(all).toEqual([
      ...['0001 0', '0002 0', '0001 1', '0002 1', '0001 2', '0002 2']
    ]);
    const begun = { ...plan, reruns: [aRerun('0001', 0, 1)] };
    tree.apply({ type: 'verify', verification: begun });
    const next = planVerification(tree, 'holdout', settings)!;
    expect(outstanding(next).map(({ id, run }) => `${id} ${run}`)).toEqual(
      all.slice(1)
    );
    expect(outstanding({ ...plan, kind: 'cell' })).toHaveLength(4);
  });

  it('is none where it is done, until something better is found', () => {
    const tree = grown({ score: 0.9 }, { score: 0.8 });
    const plan = planVerification(tree, 'cell', settings)!;
    const done = conclude(
      { ...plan, reruns: [aRerun('0001', 1, 0.5), aRerun('0002', 1, 0.6)] },
      tree
    );
    tree.apply({ type: 'verify', verification: done });
    expect(verifiedOf(tree)?.id).toBe('0002');
    expect(pickOf(tree)?.id).toBe('0002');
    expect(planVerification(tree, 'cell', settings)).toBeNull();
    finished(3, null, 0.95, 'improve', { code: 'new' }).forEach(event =>
      tree.apply(event)
    );
    expect(verifiedOf(tree)).toBeNull();
    expect(pickOf(tree)?.id).toBe('0003');
    const next = planVerification(tree, 'cell', settings)!;
    expect(next.leaders).toEqual(['0003', '0001']);
    expect(next.reruns).toEqual([aRerun('0001', 1, 0.5)]);
  });

  it('fits any tree, and a tree takes it in', () => {
    fc.assert(
      fc.property(eventSequences(), ({ events, direction }) => {
        const tree = SolutionTree.from(events, direction);
        const plan = planVerification(tree, 'reported', {
          leaders: 3,
          runs: 1
        });
        const leaders = leadersOf(tree, 3).map(({ id }) => id);
        const last = tree.verification;
        const isDone =
          last?.isDone === true && last.leaders.join() === leaders.join();
        expect(plan === null).toBe(leaders.length === 0 || isDone);
        if (plan !== null) {
          tree.apply({ type: 'verify', verification: plan });
          expect(verifiedOf(tree)).toBeNull();
          expect(new Set(plan.leaders).size).toBe(plan.leaders.length);
        }
      })
    );
  });
});
