import { Signal } from '@lumino/signaling';
import type { TreeEvent } from '../../src/solution/events';
import { type Solution, type Stage } from '../../src/solution/solution';
import type { Evaluation } from '../../src/task/evaluation';
import type { RunCommand } from '../../src/run/commands';
import { RunConfig, type RunRequest } from '../../src/run/config';
import type {
  IRun,
  IRunStatus,
  IWatching,
  RunPhase
} from '../../src/run/interfaces';
import { decisionEvents } from '../../src/run/userRequests';
import { SolutionTree } from '../../src/search/tree';
import type { Execution } from '../../src/task/execution';
import type { Task } from '../../src/task/task';
import { noUsage, type Usage } from '../../src/task/usage';

/**
 * A run whose tree is grown by hand, event by event, as the search would. It
 * writes and executes nothing.
 */
export class FakeRun implements IRun {
  constructor(request: Partial<RunRequest> = {}) {
    this.config = RunConfig.parse({
      goal: 'Predict the sale price of each house.',
      data: 'houses/data',
      notebook: 'houses/houses.ipynb',
      metric: 'RMSLE',
      direction: 'minimize',
      coder: { kind: 'recipes' },
      ...request
    });
    this.tree = new SolutionTree(this.config.direction);
  }

  readonly path = 'houses/aide-runs/houses-1';
  config: RunConfig;
  readonly coderName = 'Offline recipes';
  readonly task: Task | null = null;
  readonly tree: SolutionTree;
  readonly notes: string[] = [];
  readonly solutionChanged: Signal<IRun, Solution> = new Signal<IRun, Solution>(
    this
  );
  readonly statusChanged: Signal<IRun, IRunStatus> = new Signal<
    IRun,
    IRunStatus
  >(this);
  readonly streamed: Signal<IRun, IStreamed> = new Signal<IRun, IStreamed>(
    this
  );
  status: IRunStatus = {
    phase: 'paused',
    news: [],
    fault: null,
    waiting: null,
    elapsed: 0,
    remaining: null,
    usage: noUsage
  };
  isDisposed = false;
  watching: IWatching | null = null;
  /** What the next `start` is refused with. */
  refusal: Error | null = null;
  /** What was asked of it, in order. */
  readonly asked: string[] = [];
  /** Each solution's full execution, as its folder would have it. */
  readonly executions = new Map<string, Execution>();

  say(status: Partial<IRunStatus>): void {
    this.status = { ...this.status, ...status };
    this.statusChanged.emit(this.status);
  }

  apply(...events: TreeEvent[]): void {
    for (const event of events) {
      this.tree.apply(event);
      if ('id' in event) {
        this.solutionChanged.emit(this.tree.get(event.id));
      }
      this.statusChanged.emit(this.status);
    }
  }

  /** π chose; the id is the step. */
  select(step: number, stage: Stage = 'draft', parent?: number): string {
    const id = idOf(step);
    this.apply({
      type: 'select',
      id,
      step,
      stage,
      parent: parent === undefined ? null : idOf(parent)
    });
    return id;
  }

  write(
    step: number,
    title: string,
    code = `print(${step})\n`,
    usage: Usage = noUsage
  ): void {
    this.apply({
      type: 'write',
      id: idOf(step),
      writing: { title, plan: `The plan: ${title}.`, code, usage }
    });
  }

  run(step: number): void {
    this.apply({ type: 'run', id: idOf(step) });
  }

  /** It ran and has a score; with `final` false it is still reviewed. */
  good(step: number, score: number, final = true): void {
    const execution = executed({
      metric: { variable: String(score), printed: String(score) }
    });
    this.apply(
      { type: 'execute', id: idOf(step), execution },
      {
        type: 'evaluate',
        id: idOf(step),
        evaluation: evaluated({ score }),
        final
      }
    );
  }

  /** It ran and is a bug. */
  bug(step: number, reason: string): void {
    const execution = executed({
      status: 'error',
      reason,
      error: {
        name: 'KeyError',
        message: 'x',
        cell: 2,
        traceback: `Traceback (most recent call last)\n${reason}`
      }
    });
    this.apply(
      { type: 'execute', id: idOf(step), execution },
      {
        type: 'evaluate',
        id: idOf(step),
        evaluation: evaluated({ bug: true, reason }),
        final: true
      }
    );
  }

