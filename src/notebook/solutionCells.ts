import { PathExt } from '@jupyterlab/coreutils';
import type {
  ICodeCell,
  IMarkdownCell,
  INotebookContent
} from '@jupyterlab/nbformat';
import { UUID, type PartialJSONObject } from '@lumino/coreutils';
import { firstSentence } from '../base/firstSentence';
import { harmless, harmlessMarkdown } from '../base/harmless';
import { withoutRecipe } from '../coder/recipes/recipe';
import { learningFromAll } from '../coder/recipes/sample';
import { splitCells } from '../kernel/cells';
import { readFrom } from '../kernel/readFrom';
import { isAbsolute } from '../run/runPaths';
import type { Solution } from '../solution/solution';
import { trans as english } from '../run/account/english';
import { type IScore, measuredOn, withInterval } from '../run/account/scores';
import { handingInAs, type Submission } from '../task/handedIn';
import type { Objective } from '../task/objectiveKinds';
import type { Direction } from '../task/task';
import { filesWritten } from './filesWritten';
import { ORIGIN } from './origin';

/** A solution, and what its cells tell of where it comes from. */
export interface IOrigin {
  solution: Solution;
  /** The run's folder, from the server's root. */
  run: string;
  /** The run's data folder, from the server's root, or absolute. */
  data: string;
  /** The metric's name; empty where nobody named it. */
  metric: string;
  direction: Direction | null;
  objective: Objective['kind'];
  /** What the run left of what its pick predicts; `null` where it left none. */
  submission: Pick<Submission, 'path'> | null;
  /** Its score, and after it what else was measured of it. */
  scores: readonly IScore[];
}

/** A cell as it is inserted: without outputs, since nothing ran here yet. */
export type NewCell = ICodeCell | IMarkdownCell;

/**
 * A solution as cells for a notebook: one of Markdown with its score, how that was
 * measured, what it does and which run it comes from, then its code. The code
 * reads the run's data folder by its name from the notebook, where the run had it
 * as `./input`, so the cells run as they are and give the same score.
 *
 * @param notebook - the path of the notebook that they are for.
 * @throws Error - for people, where the solution has no code yet.
 */
export function solutionCells(origin: IOrigin, notebook: string): NewCell[] {
  const { solution, data } = origin;
  if (solution.writing === null) {
    throw new Error(
      `Solution ${solution.id} has no code yet. Wait until it is written.`
    );
  }
  const code = keptCode(solution.writing.code, origin);
  const folder = isAbsolute(data)
    ? data.replace(/\\/g, '/')
    : PathExt.relative(PathExt.dirname(notebook), data) || '.';
  const adapted = readFrom(code, folder);
  const metadata = { [ORIGIN]: { run: origin.run, solution: solution.id } };
  return [
    {
      cell_type: 'markdown',
      metadata,
      source: about(origin, folder, adapted)
    },
    ...codeCells(adapted ?? code).map(cell => ({ ...cell, metadata }))
  ];
}

/**
 * A solution as a notebook of its own, of nbformat 4.5.
 *
 * @param path - where the notebook is going to be.
 * @param kernelspec - which kernel it asks for, as in a notebook's metadata.
 * @throws Error - for people, where the solution has no code yet.
 */
export function solutionNotebook(
  origin: IOrigin,
  path: string,
  kernelspec: PartialJSONObject
): INotebookContent {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec, language_info: { name: 'python' } },
    cells: solutionCells(origin, path).map(cell => ({
      id: UUID.uuid4(),
      ...cell
    }))
  } as INotebookContent;
}

/** A script as a person keeps it. */
function keptCode(code: string, { submission }: Pick<IOrigin, 'submission'>) {
  return handingInAs(learningFromAll(withoutRecipe(code)), submission);
}

