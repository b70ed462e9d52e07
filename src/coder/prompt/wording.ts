import type { WrittenStage } from '../../solution/solution';
import type { Prepared } from '../../task/data';
import type { Holdout, Objective } from '../../task/objectiveKinds';
import type { Direction } from '../../task/task';

/** One part of a prompt: a heading and what stands under it, Markdown. */
export interface IPromptSection {
  heading: string;
  body: string;
}

/**
 * A prompt as data. Sections that stay the same from node to node come first,
 * so that an endpoint's prefix cache can serve them.
 */
export interface IPrompt {
  /** Who the model is and what it must keep to; the same for every node. */
  system: string;
  sections: IPromptSection[];
}

/** The sections of a prompt as one text: what is sent after `system`. */
export function promptText(prompt: IPrompt): string {
  return prompt.sections.map(sectionText).join('\n');
}

/** One section as it stands in the text of its prompt. */
export function sectionText({ heading, body }: IPromptSection): string {
  return `# ${heading}\n\n${body}\n`;
}

/** Text between fences that it does not close by chance. */
export function fenced(text: string, language = ''): string {
  const fence = /^ *```/m.test(text) ? '``````' : '```';
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The role of a writer, the candidate's contract, and the form of a reply. */
export const WRITER = `You are an experienced data scientist. You take part in a search for the best solution of a machine-learning task: many solutions are written, run and scored, and each step builds on what was learned. You write one solution at a time, as one Python script.

The script keeps to this contract:
- It is complete in itself and runs from top to bottom in a fresh process: no input(), no arguments, no downloads, no installation of packages.
- It is divided into cells by lines that hold \`# %%\`, as a notebook would be; a comment or two in plain words at the head of a cell says what it does and why.
- It reads the data from \`./input\`, which it never changes, and writes files to the current folder only. Where there are test rows to predict, the predictions go to \`submission.csv\`.
- It measures its score honestly, on rows that took no part in fitting anything: by a held-out part or cross-validation, with every learned step (imputing, encoding, scaling, selecting) fitted on the training rows alone. Seeds are fixed.
- It stores the score, a float, in the variable \`validation_metric\`, and its last line prints it: \`print(f"validation_metric: {validation_metric}")\`.

A reply has three parts and nothing else: one line that names what is tried, in at most eight words; a plan of two to five sentences; exactly one \`\`\`python block with the whole script.`;

/** The role of a reviewer. */
export const REVIEWER = `You are an experienced data scientist. You review a solution of a machine-learning task that was run: a Python script that measures its own score and stores it in \`validation_metric\`. Later solutions build on what you find, so be exact and brief.

Say:
- whether the solution is wrong although it has a score: the score is measured on rows that took part in fitting, the target leaks into the features, another metric than the task's is measured, the output shows that a step failed. Room for improvement is not wrong.
- what was learned, in two or three sentences: what seems to carry the score, what does not, what the output gives away about the data.
- whether a lower value of the metric is better.`;

/** What is asked for at each stage, at the end of the prompt. */
export const STAGES: Record<WrittenStage, string> = {
  draft:
    'Write a first solution on a line of its own: where solutions are listed above, take another kind of model or another view of the data. Keep it simple and sound: one model, no ensemble, no search over hyper-parameters, an honest score.',
  debug:
    'Mend this solution. Find what caused the failure, say so in the plan, and change what is needed to remove it; keep the idea. If the idea itself cannot work here, replace the smallest part of it that can. Reply with the whole script.',
  improve:
    'Improve this solution by one change that can be judged on its own, and name it in the first line. Do not repeat what is listed above. Measure the score in the same way, so that the two compare. Reply with the whole script.'
};

/**
 * How bold an improvement is to be, by how many there are of the same solution:
 * what is simple comes first.
 */
export function boldness(improvements: number): string {
  if (improvements < 2) {
    return 'Prefer a simple change.';
  }
  return improvements < 4
    ? 'Simple changes were tried; a larger one may be needed.'
    : 'Several changes were tried; be bold: other features, another model beside the present one, tuning with care.';
}

/**
 * Where to look when others write on the same solution at the same moment and
 * nothing is known of their ideas yet: each gets another one.
 */
export const FOCUS: Record<'draft' | 'improve', readonly string[]> = {
  draft: [
    'a linear model on well-prepared features',
    'bagged trees',
    'gradient-boosted trees',
    'distances or kernels',
    'a model of how the data came about'
  ],
  improve: [
    'how the model is tuned and regularised',
    'another family of models',
    'how missing, rare and extreme values are treated',
    'the target and the loss',
    'blending two models that differ',
    'the features'
  ]
};

/** What the tables of a hold-out are called in runs that began with fixed names. */
const fixedNames: Pick<Prepared, 'train' | 'test' | 'sample' | 'folds'> = {
  train: 'train.csv',
  test: 'test.csv',
  sample: 'sample_submission.csv'
};

/** Who says how good a script is, where it is not the script itself. */
export function objectiveBody(
  objective: Objective,
  { train, test, sample, folds } = fixedNames
): string {
  switch (objective.kind) {
    case 'reported':
      return '';
    case 'holdout':
      return `The score that counts is measured outside the script, on its predictions for every row of \`./input/${test}\`, whose answers it does not see. After it measured its own \`validation_metric\` on \`./input/${train}\`, it fits on all of \`${train}\` and writes \`submission.csv\` in the form of \`./input/${sample}\`: the same columns, one line for each of its rows, in its order. It reads by one constant, \`INPUT = Path("./input")\`, and predicts by a function \`predict(table)\`, which gives rows like those of \`${test}\` in that form. For a metric of chances, such as log loss or ROC AUC, it writes probabilities, of the class that is positive or with a column for each class. Without complete predictions it has no score.${folds ? foldsBody(folds, objective) : ''}`;
    case 'cell':
      return `The score that counts is measured outside the script, by this code, which runs after it ${objective.fresh ? 'in a fresh process, in the folder where the script left its files' : 'in the same process and sees its variables'}. The value of its last expression is the score; a failed assertion rejects the script. The script must not change what this code uses.\n\n${fenced(objective.code, 'python')}`;
  }
}

/** What is asked for where folds are given. */
function foldsBody(folds: string, { split }: Holdout): string {
  const others = split.kind === 'time' ? 'earlier' : 'other';
  return ` It validates by the folds in \`INPUT / "${folds}"\` (\`row\`, \`fold\`), or else its own, and writes \`oof.csv\`: \`row\` and the prediction columns of \`submission.csv\`, by models fitted on ${others} folds alone.`;
}

/** The metric, and which way is better. */
export function metricBody(
  metric: string,
  direction: Direction | null
): string {
  const name =
    metric === ''
      ? 'Choose the metric that suits the task and name it in the plan. Where solutions are listed below, measure the same metric in the same way, so that scores compare.'
      : `The metric is: ${metric}.`;
  return direction === null
    ? name
    : `${name} ${direction === 'minimize' ? 'Lower' : 'Higher'} is better.`;
}
