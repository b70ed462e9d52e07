import type { IAdvised } from '../task/advice';
import { declareAdvised } from '../coder/recipes/advised';
import type { IDeclaredTask } from '../coder/recipes/declare';
import type { IQuestion } from '../coder/recipes/questions';
import { InvalidRequest, type RunConfig } from '../run/config';
import type { DataPreview } from '../task/data';
import type { GivenTask } from '../task/declaration';
import { kindFacts } from '../task/objectiveKinds';
import { splitNamed } from '../task/splitName';
import { shellWord } from './shellWord';
import type { ITaskOptions } from './taskOptions';

/** Ask a person one question; resolves to the answer as it was typed, or picked. */
export type AskWord = (question: IQuestion) => Promise<string>;

/**
 * Read the task from goal and data, and have answered what they leave open: by whoever
 * sits at the terminal, else by options.
 *
 * @param ask - `null` where nobody can be asked.
 * @param advised - how the model reads the task; `null` where none was asked.
 * @throws InvalidRequest - something is open; the message names the candidates and the
 *   option that settles it.
 */
export async function settleTask(
  { goal, metric, direction, coder, objective }: RunConfig,
  preview: DataPreview,
  { given, guess }: ITaskOptions,
  ask: AskWord | null,
  advised: IAdvised | null = null
): Promise<IDeclaredTask> {
  const isOfRecipes = coder.kind === 'recipes';
  const { isOfMetric } = kindFacts(objective);
  const word: GivenTask = { ...given };
  for (;;) {
    const task = declareAdvised(
      goal,
      preview,
      {
        given: word,
        // What a cell is said to measure is no business of the scripts.
        ...(isOfMetric && word.metric === undefined && { metric, direction }),
        guess
      },
      advised
    );
    const open = task.questions.filter(
      each =>
        (isOfRecipes || !each.isOfRecipes) &&
        // Where a cell scores, the usual metric is good enough for what scripts report.
        (isOfMetric || each.entry !== 'metric' || !each.canGuess)
    );
    const [first] = open;
    if (first && ask !== null && first.candidates.length > 0) {
      answer(word, first, await ask(first));
      continue;
    }
    const problems = isOfRecipes ? task.problems : [];
    const texts = [...new Set([...problems, ...open.map(({ text }) => text)])];
    if (texts.length > 0) {
      throw new InvalidRequest([...texts, ...open.flatMap(wayOut)].join(' '));
    }
    return task;
  }
}

/** Divisions that are named as a way out. */
const MOST_WAYS = 4;

/** "Or settle it here: --split group:store or --split random (--guess takes “group:store”)." */
function wayOut({ entry, option, candidates, canGuess }: IQuestion): string[] {
  // A question on how rows are divided tells of its ways; no option can be read off it.
  const ways = candidates
    .slice(0, entry === 'split' ? MOST_WAYS : 1)
    .map(each => `${option} ${shellWord(each)}`)
    .join(' or ');
  return ways === ''
    ? []
    : canGuess
      ? [
          `Or settle it here: ${ways} (--guess takes “${candidates[0]}” and says so).`
        ]
      : [`Or settle it here: ${ways}.`];
}

function answer(word: GivenTask, { entry }: IQuestion, text: string): void {
  switch (entry) {
    case 'metric':
      word.metric = { name: text, direction: null, parameters: {} };
      break;
    case 'split':
      word.split =
        splitNamed(text) ??
        // A column in the place of one that is not there.
        (word.split && 'column' in word.split
          ? { ...word.split, column: text }
          : undefined);
      break;
    case 'idColumns':
      word.idColumns = [text];
      break;
    default:
      word.targets = [text];
  }
}
