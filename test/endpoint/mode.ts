import type { IModelEndpointOptions } from '../../src/coder/endpoint';
import { idea, script } from '../support/candidates.mjs';
import {
  type EndpointOptions,
  type IEndpointRequest,
  isReading
} from '../support/endpoint.mjs';

/** One situation with an endpoint, and what is to come of it. */
export interface IMode {
  /** What a user meets, in a few words. */
  name: string;
  /** How the endpoint answers. */
  endpoint: EndpointOptions;
  /** The scripts that may run; those that the endpoint thinks of by itself where left out. */
  right?: readonly string[];
  /**
   * What the environment holds where the command starts. Such a mode is tried by
   * whole runs alone.
   */
  environment?: (url: string) => Record<string, string>;
  /** More options of the command. */
  options?: readonly string[];
  /** Another patience of the coder where it is tried without a run. */
  patience?: Partial<IModelEndpointOptions>;
  /** Whether the tests try it as a whole run, too. */
  inTests?: boolean;
  expects?: {
    /** Whether a solution comes of it; it does where left out. */
    solution?: boolean;
    /** What the person is told. */
    says?: RegExp;
    /** What nobody may be told. */
    never?: RegExp;
    /** What the journal keeps of replies that came to nothing. */
    keeps?: RegExp;
    /** Whether what it was asked is as it should be, request by request. */
    asked?: (bodies: IEndpointRequest['body'][]) => boolean;
    /**
     * Requests that the endpoint gets at most, without how the task is read: four where
     * all goes well.
     */
    requests?: number;
  };
}

/** What came of a mode. */
export interface IOutcome {
  /** The scripts that were taken, in their order. */
  scripts: readonly string[];
  /** Everything that was said to people. */
  said: string;
  /** What was kept of replies that came to nothing. */
  kept: string;
  /** The completions that it was asked for. */
  bodies: IEndpointRequest['body'][];
  /** Completions that the endpoint was asked for, and those that were told of. */
  served: number;
  told: number;
}

/** The scripts that the endpoint thinks of by itself. */
const own = (['draft', 'debug', 'improve'] as const).flatMap(stage =>
  Array.from({ length: 10 }, (_, count) => script(idea(stage, count)))
);

/** The key of all endpoints here, which nobody may ever see. */
export const KEY = 'sk-endpoints-0123456789-secret';

/** Whether a script is one of those that were meant. */
export function isRight({ right = own }: IMode, code: string): boolean {
  return right.some(each => each.trim() === code.trim());
}

/** What is wrong with an outcome, a line each. */
export function wrongs(mode: IMode, outcome: IOutcome): string[] {
  const {
    solution = true,
    says,
    never,
    keeps,
    asked,
    requests
  } = mode.expects ?? {};
  const { scripts, said, kept, bodies, served, told } = outcome;
  const ofSteps = bodies.filter(body => !isReading(body)).length;
  const strange = scripts.find(code => !isRight(mode, code));
  return [
    ...(strange === undefined
      ? []
      : [`A script was taken that nobody wrote:\n${strange}`]),
    ...(scripts.length > 0 === solution
      ? []
      : [solution ? 'No script was taken.' : 'A script was taken.']),
    ...(served === told ? [] : [`${served} served, ${told} told.`]),
    ...(says && !says.test(said) ? [`Nobody was told ${says}.`] : []),
    ...(never?.test(said) ? [`Somebody was told ${never}.`] : []),
    ...(keeps && !keeps.test(kept) ? [`Nothing was kept of ${keeps}.`] : []),
    ...(asked && !asked(bodies) ? ['It was asked otherwise.'] : []),
    ...(said.includes(KEY) ? ['The key was shown.'] : []),
    ...(requests !== undefined && ofSteps > requests
      ? [`${ofSteps} requests, where ${requests} are enough.`]
      : [])
  ];
}
