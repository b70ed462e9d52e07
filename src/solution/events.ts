import { z } from 'zod';
import { mean } from '../base/mean';
import { Evaluation } from '../task/evaluation';
import { Usage } from '../task/usage';
import { Execution } from '../task/execution';
import { Direction } from '../task/task';
import { Submission } from '../task/handedIn';
import { Probe } from '../task/probe';
import { isPass, Rerun, Verification } from '../task/verification';
import { UnusedReply, Writing } from '../task/writing';
import { Asked, type Solution, SolutionState, Stage } from './solution';

/**
 * Everything that happens to T. The tree is the fold of these events, whether
 * they come from the search as it runs or from the journal of an earlier one.
 * An event is recorded before the search acts on it, so what was paid for is
 * never lost.
 */
export const TreeEvent = z.discriminatedUnion('type', [
  /** π chose; the node begins as `writing`. */
  z.object({
    type: z.literal('select'),
    id: z.string(),
    step: z.number().int().positive(),
    stage: Stage,
    parent: z.string().nullable(),
    /** What a blend is made of. */
    members: z.array(z.string()).optional(),
    /** The share of each of them; missing where they counted alike in former versions. */
    weights: z.array(z.number()).optional(),
    /** Where a person asked for it, and not π. */
    asked: Asked.optional()
  }),
  /** The coder's reply; `waiting` for a kernel from here on. */
  z.object({ type: z.literal('write'), id: z.string(), writing: Writing }),
  /**
   * Its first cell started. A run that was cut off starts again with another one,
   * or is taken up `where` it goes on: in the runner's words.
   */
  z.object({
    type: z.literal('run'),
    id: z.string(),
    where: z.string().optional()
  }),
  z.object({
    type: z.literal('execute'),
    id: z.string(),
    execution: Execution
  }),
  /**
   * What h makes of it. The first one has the facts alone; where a review is to
   * follow, `final` is false, the node is `reviewing` and its score counts
   * already. The last one has `final` true.
   */
  z.object({
    type: z.literal('evaluate'),
    id: z.string(),
    evaluation: Evaluation,
    final: z.boolean()
  }),
  /** What calls for it cost that came to nothing: refused, broken off, given up. */
  z.object({ type: z.literal('spend'), id: z.string(), usage: Usage }),
  /** A reply that came to nothing, as far as it came: refused, or broken off. */
  z.object({ type: z.literal('unused'), id: z.string(), ...UnusedReply.shape }),
  /** Ended without a result, by a person or by the end of the run. */
  z.object({ type: z.literal('cancel'), id: z.string(), reason: z.string() }),
  /** Settled once for the run, never changed. */
  z.object({
    type: z.literal('direction'),
    direction: Direction,
    reason: z.string()
  }),
  /** A person's hint to whoever writes, for every solution from then on. */
  z.object({ type: z.literal('hint'), text: z.string() }),
  /** A person has π build no more on a solution and what came of it, or again. */
  z.object({ type: z.literal('close'), id: z.string(), closed: z.boolean() }),
  /** How far the verification of the best has come: all of it, each time. */
  z.object({ type: z.literal('verify'), verification: Verification }),
  /** A good solution ran once more, with other folds and seeds: its score is the mean now. */
  z.object({ type: z.literal('pass'), id: z.string(), rerun: Rerun }),
  /** Whether a score holds for rows that are not drawn at random. */
  z.object({ type: z.literal('probe'), probe: Probe }),
  /** The pick was fitted on all rows, and what it predicts was kept. */
  z.object({ type: z.literal('submit'), submission: Submission })
]);
export type TreeEvent = z.infer<typeof TreeEvent>;

/** An event that happens to a solution that π chose before. */
export type SolutionEvent = Extract<
  TreeEvent,
  { type: 'write' | 'unused' | 'run' | 'execute' | 'evaluate' | 'cancel' }
>;

/** A solution that was just chosen. */
export function selected({
  id,
  step,
  stage,
  parent,
  members,
  weights,
  asked
}: Extract<TreeEvent, { type: 'select' }>): Solution {
  return {
    id,
    step,
    stage,
    parent,
    ...(members && { members }),
    ...(weights && { weights }),
    ...(asked && { asked }),
    state: 'writing',
    writing: null,
    execution: null,
    evaluation: null
  };
}

/** The states in which each event may come. */
const FITS: Record<SolutionEvent['type'], readonly SolutionState[]> = {
  write: ['writing'],
  // It may come late; what was paid for is kept, whatever became of the solution.
  unused: SolutionState.options,
  run: ['waiting', 'running'],
  execute: ['waiting', 'running'],
  // A reply without a script is evaluated although it never ran.
  evaluate: ['waiting', 'reviewing'],
  cancel: ['writing', 'waiting', 'running', 'reviewing']
};

/**
 * What an event makes of a solution.
 *
 * @throws Error - where it does not fit: it is out of its order, or makes a solution
 *   good that has no score.
 */
export function after(solution: Solution, event: SolutionEvent): Solution {
  const { id, state } = solution;
  if (!FITS[event.type].includes(state)) {
    throw new Error(`Solution ${id} is ${state}: "${event.type}" does not fit`);
  }
  switch (event.type) {
    case 'write':
      return { ...solution, state: 'waiting', writing: event.writing };
    case 'unused': {
      const { text, reason } = event;
      const before = solution.unused ?? [];
      return { ...solution, unused: [...before, { text, reason }] };
    }
    case 'run':
      return { ...solution, state: 'running' };
    case 'execute':
      return { ...solution, state: 'reviewing', execution: event.execution };
    case 'evaluate': {
      const { evaluation, final } = event;
      if (!evaluation.bug && evaluation.score === null) {
        throw new Error(`Solution ${id} cannot be good without a score`);
      }
      const ended = evaluation.bug ? 'buggy' : 'good';
      return { ...solution, evaluation, state: final ? ended : 'reviewing' };
    }
    case 'cancel':
      return { ...solution, state: 'cancelled' };
  }
}

/**
 * A good solution after another pass over the rows that it was scored on: its score is the
 * mean over the passes, in which the luck of a fit is less.
 */
export function afterPass(solution: Solution, { scores }: Rerun): Solution {
  const { evaluation, state } = solution;
  const pass = scores.find(({ on }) => isPass(on));
  if (state !== 'good' || !pass || !evaluation?.basis?.folds) {
    return solution;
  }
  const { basis } = evaluation;
  const passes = [...(basis.passes ?? [evaluation.score!]), pass.score];
  return {
    ...solution,
    evaluation: {
      ...evaluation,
      score: mean(passes),
      basis: { ...basis, passes }
    }
  };
}

/**
 * Which step an event is: the same text for two events that tell the same kind of
 * thing of the same solution, whatever they tell.
 */
export function stepOf(event: TreeEvent): string {
  return JSON.stringify(
    'id' in event && !['spend', 'unused', 'pass'].includes(event.type)
      ? [event.type, event.id, 'final' in event && event.final]
      : event
  );
}
