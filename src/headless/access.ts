import type { Readable } from 'node:stream';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';

/** What an engine is given to work with. */
export const Access = z.object({
  /** The Jupyter server's address, and what lets the engine in there. */
  url: z.string().min(1),
  token: z.string(),
  /** The terminal for questions; `null` where nobody is there to answer. */
  terminal: z.string().nullable().default(null),
  /** Seconds since the command was given. */
  spent: z.number().default(0),
  /** The signals that whoever began this has it ignore. */
  ignored: z.array(z.string()).default([])
});
export type Access = z.infer<typeof Access>;

/**
 * Read the first line of the standard input, where whoever started this engine
 * says what it works with: arguments and environment are others' to read.
 * Nothing follows but the end, with which this process ends as well.
 *
 * @throws ExternalError - `kernel`: there is no such line.
 */
export async function readAccess(
  input: Readable & { isTTY?: boolean }
): Promise<Access> {
  const line = input.isTTY ? '' : await firstLine(input);
  input.on('end', () => process.exit(1));
  input.on('error', () => process.exit(1));
  const access = Access.safeParse(fromJson(line));
  if (!access.success) {
    throw new ExternalError(
      'There is no Jupyter server to work with. “jupyter aide run” starts one.',
      'kernel'
    );
  }
  return access.data;
}

/** What comes before the first line break, or before the end. */
function firstLine(input: Readable): Promise<string> {
  return new Promise(resolve => {
    let text = '';
    const read = (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) {
        finish();
      }
    };
    const finish = () => {
      input.off('data', read).off('end', finish).off('error', finish);
      // Taking no listener's data, so that the end is noticed.
      input.resume();
      resolve(text.split('\n', 1)[0]);
    };
    input.on('data', read).on('end', finish).on('error', finish);
  });
}

/** What JSON stands for; nothing where it is none. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
