import type OpenAI from 'openai';
import type { ICallOptions } from '../search/interfaces';
import type { Usage } from '../task/usage';
import type { Writing } from '../task/writing';
import type { ICompletion } from './completion';
import type { IQuestion } from './dialect';
import { parseReply } from './reply';
import { lackingOf } from './reply/contract';
import type { INeeds } from './reply/needs';

/** How often in a row a model is asked in vain to mend a script before it is no more. */
const IN_VAIN = 2;

/** Asks the model, as often as it takes. */
export type Ask = (
  question: IQuestion
) => Promise<ICompletion & { usage: Usage }>;

/** What a model wrote, and how it can be asked again. */
interface IWritten {
  solution: ISolution;
  /** Its whole reply. */
  said: string;
  needs: INeeds;
  /** What it was asked. */
  first: readonly OpenAI.ChatCompletionMessageParam[];
  ask: Ask;
}

type ISolution = Omit<Writing, 'usage'>;

/** Asks for what a script lacks that lets people run it elsewhere, once for each solution. */
export class Mending {
  /**
   * A solution as it is kept: where its script lacks what lets people run it elsewhere, that
   * is asked for once. Whatever comes of it, what was written is a solution.
   */
  async mend(
    { solution, said, needs, first, ask }: IWritten,
    options: ICallOptions
  ): Promise<ISolution> {
    const lacking = lackingOf(solution.code, needs);
    if (lacking === null || this._inVain === IN_VAIN) {
      return solution;
    }
    const wanted = `The script lacks ${lacking}. Answer with the whole script again, with that and changed in nothing else.`;
    try {
      const reply = await ask({
        messages: [
          ...first,
          // Whole: what it is not shown it cannot repeat.
          { role: 'assistant', content: said },
          { role: 'user', content: wanted }
        ],
        form: null
      });
      const parent = solution.code;
      const again = parseReply(reply.text, { ...reply, needs, parent });
      const isMended =
        !('unusable' in again) && lackingOf(again.code, needs) === null;
      this._inVain = isMended ? 0 : this._inVain + 1;
      options.onUnused?.(
        isMended ? said : reply.text || reply.thoughts,
        `The script lacked ${lacking}.`
      );
      return isMended ? { ...solution, code: again.code } : solution;
    } catch {
      // A stop, or an endpoint that is gone by now: the next request tells of it.
      return solution;
    }
  }

  /** How often in a row a script was not mended when it was asked for. */
  private _inVain = 0;
}
