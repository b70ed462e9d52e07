import { openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import type { IQuestion } from '../coder/recipes/questions';
import type { Ask } from '../run/host';
import type { AskWord } from './settleTask';

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

/** Ask in the terminal which of several is meant; ends like Ctrl+C where that is pressed. */
export function askWordInTerminal(
  terminal: string,
  out: NodeJS.WriteStream
): AskWord {
  return async question => {
    const input = new ReadStream(openSync(terminal, 'r+'));
    try {
      return await askWord(question, input, out);
    } finally {
      input.destroy();
    }
  };
}

/** Ask which of several is meant, until one is named. */
export async function askWord(
  { text, candidates, canGuess }: IQuestion,
  input: Readable,
  output: Writable
): Promise<string> {
  const shown = candidates.slice(0, MOST);
  const lines = shown.map((name, i) => `  ${i + 1} ${printable(name)}`);
  const more = candidates.length - shown.length;
  const reader = createInterface({ input, output });
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    for (;;) {
      const word = await reader.question(
        `${[printable(text), ...lines, ...(more > 0 ? [`  … and ${more} more, by name`] : [])].join('\n')}\nNumber or name${canGuess ? ' [1]' : ''}: `
      );
      const typed = word.trim() === '' && canGuess ? '1' : word.trim();
      const picked = shown[Number(typed) - 1] ?? typed;
      if (picked !== '') {
        return picked;
      }
    }
  } finally {
    reader.close();
  }
}

/** Candidates that are listed by number. */
const MOST = 9;

/** Shown as it is, so that no text can move the cursor or change colours. */
function printable(text: string): string {
  return text.replace(/[^\n\t\P{Cc}]/gu, '\ufffd');
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
  try {
    const word = await reader.question(
      `\n${printable(code)}\nSolution ${id} waits. Run it? [y/N] `,
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
