import type { TreeEvent } from '../../solution/events';
import { messageOf } from '../../base/messageOf';
import { SolutionTree } from '../../search/tree';
import { idOf } from '../../solution/solution';
import type { Direction } from '../../task/task';

// More solutions than can be lost between two that are known.
const mostLost = 1000;

/**
 * The tree that a journal's events tell of, damaged or not.
 *
 * Every solution that can be read stays. One whose beginning is lost stands as
 * a draft, cancelled unless its result is known, so that what was built on it
 * keeps its place and no step is counted twice.
 *
 * @param direction - as declared for the run.
 * @param where - where an event stands, for people; with it, the notes tell of each
 *   event that does not fit, and why, instead of how many there are.
 * @returns the tree, and a sentence for whatever did not fit.
 */
export function foldEvents(
  events: Iterable<TreeEvent>,
  direction: Direction | null,
  where?: (event: TreeEvent) => string
): { tree: SolutionTree; notes: string[] } {
  const tree = new SolutionTree(direction);
  const lost = new Set<string>();
  const unfit: { event: TreeEvent; reason: string }[] = [];

  /** Stand-ins for the solutions up to a step that have no beginning. */
  const fillUpTo = (step: number): void => {
    if (step - tree.size > mostLost) {
      throw new Error(`Step ${step} is far from the ${tree.size} known`);
    }
    for (let missing = tree.size + 1; missing <= step; missing++) {
      const id = idOf(missing);
      tree.apply({
        type: 'select',
        id,
        step: missing,
        stage: 'draft',
        parent: null
      });
      lost.add(id);
    }
  };

  for (const event of events) {
    try {
      if (event.type === 'select') {
        if (event.id !== idOf(event.step)) {
          throw new Error(`${event.id} is not the id of step ${event.step}`);
        }
        fillUpTo(event.step - 1);
      } else if ('id' in event) {
        if (event.id !== idOf(Number(event.id))) {
          throw new Error(`“${event.id}” is no solution's id`);
        }
        fillUpTo(Number(event.id));
        if (needsCode(event) && !tree.get(event.id).writing) {
          throw new Error(`The code of solution ${event.id} is lost`);
        }
      }
      tree.apply(event);
    } catch (error) {
      // Only a damaged journal gets here: its other events still count.
      unfit.push({ event, reason: messageOf(error) });
    }
  }

  for (const solution of tree.pending) {
    const parent = tree.parent(solution);
    const canGoOn =
      solution.writing !== null ||
      (!lost.has(solution.id) && (parent === null || parent.writing !== null));
    if (!canGoOn) {
      tree.apply({
        type: 'cancel',
        id: solution.id,
        reason: 'Its record in the journal was damaged.'
      });
    }
  }

  const notes: string[] = [];
  if (lost.size > 0) {
    notes.push(
      `The beginning of ${lost.size === 1 ? 'solution' : 'solutions'} ${[...lost].slice(0, 5).join(', ')}${lost.size > 5 ? ', …' : ''} could not be read.`
    );
  }
  if (where) {
    notes.push(
      ...unfit.map(
        ({ event, reason }) => `${reason} (${where(event)}); it is left out.`
      )
    );
  } else if (unfit.length > 0) {
    notes.push(
      unfit.length === 1
        ? 'One entry of the journal does not fit the others and is left out.'
        : `${unfit.length} entries of the journal do not fit the others and are left out.`
    );
  }
  return { tree, notes };
}

/** Whether an event makes sense only for a solution that was written. */
function needsCode(event: TreeEvent): boolean {
  return (
    event.type === 'run' ||
    event.type === 'execute' ||
    (event.type === 'evaluate' && !event.evaluation.bug)
  );
}
