import type { TranslationBundle } from '@jupyterlab/translation';
import {
  expected,
  fields,
  RunConfig,
  type CoderChoice
} from '../../run/config';
import type { Settings } from './settings';

/** The numbers of the form, as they were typed. */
export interface ITypedLimits {
  steps: string;
  /** Empty: as many as there are cores. */
  kernels: string;
  /** Minutes. */
  timeLimit: string;
  /** Seconds. */
  patience: string;
  /** Empty: as many as the endpoint gives. */
  replyTokens: string;
}

/** The same as numbers; NaN for what is none. */
export interface ILimits {
  steps: number;
  /** `null`: as many as there are cores. */
  kernels: number | null;
  /** Seconds. */
  timeLimit: number;
  /** Seconds. */
  patience: number;
  /** `null`: as many as the endpoint gives. */
  replyTokens: number | null;
}

/** The numbers that are asked for: some are about a model alone. */
export function limitsFor({ kind }: CoderChoice): (keyof ITypedLimits)[] {
  const all = ['steps', 'kernels', 'timeLimit'] as const;
  return kind === 'openai' ? [...all, 'patience', 'replyTokens'] : [...all];
}

/** What was typed, as a run takes it. */
export function readLimits(typed: ITypedLimits): ILimits {
  return {
    steps: number(typed.steps),
    kernels: numberOrNone(typed.kernels),
    timeLimit: number(typed.timeLimit) * 60,
    patience: number(typed.patience),
    replyTokens: numberOrNone(typed.replyTokens)
  };
}

/** What is wrong with one of them, as a sentence; empty where nothing is. */
export function limitProblem(
  field: keyof ILimits,
  typed: ITypedLimits,
  trans: TranslationBundle
): string {
  if (RunConfig.shape[field].safeParse(readLimits(typed)[field]).success) {
    return '';
  }
  switch (field) {
    case 'steps':
      return trans.__(
        'The number of solutions must be %1.',
        expected(fields.steps)
      );
    case 'kernels':
      return trans.__(
        'The number of kernels must be %1, or nothing for as many as there are cores.',
        expected(fields.kernels)
      );
    case 'timeLimit':
      return trans.__(
        'The time limit must be a number of minutes above 0, at most %1.',
        (Number(fields.timeLimit.maximum) / 60).toLocaleString()
      );
    case 'patience':
      return trans.__(
        'The seconds to wait for the model must be %1.',
        expected(fields.patience)
      );
    case 'replyTokens':
      return trans.__(
        'The tokens of a reply must be %1, or nothing for as many as the endpoint gives.',
        expected(fields.replyTokens)
      );
  }
}

/** What a run may take at most. */
export interface IBounds {
  solutions: number;
  seconds: number;
  /** Of the model. */
  calls: number;
  /** Of all prompts together. */
  tokens: number;
}

/** The bounds that follow from the form and the settings. */
export function boundsOf(
  { steps, kernels, timeLimit }: ILimits,
  { promptTokens, timeBudget }: Settings,
  hasModel: boolean
): IBounds {
  // One core is what there is at least.
  const seconds = Math.ceil(steps / (kernels ?? 1)) * timeLimit;
  // A reply is asked for three times at most, and reviewed once.
  const calls = hasModel ? steps * 4 : 0;
  return {
    solutions: steps,
    seconds: Math.min(seconds, timeBudget ?? Infinity),
    calls,
    tokens: calls * promptTokens
  };
}

function numberOrNone(text: string): number | null {
  return text.trim() === '' ? null : number(text);
}

function number(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
