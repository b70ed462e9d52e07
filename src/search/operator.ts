import type { Execution } from '../task/execution';
import type { Direction, Task } from '../task/task';
import type { IReviewRequest, IWriteRequest } from './interfaces';
import { instruction, partsOf, reviewParts, type IPart } from './prompt/parts';
import { previewText } from './prompt/previewText';
import {
  metricBody,
  objectiveBody,
  REVIEWER,
  sectionText,
  WRITER,
  type IPrompt,
  type IPromptSection
} from './prompt/prompts';
import { brief, countTokens, cutTokens } from './prompt/tokens';
import type { Evaluation, Solution } from './solution';
import type { SolutionTree } from './tree';

/** Shares of a prompt's room that sections of the run as a whole may take. */
const COMMON = { goal: 0.2, packages: 0.05, data: 0.3, hints: 0.05 };
/**
 * The coding operator f: what is asked of a coder to draft, debug or improve a
 * solution, and to review one. A whole prompt keeps to its tokens whatever is
 * put in.
 */
export class CodingOperator {
  /** @param promptTokens - what a whole prompt may take, 1000 at least. */
  constructor(task: Task, promptTokens: number) {
    this._task = task;
    this._promptTokens = promptTokens;
    const room = promptTokens - countTokens(WRITER);
    this._goal = cutTokens(task.goal, room * COMMON.goal, 0.8);
    this._environment = environmentBody(task, room * COMMON.packages);
    this._data = previewText(task.data, Math.floor(room * COMMON.data));
  }

  /** What is asked for the code of a solution that π chose. */
  request(tree: SolutionTree, solution: Solution): IWriteRequest {
    const parent = tree.parent(solution);
    const { stage } = solution;
    if (stage === 'blend') {
      throw new Error(`Solution ${solution.id} is a blend: nobody writes it`);
    }
    return {
      stage,
      task: { ...this._task, direction: tree.direction },
      solution,
      parent,
      tree,
      prompt: this._prompt(
        WRITER,
        [
          ...this._taskSections(tree.direction),
          { heading: 'Environment', body: this._environment },
          { heading: 'Data in ./input', body: this._data }
        ],
        partsOf(tree, solution, parent),
        [
          {
            heading: 'Hints from the person who waits for the solution',
            body: cutTokens(
              tree.hints.map(hint => `- ${hint}`).join('\n'),
              this._promptTokens * COMMON.hints,
              0
            )
          },
          { heading: 'What to do now', body: instruction(tree, solution) },
          {
            heading: 'What the person asks for this time',
            body: cutTokens(
              solution.asked?.hint ?? '',
              this._promptTokens * COMMON.hints,
              0.8
            )
          }
        ]
      )
    };
  }

  /** What is asked when a solution that ran is reviewed. */
  review(
    solution: Solution,
    execution: Execution,
    evaluation: Evaluation,
    direction: Direction | null
  ): IReviewRequest {
    const facts = evaluation.bug
      ? `It failed: ${brief(evaluation.reason, 100)}`
      : `It ran to its end with the score ${evaluation.score}.`;
    return {
      task: { ...this._task, direction },
      solution,
      execution,
      evaluation,
      prompt: this._prompt(
        REVIEWER,
        this._taskSections(direction),
        reviewParts(solution, execution),
        [{ heading: 'What happened', body: facts }]
      )
    };
  }

  private _taskSections(direction: Direction | null): IPromptSection[] {
    return [
      { heading: 'Task', body: this._goal },
      { heading: 'Metric', body: metricBody(this._task.metric, direction) },
      { heading: 'Who measures', body: objectiveBody(this._task.objective) }
    ];
  }

  /** Put a prompt together; the parts share the room that the rest leaves. */
  private _prompt(
    system: string,
    first: IPromptSection[],
    parts: IPart[],
    last: IPromptSection[]
  ): IPrompt {
    let room = this._promptTokens - countTokens(system);
    for (const section of [...first, ...last]) {
      room -= sectionTokens(section);
    }
    return {
      system,
      sections: [...first, ...fill(parts, room), ...last].filter(
        section => section.body !== ''
      )
    };
  }

  private readonly _task: Task;
  private readonly _promptTokens: number;
  private readonly _goal: string;
  private readonly _environment: string;
  private readonly _data: string;
}

function sectionTokens(section: IPromptSection): number {
  return countTokens(`${sectionText(section)}\n`);
}

/** Write the parts, each within its share, the one without a share last. */
function fill(parts: readonly IPart[], room: number): IPromptSection[] {
  let left = room;
  const bodies = new Map<IPart, string>();
  const byNeed = [
    ...parts.filter(part => part.share !== null),
    ...parts.filter(part => part.share === null)
  ];
  for (const part of byNeed) {
    const { heading, share } = part;
    const most = share === null ? left : Math.min(left, room * share);
    const tokens = most - sectionTokens({ heading, body: '' });
    const body = tokens > 0 ? part.body(tokens) : '';
    bodies.set(part, body);
    if (body !== '') {
      left -= sectionTokens({ heading, body });
    }
  }
  return parts.map(part => ({
    heading: part.heading,
    body: bodies.get(part) ?? ''
  }));
}

function environmentBody(task: Task, tokens: number): string {
  const limit = `A script may run for ${task.timeLimit} seconds; plan for half of that.`;
  const packages = task.packages
    .map(({ name, version }) => `${name} ${version}`)
    .join(', ');
  return packages === ''
    ? limit
    : `${limit}\n\nBeside Python's own modules, these can be imported: ${brief(packages, tokens)}.`;
}