/** What the Markdown cell says. */
function about(
  { solution, run, metric, direction, objective, submission, scores }: IOrigin,
  folder: string,
  adapted: string | null
): string {
  const { title, plan } = solution.writing!;
  const code = keptCode(solution.writing!.code, { submission });
  const better =
    direction === null
      ? ''
      : `, ${direction === 'minimize' ? 'lower' : 'higher'} is better`;
  const [score, ...others] = scores;
  const values = scores.map(({ value }) => value);
  const shown = (each: IScore) =>
    objective === 'reported' && each.on === 'search'
      ? // The cells print it: in full, so that it is found again.
        String(each.value)
      : withInterval(each, values);
  const on = (each: IScore) => measuredOn(each, objective, english);
  const measured = score
    ? `**${metric || 'Score'} ${shown(score)}**${better}, ${on(score)}.`
    : 'It has no score.';
  const compared = others
    .filter(each => each.on === 'verified' || each.on === 'search')
    .map(each => ` ${shown(each)} ${on(each)}.`);
  // What is predicted fold by fold is kept where a run deals the folds, which are not there here.
  const isDealt = code.includes('if dealt.exists():');
  const written = filesWritten(code)
    .filter(name => !isDealt || !/^oof(?:-\d+)?\.csv$/.test(name))
    .map(name => `\`${name}\``);
  const prints =
    solution.stage === 'blend'
      ? PRINTED_BY_MEMBERS
      : printed(others, shown, objective);
  const facts = [
    solution.writing!.by === 'person'
      ? `Solution ${solution.id} of AIDE’s run \`${run}\`, written by a person.`
      : `Solution ${solution.id} of the run \`${run}\`, found by AIDE.`,
    adapted === null
      ? `It reads its data from \`./input\`: make that a link to \`${folder}\` before it is run.`
      : adapted !== code
        ? `It reads its data from \`${folder}\`.`
        : '',
    prints,
    written.length > 0
      ? `${prints === '' ? 'Run, it' : 'It'} writes ${written.join(', ')} beside this notebook.`
      : ''
  ];
  return [
    `### ${harmless(title)}`,
    `${measured}${compared.join('')}`,
    harmless(firstSentence(plan)),
    facts.filter(fact => fact !== '').join(' ')
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

/** What the cells of a blend print. */
const PRINTED_BY_MEMBERS =
  'Run, its members learn from every labelled row there, and each prints its own validation on them. That is not the score above, which is of what they predict together.';

/** What the cells print where that is not the score, and why. */
function printed(
  others: readonly IScore[],
  shown: (score: IScore) => string,
  objective: Objective['kind']
): string {
  const isOutside = objective !== 'reported';
  const all = others.find(({ on }) => on === 'all rows' || on === 'sample');
  const own = others.find(({ on }) => on === 'own');
  if (all) {
    return `Run, it learns from every labelled row there and prints ${shown(all)}, its own validation on all of them. That is not the score above, which was measured ${isOutside ? 'outside of it' : 'on a sample of them'}.`;
  }
  return own
    ? `Run, it learns from every labelled row there and prints its own validation on them: in the run, on fewer rows, that was ${shown(own)}. That is not the score above, which was measured outside of it.`
    : '';
}

/** The script's cells; those marked as Markdown are that here. */
function codeCells(code: string): NewCell[] {
  // A marker and all up to the next one.
  const parts = code
    .replace(/\r\n?/g, '\n')
    .split(/^(?=# ?%%.*\[(?:markdown|md)\])|(?<=\n)(?=# ?%%)/m);
  const merged: string[] = [];
  parts.forEach(part => {
    const last = merged.length - 1;
    if (last >= 0 && !isMarkdown(part) && !isMarkdown(merged[last])) {
      merged[last] += part;
    } else {
      merged.push(part);
    }
  });
  return merged
    .filter(part => part.trim() !== '')
    .flatMap((part): NewCell[] =>
      isMarkdown(part)
        ? [{ cell_type: 'markdown', metadata: {}, source: uncommented(part) }]
        : splitCells(part).map(source => ({
            cell_type: 'code',
            metadata: {},
            source,
            outputs: [],
            execution_count: null
          }))
    );
}

/** A cell marked as Markdown that is nothing but comments, as it should be. */
function isMarkdown(part: string): boolean {
  const [marker, ...lines] = part.trim().split('\n');
  return (
    /^# ?%%.*\[(markdown|md)\]/.test(marker) &&
    lines.length > 0 &&
    lines.every(line => /^(#.*|\s*)$/.test(line))
  );
}

function uncommented(part: string): string {
  const lines = part.trim().split('\n').slice(1);
  return harmlessMarkdown(
    lines.map(line => line.replace(/^# ?/, '')).join('\n')
  ).trim();
}
