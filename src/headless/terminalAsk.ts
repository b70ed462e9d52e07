import { openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ReadStream } from 'node:tty';
import type { Ask } from '../run/approval';

/**
 * Ask in the terminal, one script at a time.
 *
 * @param terminal - its device, where the answers are typed: the standard input
 *   is for other things.
 * @param out - where the scripts are shown.
 */
export function askInTerminal(terminal: string, out: NodeJS.WriteStream): Ask {
  let turn: Promise<unknown> = Promise.resolve();
  return question => {
    const answer = turn.then(() => prompt(question, terminal, out));
    turn = answer;
    return answer;
  };
}

async function prompt(
  { id, code, signal }: Parameters<Ask>[0],
  terminal: string,
  out: NodeJS.WriteStream
): Promise<boolean> {
  if (signal.aborted) {
    return false;
  }
  const input = new ReadStream(openSync(terminal, 'r+'));
  const reader = createInterface({ input, output: out });
  // Ctrl+C is read here as a key, and means what it means elsewhere.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // Shown as it is, so that no script can move the cursor or change colours.
  const shown = code.replace(/[^\n\t\P{Cc}]/gu, '\ufffd');
  try {
    const word = await reader.question(
      `\n${shown}\nSolution ${id} waits. Run it? [y/N] `,
      { signal }
    );
    return /^y(es)?$/i.test(word.trim());
  } catch (error) {
    if (signal.aborted) {
      return false;
    }
    throw error;
  } finally {
    reader.close();
    input.destroy();
  }
}
