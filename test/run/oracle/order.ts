import type { TreeEvent } from '../../../src/solution/events';
import type { Execution } from '../../../src/task/execution';

/**
 * The rules that the events of a sound journal keep, written down a second
 * time: what `SolutionTree` and `foldEvents` make of a journal is not used here,
 * so that a mistake there shows.
 */

/** What the checker knows of a solution. */
export interface ICheckedNode {
  id: string;
  stage: string;
  at: 'begun' | 'written' | 'running' | 'executed' | 'evaluated' | 'cancelled';
  /** `null` as long as it is not written. */
  code: string | null;
  execution: Execution | null;
  /** What counts; `null` for a bug and before there is a score. */
  score: number | null;
  /** Settled, with a score that counts. */
  good: boolean;
}

type Of<T extends TreeEvent['type']> = Extract<TreeEvent, { type: T }>;

/** Reads the events of a journal one after another. */
export class OrderCheck {
  /** A sentence for every event that does not fit. */
  readonly problems: string[] = [];
  readonly nodes = new Map<string, ICheckedNode>();
  direction: string | null = null;

  /** @param where - the line, for people: "journal/0002.jsonl, line 7". */
  take(event: TreeEvent, where: string): void {
    this._where = where;
    switch (event.type) {
      case 'select':
        return this._select(event);
      case 'direction':
        return this._settleDirection(event);
      case 'write':
      case 'run':
      case 'execute':
      case 'evaluate':
      case 'cancel':
        return this._advance(event);
      case 'hint':
        return;
      default:
        // Kinds that say nothing about where a solution stands.
        return this._refer(event);
    }
  }

  private _select(event: Of<'select'>): void {
    const { id, step, stage, parent } = event;
    if (this.nodes.has(id)) {
      return this._say(`Solution ${id} is begun a second time`);
    }
    if (id !== String(step).padStart(4, '0')) {
      this._say(`Step ${step} is called ${id}`);
    }
    if (step !== this.nodes.size + 1) {
      this._say(`Step ${step} comes where step ${this.nodes.size + 1} should`);
    }
    if (parent !== null && !this.nodes.has(parent)) {
      this._say(`Solution ${id} is built on ${parent}, which is not there`);
    }
    if (
      parent === null
        ? stage === 'debug' || stage === 'improve'
        : stage === 'draft'
    ) {
      this._say(
        `Solution ${id} is a ${stage} of ${parent ?? 'nothing'}, which cannot be`
      );
    }
    this._refer(event);
    this.nodes.set(id, {
      id,
      stage,
      at: 'begun',
      code: null,
      execution: null,
      score: null,
      good: false
    });
  }

  private _advance(
    event: Of<'write' | 'run' | 'execute' | 'evaluate' | 'cancel'>
  ): void {
    const node = this.nodes.get(event.id);
    if (!node) {
      return this._say(
        `Solution ${event.id} has a “${event.type}” but no beginning`
      );
    }
    if (!fits(event.type, node)) {
      return this._say(
        `Solution ${node.id} has a “${event.type}” when it is ${node.at}`
      );
    }
    switch (event.type) {
      case 'write':
        node.code = event.writing.code;
        node.at = 'written';
        break;
      case 'run':
        node.at = 'running';
        break;
      case 'execute':
        node.execution = event.execution;
        node.at = 'executed';
        break;
      case 'evaluate':
        this._evaluate(node, event);
        break;
      case 'cancel':
        node.at = 'cancelled';
        node.score = null;
        break;
    }
  }

  private _evaluate(node: ICheckedNode, event: Of<'evaluate'>): void {
    const { bug, score } = event.evaluation;
    const { execution } = node;
    if (score === null && !bug) {
      this._say(`Solution ${node.id} counts as good without a score`);
    }
    if (score !== null && execution?.status !== 'ok') {
      this._say(
        `Solution ${node.id} has the score ${score} though it did not run to its end`
      );
    } else if (score !== null && !scoresOf(execution!).includes(score)) {
      this._say(
        `Solution ${node.id} has the score ${score}, which its run did not give`
      );
    }
    node.score = bug ? null : score;
    if (event.final) {
      node.at = 'evaluated';
      node.good = !bug;
    }
  }

  private _settleDirection({ direction }: Of<'direction'>): void {
    if (this.direction !== null && this.direction !== direction) {
      this._say(`The direction changes from ${this.direction} to ${direction}`);
    }
    this.direction = direction;
  }

  /** Every solution that an event names is there. */
  private _refer(event: TreeEvent): void {
    const named =
      event.type === 'select'
        ? (event.members ?? [])
        : event.type === 'verify'
          ? event.verification.leaders
          : event.type === 'probe'
            ? [event.probe.id]
            : event.type === 'submit'
              ? [event.submission.id]
              : 'id' in event
                ? [event.id]
                : [];
    for (const each of named) {
      if (!this.nodes.has(each)) {
        this._say(`Solution ${each} is named, which is not there`);
      }
    }
  }

  private _say(what: string): void {
    this.problems.push(`${what} (${this._where}).`);
  }

  private _where = '';
}

function fits(type: string, { at, code }: ICheckedNode): boolean {
  switch (type) {
    case 'write':
      return at === 'begun';
    case 'run':
    case 'execute':
      // What was cut off runs again.
      return (at === 'written' || at === 'running') && code?.trim() !== '';
    case 'evaluate':
      // A reply that held no script is evaluated without a run.
      return at === 'executed' || (at === 'written' && code?.trim() === '');
    default:
      return at !== 'evaluated' && at !== 'cancelled';
  }
}

/** Every number that a run gave as its score, or showed with it. */
function scoresOf({ metric, measured }: Execution): number[] {
  if (measured) {
    return measured.score === null ? [] : [measured.score];
  }
  const text = `${metric.variable ?? ''} ${metric.printed ?? ''}`;
  const numbers = text.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? [];
  return numbers.map(Number);
}