  /** A whole solution, from π's choice to its score. */
  solve(
    step: number,
    score: number,
    title: string,
    stage: Stage = 'draft',
    parent?: number
  ): void {
    this.select(step, stage, parent);
    this.write(step, title);
    this.run(step);
    this.good(step, score);
  }

  /** A whole solution that fails. */
  fail(
    step: number,
    reason: string,
    title: string,
    stage: Stage = 'draft',
    parent?: number
  ): void {
    this.select(step, stage, parent);
    this.write(step, title);
    this.run(step);
    this.bug(step, reason);
  }

  stream(id: string): string {
    return this._texts.get(id) ?? '';
  }

  /** Text comes in for a solution under way. */
  print(step: number, kind: 'reply' | 'output', text: string): void {
    this._texts.set(idOf(step), text);
    this.streamed.emit({ id: idOf(step), kind, text });
  }

  async start({ take = false } = {}): Promise<void> {
    this.asked.push(take ? 'take' : 'start');
    if (this.refusal) {
      throw this.refusal;
    }
    this.say({ phase: 'running' });
    await new Promise<void>((resolve, reject) => {
      this._rest = resolve;
      this._lose = reject;
    });
  }

  /** Somebody else drives it from now on. */
  lose(error: Error): void {
    this.say({ phase: 'paused' });
    this._lose?.(error);
  }

  async leave(): Promise<void> {
    this.asked.push('leave');
    this.rest('paused');
  }

  async verify(): Promise<void> {
    this.asked.push('verify');
  }

  /** Come to rest: what `start` waits for. */
  rest(phase: RunPhase = 'finished'): void {
    this.say({ phase });
    this._rest?.();
  }

  async command(command: RunCommand): Promise<void> {
    switch (command.do) {
      case 'pause':
        this.asked.push('pause');
        this.say({ phase: 'pausing' });
        break;
      case 'resume':
        return this.start();
      case 'stop':
        this.asked.push('stop');
        this.rest();
        break;
      case 'retry':
        this.asked.push('retry');
        break;
      case 'cancel':
        this.asked.push(`cancel ${command.id}`);
        this.apply({ type: 'cancel', id: command.id, reason: 'Cancelled.' });
        break;
      case 'extend': {
        const budget = argumentsOf(command);
        this.asked.push(`extend ${JSON.stringify(budget)}`);
        this.config = { ...this.config, ...budget };
        this.statusChanged.emit(this.status);
        break;
      }
      case 'hint':
        this.asked.push(`hint ${command.text}`);
        this.apply(...decisionEvents(this.tree, command));
        break;
      case 'ask': {
        this.asked.push(`ask ${JSON.stringify(argumentsOf(command))}`);
        this.apply(...decisionEvents(this.tree, command));
        break;
      }
      case 'close': {
        const { id, closed } = command;
        this.asked.push(`close ${id} ${closed}`);
        this.apply({ type: 'close', id, closed });
        break;
      }
    }
  }

  async execution(id: string): Promise<Execution | null> {
    return this.executions.get(id) ?? this.tree.get(id).execution;
  }

  dispose(): void {
    this.isDisposed = true;
    Signal.clearData(this);
  }

  private readonly _texts = new Map<string, string>();
  private _rest: (() => void) | null = null;
  private _lose: ((error: Error) => void) | null = null;
}

/** What a command says beside what is to be done. */
function argumentsOf<C extends RunCommand>(command: C): Omit<C, 'do'> {
  return Object.fromEntries(
    Object.entries(command).filter(([name]) => name !== 'do')
  ) as Omit<C, 'do'>;
}

interface IStreamed {
  id: string;
  kind: 'reply' | 'output';
  text: string;
}

/** The id of a step, as the search makes it. */
export function idOf(step: number): string {
  return String(step).padStart(4, '0');
}

export function executed(change: Partial<Execution> = {}): Execution {
  return {
    status: 'ok',
    seconds: 4.2,
    reason: '',
    error: null,
    metric: { variable: null, printed: null },
    measured: null,
    output: '',
    cells: [],
    ...change
  };
}

export function evaluated(change: Partial<Evaluation> = {}): Evaluation {
  return {
    score: null,
    bug: false,
    reason: '',
    error: null,
    reported: null,
    analysis: '',
    warnings: [],
    usage: noUsage,
    ...change
  };
}
