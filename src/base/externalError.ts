import { messageOf } from './messageOf';

/**
 * Something outside the search that stopped it: an endpoint, a kernel, a disk.
 * Its message is a sentence for people that names the thing and the way out.
 */
export class ExternalError extends Error {
  /**
   * @param message - the sentence, for people.
   * @param kind - which part of the world: what the panel offers depends on it.
   */
  constructor(
    message: string,
    readonly kind: 'model' | 'kernel' | 'storage',
    options?: { cause?: unknown }
  ) {
    super(message, options);
    this.name = 'ExternalError';
  }
}

/** What was thrown as a fault: itself, or what nobody foresaw in a sentence. */
export function externalErrorOf(
  error: unknown,
  kind: ExternalError['kind']
): ExternalError {
  return error instanceof ExternalError
    ? error
    : new ExternalError(
        `${SOURCES[kind]} failed unexpectedly (${messageOf(error)}). Nothing is lost; start again to go on.`,
        kind,
        { cause: error }
      );
}

/** The parts of the world, as they are named to people. */
const SOURCES: Record<ExternalError['kind'], string> = {
  model: 'The coder',
  kernel: 'The kernel',
  storage: 'Writing to the run folder'
};
