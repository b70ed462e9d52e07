import type { TreeEvent } from '../solution/events';
import type { SolutionTree } from '../search/tree';
import {
  idOf,
  isSettled,
  type Solution,
  type WrittenStage
} from '../solution/solution';
import { noUsage } from '../task/usage';
import type { Decision, UserRequest } from './commands';

/**
 * What a person does to a run beside starting and stopping it, as the events that
 * it comes to.
 */

/** The most of a title that is made of what a person wrote. */
const TITLE = 60;

/** Whether something can be made on a solution: it has a script and a result. */
export function canBuildOn(solution: Solution): boolean {
  return (
    isSettled(solution) &&
    solution.state !== 'cancelled' &&
    solution.stage !== 'blend' &&
    (solution.writing?.code ?? '').trim() !== ''
  );
}

/** Which move it is to go on from a solution: a bug is mended, a score improved. */
export function stageOn(parent: Solution | null): WrittenStage {
  return parent === null
    ? 'draft'
    : parent.state === 'good'
      ? 'improve'
      : 'debug';
}

/**
 * The events that put a person's request into T: a choice, and what they wrote.
 *
 * @throws Error - a sentence, where there is nothing that it could be made on.
 */
export function requestEvents(
  tree: SolutionTree,
  request: UserRequest
): TreeEvent[] {
  const parent = request.parent === null ? null : tree.get(request.parent);
  if (parent !== null && !canBuildOn(parent)) {
    throw new Error(
      `Nothing can be built on solution ${parent.id} yet: it has no result. Wait for it, or choose another one.`
    );
  }
  const step = tree.size + 1;
  const id = idOf(step);
  const hint = request.hint.trim();
  const { code } = request;
  return [
    {
      type: 'select',
      id,
      step,
      stage: stageOn(parent),
      parent: parent?.id ?? null,
      asked: { hint }
    },
    ...(code === null
      ? []
      : [
          {
            type: 'write' as const,
            id,
            writing: {
              title: titleOf(parent, hint),
              plan: hint,
              code,
              usage: noUsage,
              by: 'person' as const
            }
          }
        ])
  ];
}

/**
 * The events that a command comes to which changes the tree.
 *
 * @throws Error - a sentence, where there is nothing that it could be done to.
 */
export function decisionEvents(
  tree: SolutionTree,
  command: Decision
): TreeEvent[] {
  switch (command.do) {
    case 'hint':
      return [{ type: 'hint', text: command.text }];
    case 'ask':
      return requestEvents(tree, command);
    case 'close':
      return closeEvents(tree, command.id, command.closed);
  }
}

/**
 * Have π build no more on a solution and what came of it, or again; no event where
 * that is so already.
 */
function closeEvents(
  tree: SolutionTree,
  id: string,
  closed: boolean
): TreeEvent[] {
  return tree.isClosed(tree.get(id)) === closed
    ? []
    : [{ type: 'close', id, closed }];
}

function titleOf(parent: Solution | null, hint: string): string {
  if (hint !== '') {
    const [line] = hint.split('\n');
    return line.length <= TITLE ? line : `${line.slice(0, TITLE - 1)}…`;
  }
  return parent === null
    ? 'your own code'
    : `step ${parent.step}, edited by you`;
}
