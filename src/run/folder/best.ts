import { withoutRecipe } from '../../coder/recipes/recipe';
import { learningFromAll } from '../../coder/recipes/sample';
import type { INotebookContent } from '@jupyterlab/nbformat';
import {
  harmless,
  harmlessMarkdown,
  harmlessOutput
} from '../../base/harmless';
import { splitCells } from '../../kernel/cells';
import { importsOf } from '../../kernel/imports';
import { readFrom } from '../../kernel/readFrom';
import type { Solution } from '../../solution/solution';
import { withoutNotebookLines } from '../../syntax/notebookLines';
import type { ExecutedCell } from '../../task/execution';
import type { DataPreview } from '../../task/data';
import type { TaskDeclaration } from '../../task/declaration';
import { handingInAs, type Submission } from '../../task/handedIn';
import type { Task } from '../../task/task';
import { laterRows, type ILaterRows } from './laterRows';

/** A solution as files, and what they tell of it. */
export interface IBestSolution {
  solution: Solution;
  /** Its cells with their outputs; `null` where they are not known. */
  cells: readonly ExecutedCell[] | null;
  /** The metric for people: "RMSLE, lower is better". */
  metric: string;
  /** Its score and what else was measured of it, each with what it was measured on. */
  scores: string;
  /** The preview of the data that it was written for; `null` without one. */
  preview: DataPreview | null;
  /** What that says of the task; `null` without it. */
  declaration: TaskDeclaration | null;
  /** What the run left of what it predicts; `null` where it left none. */
  submission: Pick<Submission, 'path'> | null;
  /** The run's folder. */
  run: string;
  /** The data folder, from the run's folder and from the one above all runs; or absolute. */
  data: { fromRun: string; fromBase: string };
}

/** Where a solution ran, from the run's folder: `./input` is there. */
function workOf({ solution }: IBestSolution): string {
  return `work/${solution.id}`;
}

function about({ solution, metric, scores, run }: IBestSolution): string[] {
  const { title } = solution.writing!;
  return [
    `Solution ${solution.id} of the run ${run}: ${title}`,
    `Score (${metric}): ${scores}`
  ].map(line => line.replace(/\s+/g, ' '));
}

/**
 * The script, below a comment on where it comes from. It is Python as it stands,
 * and reads the data where they are, seen from the folder in which the run was
 * started.
 */
export function bestScript(best: IBestSolution): string {
  // What a person put in for a notebook is no Python.
  const code = handingInAs(
    withoutNotebookLines(
      learningFromAll(withoutRecipe(best.solution.writing!.code))
    ),
    best.submission
  );
  const adapted = readFrom(code, best.data.fromBase);
  const where =
    adapted === null
      ? `Run it from the folder ${best.run}/${workOf(best)}, where ./input is.`
      : `Run it from the folder that holds aide-runs: it reads ${best.data.fromBase} there.`;
  const later = laterRows(
    best.solution.writing!.code,
    best.preview,
    best.declaration
  );
  const how = later
    ? [
        'With --predict new.csv it predicts rows that came later, too: new-predictions.csv, or --out.'
      ]
    : [];
  const comment = [...about(best), where, ...how].map(line => `# ${line}\n`);
  return `${comment.join('')}\n${around(adapted ?? code, later)}`;
}

/** A script with what comes before and after it; what Python wants first stays first. */
function around(code: string, later: ILaterRows | null): string {
  if (later === null) {
    return code;
  }
  const first = /^from __future__ [^\n]*\n/m.exec(code);
  const at = first ? first.index + first[0].length : 0;
  return `${code.slice(0, at)}${later.before}${code.slice(at)}${later.after}`;
}

/** What pandas reads by, which no script imports. */
const READS_BY: Record<string, string> = {
  read_parquet: 'pyarrow',
  read_excel: 'openpyxl'
};

/**
 * What a script imports or pandas reads by for it, and the versions that it ran with, as
 * pip reads them. What nobody knows the version of is left out.
 *
 * @param packages - as imported and as installed.
 */
export function requirements(code: string, packages: Task['packages']): string {
  const imported = [
    ...importsOf(code).map(name => name.split('.')[0]),
    ...Object.keys(READS_BY)
      .filter(call => code.includes(`.${call}(`))
      .map(call => READS_BY[call])
  ];
  return packages
    .filter(({ name, version }) => version !== '' && imported.includes(name))
    .map(({ name, installed = name, version }) => `${installed}==${version}\n`)
    .join('');
}

/**
 * The same as a notebook of nbformat 4.5, with the outputs of its run as far as
 * looking at them fetches nothing. It reads the data from where it lies, in the
 * run's folder.
 */
export function bestNotebook(best: IBestSolution): INotebookContent {
  const { code, plan } = best.solution.writing!;
  const cells =
    best.cells ?? splitCells(code).map(source => ({ source, outputs: [] }));
  const shown = cells.map(({ source }) => withoutRecipe(source));
  const adapted = shown.map(source => readFrom(source, best.data.fromRun));
  // A folder whose name cannot stand in a Python string is reached by its link.
  const setting = adapted.includes(null)
    ? [{ source: `%cd ${workOf(best)}`, outputs: [] }]
    : [];
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: 'python3',
        display_name: 'Python 3',
        language: 'python'
      },
      language_info: { name: 'python' },
      // Paired by jupytext, saving it would overwrite best.py.
      jupytext: { formats: 'ipynb' },
      aide: { run: best.run, solution: best.solution.id }
    },
    cells: [
      {
        cell_type: 'markdown',
        id: 'about',
        metadata: {},
        source: [...about(best).map(harmless), harmlessMarkdown(plan)].join(
          '\n\n'
        )
      },
      ...[
        ...setting,
        ...cells.map(({ outputs }, i) => ({
          source: adapted[i] ?? shown[i],
          outputs
        }))
      ].map((cell, i) => ({
        cell_type: 'code',
        id: `cell-${i}`,
        metadata: {},
        execution_count: null,
        source: cell.source,
        outputs: cell.outputs.map(harmlessOutput)
      }))
    ]
  } as INotebookContent;
}
