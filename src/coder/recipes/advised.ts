import type { DataPreview } from '../../task/data';
import type { Entry, Source, TaskDeclaration } from '../../task/declaration';
import type { Advice, IAdvised } from '../../task/advice';
import { declareTask, type IDeclaredTask, type IWord } from './declare';
import { checkedSplit, FROM, heedMetric, heedSplit, heedTargets } from './heed';

/**
 * Declare a task by goal and data, and by a model's advice where there is any: what it
 * adds, and where it differs, stands in the entry's source.
 *
 * @param advised - `null` where no model was asked.
 */
export function declareAdvised(
  goal: string,
  data: DataPreview,
  word: IWord,
  advised: Pick<IAdvised, 'advice' | 'problem'> | null
): IDeclaredTask {
  const { advice = null, problem = '' } = advised ?? {};
  if (advice === null) {
    const task = declareTask(goal, data, word);
    const { declaration } = task;
    return declaration === null || problem === ''
      ? task
      : {
          ...task,
          declaration: {
            ...declaration,
            notes: [...declaration.notes, problem]
          }
        };
  }
  const { given = {}, metric = '', guess = false } = word;
  const ofTargets = heedTargets(
    advice,
    declareTask(goal, data, { ...word, guess: false }),
    data,
    given,
    { goal, guess }
  );
  const { targets } = ofTargets.taken;
  const aimed = { ...word, given: { ...given, ...(targets && { targets }) } };
  const open = declareTask(goal, data, aimed);
  const divided = checkedSplit(advice, open, data, given);
  const split = heedSplit(divided, open);
  if (split !== null) {
    aimed.given = { ...aimed.given, split };
  }
  const settled = split === null ? open : declareTask(goal, data, aimed);
  const isGiven = metric !== '' || given.metric !== undefined;
  const ofMetric = heedMetric(advice, settled, isGiven);
  const task =
    ofMetric.taken.metric === undefined
      ? settled
      : declareTask(goal, data, { ...aimed, metric: ofMetric.taken.metric });
  const sources = {
    ...ofTargets.sources,
    ...ofMetric.sources,
    ...(split && {
      split: { from: FROM, sure: 'sure' as const, others: [] }
    })
  };
  const questions = [
    ...task.questions,
    ...ofTargets.questions,
    ...ofMetric.questions
  ];
  const from = (entry: Entry, before: string) => sources[entry]?.from ?? before;
  const isOpen = ofTargets.questions.length > 0;
  return {
    ...task,
    isSure: task.isSure && !isOpen,
    others: isOpen ? (sources.targets?.others ?? []) : task.others,
    target: task.target && {
      ...task.target,
      from: from('targets', task.target.from)
    },
    metric: task.metric && {
      ...task.metric,
      from: from('metric', task.metric.from)
    },
    questions,
    declaration:
      task.declaration &&
      withAdvice(
        task.declaration,
        { ...advice, split: divided.split },
        sources,
        [...ofTargets.notes, ...ofMetric.notes, ...divided.notes]
      )
  };
}

/** A declaration with what a model said of each of its entries. */
function withAdvice(
  declaration: TaskDeclaration,
  { positive, split }: Advice,
  sources: Partial<Record<Entry, Partial<Source>>>,
  notes: readonly string[]
): TaskDeclaration {
  const { classes } = declaration;
  const before = declaration.sources;
  const divides = declaration.split;
  const differs =
    split !== null &&
    !(
      divides !== null &&
      'column' in divides &&
      divides.column === split.column
    );
  // Which of two classes counts is a guess where only how rare they are tells.
  const isTaken =
    before.positive?.from === 'the rarer one' &&
    positive !== null &&
    positive !== declaration.positive &&
    classes.includes(positive);
  return {
    ...declaration,
    ...(isTaken && { positive, classes: [...classes].reverse() }),
    notes: [
      ...declaration.notes,
      ...(isTaken
        ? [`“${positive}” is the positive class, as the model reads the goal.`]
        : []),
      ...notes
    ],
    sources: {
      ...before,
      ...(isTaken && {
        positive: { from: 'the model', sure: 'sure', others: [] }
      }),
      ...(differs &&
        before.split && {
          split: {
            ...before.split,
            from: `${before.split.from}; the model would divide by “${split.column}”`,
            others: [`${split.kind}:${split.column}`]
          }
        }),
      ...Object.fromEntries(
        Object.entries(sources).map(([entry, source]) => [
          entry,
          { ...before[entry as Entry], ...source }
        ])
      )
    }
  };
}
