import fc from 'fast-check';
import type { TreeEvent } from '../../src/solution/events';
import { isSettled } from '../../src/solution/solution';
import type { Evaluation } from '../../src/task/evaluation';
import { noUsage } from '../../src/task/usage';
import { SolutionTree } from '../../src/search/tree';
import type { Execution } from '../../src/task/execution';
import type { Direction, Task } from '../../src/task/task';
import type { Writing } from '../../src/task/writing';

export function aTask(change: Partial<Task> = {}): Task {
  return {
    goal: 'Predict the sale price of each house.',
    data: {
      root: 'data',
      folders: [],
      files: [],
      filesOmitted: 0,
      notes: []
    },
    metric: 'RMSE',
    direction: null,
    objective: { kind: 'reported' },
    timeLimit: 600,
    packages: [{ name: 'sklearn', version: '1.9.0' }],
    ...change
  };
}

export function aWriting(change: Partial<Writing> = {}): Writing {
  return {
    title: 'ridge on log price',
    plan: 'Fit a ridge regression on the logarithm of the price.',
    code: '# %%\nvalidation_metric = 0.5\nprint(f"validation_metric: {validation_metric}")',
    usage: noUsage,
    ...change
  };
}

export function anExecution(change: Partial<Execution> = {}): Execution {
  return {
    status: 'ok',
    seconds: 1,
    reason: '',
    error: null,
    metric: { variable: '0.5', printed: '0.5' },
    measured: null,
    output: 'validation_metric: 0.5',
    cells: [],
    ...change
  };
}

export function anEvaluation(score: number | null): Evaluation {
  return {
    score,
    bug: score === null,
    reason: score === null ? "KeyError: 'price' in cell 2" : '',
    error: null,
    reported: null,
    analysis: '',
    warnings: [],
    usage: noUsage
  };
}

/** The events of a solution that went all the way; `score` null for a bug. */
export function finished(
  step: number,
  parent: number | null,
  score: number | null,
  stage: 'debug' | 'improve' = 'improve',
  writing: Partial<Writing> = {}
): TreeEvent[] {
  const id = idOf(step);
  return [
    {
      type: 'select',
      id,
      step,
      stage: parent === null ? 'draft' : stage,
      parent: parent === null ? null : idOf(parent)
    },
    { type: 'write', id, writing: aWriting(writing) },
    { type: 'run', id },
    { type: 'execute', id, execution: anExecution() },
    { type: 'evaluate', id, evaluation: anEvaluation(score), final: true }
  ];
}

export function idOf(step: number): string {
  return String(step).padStart(4, '0');
}

/**
 * Random sequences of events that fit: solutions of every stage in every state,
 * several under way at once, reviews that take a score back, cancellations, blends,
 * calls that came to nothing, what a person does (requests, hints, closings), verifications
 * and what is handed in.
 */
export function eventSequences(
  maxLength = 120
): fc.Arbitrary<{ events: TreeEvent[]; direction: Direction | null }> {
  return fc
    .record({
      direction: fc.constantFrom<Direction | null>(
        'minimize',
        'maximize',
        null
      ),
      moves: fc.array(fc.tuple(fc.nat(99), fc.nat(9999), fc.nat(6)), {
        maxLength,
        size: 'max'
      })
    })
    .map(({ direction, moves }) => {
      const tree = new SolutionTree(direction);
      const events: TreeEvent[] = [];
      for (const [kind, which, value] of moves) {
        const event = move(tree, kind, which, value);
        if (event) {
          tree.apply(event);
          events.push(event);
        }
      }
      return { events, direction };
    });
}

function move(
  tree: SolutionTree,
  kind: number,
  which: number,
  value: number
): TreeEvent | null {
  const all = [...tree.solutions];
  if (kind < 28 || all.length === 0) {
    const step = tree.size + 1;
    const members = [...tree.good]
      .filter(({ stage }) => stage !== 'blend')
      .slice(-2)
      .map(({ id }) => id);
    if (value === 6 && members.length === 2) {
      const [parent] = members;
      return {
        type: 'select',
        id: idOf(step),
        step,
        stage: 'blend',
        parent,
        members
      };
    }
    const bases = all.filter(each => each.evaluation !== null);
    const base =
      value < 2 || bases.length === 0 ? null : bases[which % bases.length];
    return {
      type: 'select',
      id: idOf(step),
      step,
      parent: base?.id ?? null,
      stage:
        base === null ? 'draft' : base.evaluation!.bug ? 'debug' : 'improve',
      ...(which % 6 === 0 && { asked: { hint: 'Try it otherwise.' } })
    };
  }
  if (kind === 28) {
    return { type: 'hint', text: `Mind the ${which}.` };
  }
  if (kind === 29) {
    return value < 4
      ? verification(tree, value)
      : value === 4
        ? probed(tree)
        : submission(tree);
  }
  if (kind < 32) {
    return tree.direction === null && tree.good.size > 0
      ? {
          type: 'direction',
          direction: value < 3 ? 'minimize' : 'maximize',
          reason: ''
        }
      : null;
  }
  if (kind < 33) {
    const { id } = all[which % all.length];
    return { type: 'close', id, closed: value < 4 };
  }
  if (kind === 33) {
    const { id } = all[which % all.length];
    return value < 4
      ? { type: 'unused', id, text: 'Sorry,', reason: 'It broke off.' }
      : {
          type: 'spend',
          id,
          usage: { ...noUsage, calls: 1, tokensIn: which }
        };
  }
  const open = all.filter(each => !isSettled(each));
  if (open.length === 0) {
    return null;
  }
  const { id, state } = open[which % open.length];
  if (kind < 37) {
    return { type: 'cancel', id, reason: 'Cancelled.' };
  }
  switch (state) {
    case 'writing':
      return { type: 'write', id, writing: aWriting() };
    case 'waiting':
      return value < 3
        ? { type: 'run', id }
        : { type: 'execute', id, execution: anExecution() };
    case 'running':
      return { type: 'execute', id, execution: anExecution() };
    default:
      // Few different scores, so that some are equal.
      return {
        type: 'evaluate',
        id,
        evaluation: anEvaluation(value < 3 ? null : value),
        final: kind > 60
      };
  }
}

/** A verification of the best two, as far as it may have come. */
function verification(tree: SolutionTree, value: number): TreeEvent | null {
  const leaders = tree.good.ranked.slice(0, 2).map(({ id }) => id);
  return leaders.length === 0
    ? null
    : {
        type: 'verify',
        verification: {
          kind: 'reported',
          leaders,
          runs: 1,
          reruns: [],
          isDone: value > 2,
          pick: value > 2 ? leaders[value % leaders.length] : null
        }
      };
}

/** What a solution scores on rows that are divided in another way. */
function probed(tree: SolutionTree): TreeEvent | null {
  const [draft] = tree.good;
  return (
    draft && {
      type: 'probe',
      probe: {
        id: draft.id,
        by: { kind: 'group', column: 'who' },
        random: { score: draft.evaluation!.score!, error: 0.1 },
        divided: null,
        problem: 'A ValueError.',
        seconds: 1
      }
    }
  );
}

/** What the best predicts of the rows that are asked for. */
function submission(tree: SolutionTree): TreeEvent | null {
  const { best } = tree;
  return (
    best && {
      type: 'submit',
      submission: {
        id: best.id,
        path: 'submission.csv',
        rows: 10,
        checked: true,
        fitted: 'all',
        problem: '',
        reported: best.evaluation!.score,
        seconds: 1
      }
    }
  );
}
