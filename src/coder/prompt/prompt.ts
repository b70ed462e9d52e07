import { remember } from '../../base/remember';
import type { IReviewRequest, WriteRequest } from '../../search/interfaces';
import type { Task } from '../../task/task';
import { declaredText } from './declaredText';
import { instruction, partsOf, reviewParts, type IPart } from './parts';
import { previewText } from './previewText';
import { brief, countTokens, cutTokens } from './tokens';
import {
  metricBody,
  objectiveBody,
  REVIEWER,
  sectionText,
  WRITER,
  type IPrompt,
  type IPromptSection
} from './wording';

/** Shares of a prompt's room that sections of the run as a whole may take. */
const COMMON = {
  goal: 0.2,
  declared: 0.04,
  packages: 0.05,
  data: 0.3,
  hints: 0.05
};

/** What all prompts of a task have in common. */
interface ICommon {
  goal: string;
  declared: string;
  environment: string;
  data: string;
}

/**
 * Tells a model what a request of the search asks for. A whole prompt keeps to its
 * tokens whatever is put in.
 */
export class PromptWriter {
  /**
   * @param _promptTokens - what a whole prompt may take, 1000 at least.
   * @param _withRows - whether it may show rows of the data, and outputs.
   */
  constructor(
    private readonly _promptTokens: number,
    private readonly _withRows = true
  ) {}

  /** The prompt for a solution that is to be written. */
  write(request: WriteRequest): IPrompt {
    const { task, solution, hints } = request;
    const { environment, data } = this._commonOf(task);
    const hintTokens = this._promptTokens * COMMON.hints;
    return this._prompt(
      WRITER,
      [
        ...this._taskSections(task),
        { heading: 'Environment', body: environment },
        { heading: 'Data in ./input', body: data }
      ],
      partsOf(request, this._withRows),
      [
        {
          heading: 'Hints from the person who waits for the solution',
          body: cutTokens(
            hints.map(hint => `- ${hint}`).join('\n'),
            hintTokens,
            0
          )
        },
        { heading: 'What to do now', body: instruction(request) },
        {
          heading: 'What the person asks for this time',
          body: cutTokens(solution.asked?.hint ?? '', hintTokens, 0.8)
        }
      ]
    );
  }

  /** The prompt for the review of a solution that ran. */
  review(request: IReviewRequest): IPrompt {
    const { task, evaluation } = request;
    const facts = evaluation.bug
      ? `It failed: ${brief(evaluation.reason, 100)}`
      : `It ran to its end with the score ${evaluation.score}.`;
    return this._prompt(
      REVIEWER,
      this._taskSections(task),
      reviewParts(request, this._withRows),
      [{ heading: 'What happened', body: facts }]
    );
  }

  private _taskSections(task: Task): IPromptSection[] {
    const { goal, declared } = this._commonOf(task);
    return [
      { heading: 'Task', body: goal },
      // Runs of former versions have none.
      ...(declared === ''
        ? []
        : [{ heading: 'What is settled', body: declared }]),
      { heading: 'Metric', body: metricBody(task.metric, task.direction) },
      {
        heading: 'Who measures',
        body: objectiveBody(task.objective, task.data.prepared)
      }
    ];
  }

  /** Made once: a wide table takes a while to be told. */
  private readonly _commonOf = remember((task: Task): ICommon => {
    const room = this._promptTokens - countTokens(WRITER);
    const dataRoom = Math.floor(room * COMMON.data);
    return {
      goal: cutTokens(task.goal, room * COMMON.goal, 0.8),
      declared: declaredText(task, room * COMMON.declared, this._withRows),
      environment: environmentBody(task, room * COMMON.packages),
      data: previewText(task.data, dataRoom, this._withRows)
    };
  });

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
