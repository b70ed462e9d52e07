import type { INotebookContent } from '@jupyterlab/nbformat';
import { splitCells } from '../kernel/cells';
import type { ExecutedCell, Solution } from '../search/solution';

/** A solution as files, and what they tell of it. */
export interface IBestSolution {
  solution: Solution;
  /** Its cells with their outputs; `null` where they are not known. */
  cells: readonly ExecutedCell[] | null;
  /** The metric for people: "RMSLE, lower is better". */
  metric: string;
  /** The run's folder. */
  run: string;
  /** The data folder. */
  data: string;
}

/** Where a solution ran, from the run's folder: `./input` is there. */
function workOf({ solution }: IBestSolution): string {
  return `work/${solution.id}`;
}

function about({ solution, metric, run, data }: IBestSolution): string[] {
  const { title } = solution.writing!;
  return [
    `Solution ${solution.id} of the run ${run}: ${title}`,
    `validation_metric: ${solution.evaluation?.score} (${metric})`,
    `It reads ./input, which stands for the data folder ${data || '.'}.`
  ].map(line => line.replace(/\s+/g, ' '));
}

/** The script as it ran, below a comment on where it comes from. */
export function bestScript(best: IBestSolution): string {
  const comment = [
    ...about(best),
    `Run it from the folder ${workOf(best)}, where ./input is.`
  ].map(line => `# ${line}\n`);
  return `${comment.join('')}\n${best.solution.writing!.code}`;
}

/** The same as a notebook of nbformat 4.5, with the outputs of its run. */
export function bestNotebook(best: IBestSolution): INotebookContent {
  const { code, plan } = best.solution.writing!;
  const cells =
    best.cells ?? splitCells(code).map(source => ({ source, outputs: [] }));
  const setting = [
    '# Where this solution ran: ./input is there, and its files are.',
    'import os',
    '',
    'if not os.path.exists("input"):',
    `    os.chdir("${workOf(best)}")`
  ].join('\n');
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
      aide: { run: best.run, solution: best.solution.id }
    },
    cells: [
      {
        cell_type: 'markdown',
        id: 'about',
        metadata: {},
        source: [...about(best), plan].join('\n\n')
      },
      ...[{ source: setting, outputs: [] }, ...cells].map((cell, i) => ({
        cell_type: 'code',
        id: `cell-${i}`,
        metadata: {},
        execution_count: null,
        source: cell.source,
        outputs: cell.outputs
      }))
    ]
  } as INotebookContent;
}
